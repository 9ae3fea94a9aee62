"""Walking through the leaves of the database in the order of the tree, once."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from yiwang.kit import calendar
from yiwang.kit.ledger.canonical import instant
from yiwang.kit.ledger.checking.report import Report
from yiwang.kit.ledger.checking.rows import Rows
from yiwang.kit.ledger.commitment import opens
from yiwang.kit.ledger.nodes import HEIGHT
from yiwang.kit.ledger.services import ERASED
from yiwang.kit.ledger.tree import Frontier, leaf_hash

LATE = timedelta(minutes=2)


class Walk:
    """What the leaves say, recomputed: roots at the sizes wanted, tiles, commitments, and the last leaf of each row."""

    def __init__(self, report: Report, rows: Rows, wanted: set[int]) -> None:
        self.report, self.rows, self.wanted = report, rows, wanted
        self.frontier = Frontier()
        self.roots: dict[int, bytes] = {0: self.frontier.root()}
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.next = 0
        self.highest_leaf = 0
        self.disorder: list[int] = []
        self._unlinked: dict[int, int | None] = {}
        self._erased: set[int] = set()

    @property
    def size(self) -> int:
        return self.frontier.size

    def through(self, batch: list[tuple[Any, ...]]) -> None:
        for number, leaf, kept, *row in batch:
            if number != self.next:
                self._gap(number)
            self.next = number + 1
            self.frontier.append(self._hash(number, leaf, bytes(kept), row), self._told)
            if leaf < self.highest_leaf:
                self.disorder.append(number)
            self.highest_leaf = max(leaf, self.highest_leaf)
            if self.frontier.size in self.wanted:
                self.roots[self.frontier.size] = self.frontier.root()

    def _hash(self, number: int, leaf: int, kept: bytes, row: list[Any]) -> bytes:
        """The hash of a leaf as it is now; of one that is gone, the hash it had."""
        kind, body = row[0], row[1]
        if body is None:
            self._find("leaf_removed", number, leaf, "被删除", "was removed")
            return kept
        hashed = leaf_hash(body := bytes(body))
        if hashed != kept:
            self._find("leaf_changed", number, leaf, f"被改动（{kind}）", f"was changed ({kind})")
        self._read(number, leaf, kind, body, *row[2:])
        return hashed

    def finish(self, waiting: list[tuple[Any, ...]]) -> None:
        """Leaves without a number are read too; links that are missing and were not erased are findings."""
        for _, leaf, _, kind, body, at, case, subject, salt in waiting:
            self._read(None, leaf, kind, bytes(body), at, case, subject, salt)
        late = [row for row in waiting if calendar.now() - row[5] > LATE]
        if late:
            self.report.note(
                f"有 {len(late)} 条记录两分钟后仍没有编号：编号程序没有运行。",
                f"{len(late)} leaves have no number after two minutes: the sequencer does not run.",
            )
        for leaf, number in sorted(self._unlinked.items()):
            if leaf not in self._erased:
                self._find("link_removed", number, leaf, "与当事人的联系被删除", "lost its link to the person")
        self.report.figures.update(leaves=self.size, waiting=len(waiting))

    def narrow(self, low: int, high: int) -> tuple[int, int]:
        """Within a stretch that does not fit, the first number whose leaf is out of order, if there is one."""
        found = next((number for number in self.disorder if low <= number < high), None)
        return (low, high) if found is None else (max(low, found - 1), found + 1)

    def _told(self, level: int, index: int, node: bytes) -> None:
        if level % HEIGHT == 0:
            self.tiles[level, index] = node

    def _gap(self, number: int) -> None:
        self.report.find(
            "leaf_removed",
            f"第 {self.next} 条到第 {number - 1} 条被删除。",
            f"Leaves {self.next} to {number - 1} were removed.",
            number=self.next,
        )

    def _read(
        self, number: int | None, leaf: int, kind: str, body: bytes, at: Any, case: str, subject: Any, salt: Any
    ) -> None:
        try:
            said = json.loads(body)
            same = (said["kind"], said["at"], said["case"]) == (kind, instant(at), case)
            facts = said["facts"]
        except (ValueError, KeyError, TypeError):
            self._find("leaf_unreadable", number, leaf, "读不出来", "cannot be read")
            return
        if not same:
            self._find("leaf_columns", number, leaf, "旁边的列被改动", "has columns that differ from what it says")
        self._link(number, leaf, said, subject, salt)
        if kind == ERASED:
            self._erased.update(facts.get("leaves", ()))
        self.rows.said(kind, facts, number, leaf)

    def _link(self, number: int | None, leaf: int, said: dict[str, Any], subject: Any, salt: Any) -> None:
        commitment = said.get("subject")
        if salt is None:
            if commitment or said.get("personal"):
                self._unlinked[leaf] = number
        elif (commitment is None) != (subject is None) or (
            commitment and not opens(commitment, bytes(subject), bytes(salt))
        ):
            self._find("link_changed", number, leaf, "被挂到了别人名下", "was put under another person")

    def _find(self, code: str, number: int | None, leaf: int, zh: str, en: str) -> None:
        which = f"第 {number} 条记录（编号 {leaf}）" if number is not None else f"未编号的记录 {leaf} "
        name = f"Leaf {number} (id {leaf})" if number is not None else f"Leaf with id {leaf}, not yet numbered,"
        self.report.find(code, f"{which}{zh}。", f"{name} {en}.", number=number, leaf=leaf)
