"""Comparing covered rows with the last leaf that speaks of each."""

from __future__ import annotations

from typing import Any

from yiwang.kit.ledger.checking.report import Report
from yiwang.kit.ledger.covering import Covered, all_covered, digest

BATCH = 1000


class Rows:
    """The digest each row should have, gathered while the leaves are read in order."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.last: dict[str, dict[str, tuple[str | None, int | None, int]]] = {c.label: {} for c in all_covered()}
        self._by_kind: dict[str, list[Covered]] = {}
        for covered in all_covered():
            for kind in covered.kinds:
                self._by_kind.setdefault(kind, []).append(covered)

    def said(self, kind: str, facts: dict[str, Any], number: int | None, leaf: int) -> None:
        for covered in self._by_kind.get(kind, ()):
            if said := covered.said(facts):
                last, name = self.last[covered.label], str(said["row"])
                # A late leaf may stand behind a newer one in the tree; for a row, the order of its acts is that of
                # the ids.
                if name not in last or last[name][2] < leaf:
                    last[name] = (said["digest"], number, leaf)

    def compare(self) -> None:
        checked = 0
        for covered in all_covered():
            seen = set()
            for row in covered.rows().iterator(BATCH):
                name = covered.name(row)
                seen.add(name)
                checked += 1
                self._compare(covered, name, row)
            for name, (kept, number, leaf) in self.last[covered.label].items():
                if kept is not None and name not in seen:
                    self._find("row_removed", covered, name, number, leaf, "被删除", "was removed")
        self.report.figures["rows"] = checked

    def _compare(self, covered: Covered, name: str, row: Any) -> None:
        kept, number, leaf = self.last[covered.label].get(name, (None, None, None))
        if leaf is None or kept is None:
            self._find("row_added", covered, name, number, leaf, "没有任何记录", "is spoken of by no leaf")
            return
        try:
            found = digest(covered.reader(row))
        except Exception as error:
            found = type(error).__name__
        if found != kept:
            self._find("row_changed", covered, name, number, leaf, "被改动", "was changed")

    def _find(
        self, code: str, covered: Covered, name: str, number: int | None, leaf: int | None, zh: str, en: str
    ) -> None:
        after_zh = f"，与第 {number} 条记录不符" if number is not None else ""
        after_en = f": it differs from leaf {number}" if number is not None else ""
        self.report.find(
            code,
            f"{covered.label} {name} {zh}{after_zh}。",
            f"{covered.label} {name} {en}{after_en}.",
            number=number,
            leaf=leaf,
            row=f"{covered.label} {name}",
        )
