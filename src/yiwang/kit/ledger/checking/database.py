"""Checking the database: leaves, numbers, roots, what was signed here last, and the rows that leaves cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from yiwang.kit.ledger import signing, witness
from yiwang.kit.ledger.checking.report import Report
from yiwang.kit.ledger.checking.rows import Rows
from yiwang.kit.ledger.checking.signatures import check_notes
from yiwang.kit.ledger.checking.walking import Walk
from yiwang.kit.ledger.models import Checkpoint

BATCH = 10_000


def check() -> Report:
    """One consistent reading of everything, while the city works."""
    report = Report()
    with transaction.atomic():
        if len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        rows = Rows(report)
        checkpoints = list(Checkpoint.objects.order_by("size"))
        last = witness.last()
        wanted = {row.size for row in checkpoints} | ({last.size} if last else set())
        walk = Walk(report, rows, wanted)
        for batch in _numbered():
            walk.through(batch)
        walk.finish(_waiting())
        _compare_roots(checkpoints, walk, report)
        _compare_witness(last, walk, report)
        _compare_tiles(walk, report)
        rows.compare()
    _check_signatures(checkpoints, report)
    return report


def _numbered() -> Iterator[list[tuple[Any, ...]]]:
    after = -1
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT p.number, p.leaf_id, p.leaf_hash, l.kind, l.body, l.at, l.case_number, o.subject, o.salt
                   FROM ledger_position p LEFT JOIN ledger_leaf l ON l.id = p.leaf_id
                   LEFT JOIN ledger_opening o ON o.leaf_id = p.leaf_id
                   WHERE p.number > %s ORDER BY p.number LIMIT %s""",
                [after, BATCH],
            )
            batch = cursor.fetchall()
        if not batch:
            return
        yield batch
        after = batch[-1][0]


def _waiting() -> list[tuple[Any, ...]]:
    """Leaves without a number: new ones, which the sequencer is about to number."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT NULL, l.id, NULL, l.kind, l.body, l.at, l.case_number, o.subject, o.salt
               FROM ledger_leaf l LEFT JOIN ledger_position p ON p.leaf_id = l.id
               LEFT JOIN ledger_opening o ON o.leaf_id = l.id
               WHERE p.leaf_id IS NULL ORDER BY l.id"""
        )
        return cursor.fetchall()


def _compare_roots(checkpoints: list[Checkpoint], walk: Walk, report: Report) -> None:
    """The first checkpoint that does not fit bounds the first bad leaf, if it was not named already."""
    report.figures["checkpoints"] = len(checkpoints)
    before = 0
    for row in checkpoints:
        if row.size > walk.size:
            missing = row.size - walk.size
            report.find(
                "newest_removed",
                f"检查点签的是 {row.size} 条，现在少了最新的 {missing} 条（第 {walk.size} 条起）。",
                f"A checkpoint signs {row.size} leaves; the newest {missing}, from {walk.size} on, are missing.",
                number=walk.size,
            )
            return
        if walk.roots.get(row.size) != bytes(row.root):
            low, high = walk.narrow(before, row.size)
            report.find(
                "root",
                f"第 {low} 条到第 {high - 1} 条之间有记录被改动或调换，与签过的根不符。",
                f"Between leaves {low} and {high - 1} one was changed or moved: they do not fit the root signed.",
                number=low,
            )
            return
        before = row.size


def _compare_witness(last: signing.Note | None, walk: Walk, report: Report) -> None:
    if last is None:
        report.note(
            "本机没有保存过检查点，无法判断是否恢复了旧备份；请用从前的导出核对。",
            "No checkpoint is kept on this machine, so an old backup cannot be told; compare with an earlier export.",
        )
    elif last.size > walk.size:
        missing = last.size - walk.size
        report.find(
            "old_backup",
            f"本机签发过 {last.size} 条的检查点，现在只有 {walk.size} 条：最新的 {missing} 条被删除，或恢复了旧备份。",
            f"This machine has signed {last.size} leaves and there are {walk.size}: the newest {missing} were removed, "
            "or an old backup was put back.",
            number=walk.size,
        )
    elif walk.roots.get(last.size) != last.root:
        report.find(
            "fork",
            f"分叉：本机签发过的 {last.size} 条的根与现在不同。",
            f"A fork: the root over {last.size} leaves is not the one this machine signed.",
            number=last.size,
        )


def _compare_tiles(walk: Walk, report: Report) -> None:
    with connection.cursor() as cursor:
        cursor.execute('SELECT level, "index", node FROM ledger_tile ORDER BY level, "index"')
        stored = {(level, index): bytes(node) for level, index, node in cursor.fetchall()}
    for place in sorted(stored.keys() | walk.tiles.keys()):
        if stored.get(place) != walk.tiles.get(place):
            level, index = place
            report.find(
                "tile",
                f"保存的子树（第 {index << level} 条起 {1 << level} 条）与记录不符。",
                f"The stored subtree over {1 << level} leaves from {index << level} on does not fit them.",
                number=index << level,
            )
            return


def _check_signatures(checkpoints: list[Checkpoint], report: Report) -> None:
    notes = []
    for row in checkpoints:
        try:
            notes.append((row.size, bytes(row.root), signing.read(row.note)))
        except ValueError:
            report.find(
                "checkpoint_changed",
                f"第 {row.size} 条处的检查点读不出来。",
                f"The checkpoint at {row.size} cannot be read.",
                number=row.size,
            )
    check_notes(notes, signing.public_keys(), report)
