"""The sequencer: numbers leaves that are visible, and signs what the tree has become.

It runs as a role of its own that may add positions, tiles and checkpoints and change nothing. Several may run: a lock
lets one work at a time. Killed anywhere, a batch is either there or not, and the next start goes on from what is there.

Ids become visible out of order: a transaction with a smaller id may commit later. So numbers follow the order in which
leaves are first *seen*; a late leaf gets a later number and none is ever lost.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from django.db import connections, transaction

from yiwang.kit import calendar
from yiwang.kit.ledger import signing, witness
from yiwang.kit.ledger.nodes import HEIGHT, Stored
from yiwang.kit.ledger.tree import frontier_of, leaf_hash

BATCH = 2000
CHECKPOINT_SECONDS = 10
# Every leaf below the mark has a number or will never be seen. The whole table is searched again now and then,
# because a transaction that was frozen between taking an id and writing its row is in no snapshot.
FULL_SEARCH_SECONDS = 3600
LOCK = 0x79697761  # any fixed number


def step() -> int:
    """Number what is visible and sign a checkpoint if one is due; returns how many leaves were numbered."""
    return _sequencer.step()


class Sequencer:
    """One process's memory of where to look: losing it costs one full search and nothing else."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.database = ""
        self.mark = 0
        self.pending: tuple[int, int] | None = None
        self.searched = float("-inf")

    def step(self) -> int:
        database = connections["sequencer"].settings_dict["NAME"]
        if database != self.database or time.monotonic() - self.searched > FULL_SEARCH_SECONDS:
            self.forget()
            self.database, self.searched = database, time.monotonic()
        try:
            numbered = self._number_all()
        except BaseException:
            self.forget()
            raise
        checkpoint()
        return numbered

    def _number_all(self) -> int:
        numbered, after = 0, self._move_mark()
        while batch := number(after):
            numbered += len(batch)
            after = batch[-1]
            if len(batch) < BATCH:
                break
        return numbered

    def _move_mark(self) -> int:
        """Raise the mark to an id once every transaction that ran when it was the highest has ended."""
        with connections["sequencer"].cursor() as cursor:
            cursor.execute(
                """SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint,
                          (SELECT coalesce(max(leaf_id), 0) FROM ledger_position)
                   FROM pg_current_snapshot() AS s"""
            )
            oldest, next_one, highest = cursor.fetchone()
        found = self.mark
        if self.pending and oldest >= self.pending[0]:
            # One more search from the old mark sees what those transactions left; the mark moves after it.
            self.mark, self.pending = self.pending[1], None
        elif self.pending is None and highest > self.mark:
            self.pending = (next_one, highest)
        return found


def number(after: int = 0) -> list[int]:
    """Number up to `BATCH` visible leaves with ids above `after` that have no number, in one transaction."""
    with transaction.atomic(using="sequencer"), connections["sequencer"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(
            """SELECT l.id, l.body FROM ledger_leaf l LEFT JOIN ledger_position p ON p.leaf_id = l.id
               WHERE l.id > %s AND p.leaf_id IS NULL ORDER BY l.id LIMIT %s""",
            [after, BATCH],
        )
        waiting = cursor.fetchall()
        if waiting:
            _append(cursor, waiting)
        return [leaf for leaf, _ in waiting]


def _append(cursor: Any, waiting: list[tuple[int, Any]]) -> None:
    frontier = frontier_of(Stored("sequencer"), _size(cursor))
    positions, tiles = [], []

    def told(level: int, index: int, node: bytes) -> None:
        if level % HEIGHT == 0:
            tiles.append((level, index, node))

    for leaf, body in waiting:
        hashed = leaf_hash(bytes(body))
        positions.append((frontier.size, leaf, hashed))
        frontier.append(hashed, told)
    cursor.execute(
        """INSERT INTO ledger_position (number, leaf_id, leaf_hash)
           SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[])""",
        [list(column) for column in zip(*positions, strict=True)],
    )
    if tiles:
        cursor.executemany('INSERT INTO ledger_tile (level, "index", node) VALUES (%s, %s, %s)', tiles)


def _size(cursor: Any) -> int:
    cursor.execute("SELECT coalesce(max(number) + 1, 0) FROM ledger_position")
    return int(cursor.fetchone()[0])


def checkpoint(*, now: bool = False) -> int | None:
    """Sign the tree if it has grown and the last checkpoint is ten seconds old (or `now`); returns the size signed.

    Raises `Forked`, and signs nothing, if the tree does not continue what this machine signed last.
    """
    with transaction.atomic(using="sequencer"), connections["sequencer"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        size, at = _size(cursor), calendar.now()
        if not _is_due(cursor, size, at, now):
            return None
        nodes = Stored("sequencer")
        witness.refuse_a_fork(nodes, size)
        root = frontier_of(nodes, size).root()
        note = signing.signed(size, root, at)
        cursor.execute(
            "INSERT INTO ledger_checkpoint (size, root, at, note) VALUES (%s, %s, %s, %s)", [size, root, at, note]
        )
    witness.remember(note)
    return size


def _is_due(cursor: Any, size: int, at: datetime, now: bool) -> bool:
    cursor.execute("SELECT size, at FROM ledger_checkpoint ORDER BY size DESC LIMIT 1")
    last_size, last_at = cursor.fetchone() or (0, None)
    if size <= last_size:
        return False
    return now or last_at is None or not timedelta(0) <= at - last_at < timedelta(seconds=CHECKPOINT_SECONDS)


_sequencer = Sequencer()
