"""The legal clock as pages draw it: cells, the first sentence, and how the days were counted."""

from __future__ import annotations

from dataclasses import dataclass

from yiwang.casework.cases import cells
from yiwang.casework.cases.clock import Reading
from yiwang.kit.calendar import workdays
from yiwang.kit.errors import NOTHING, Text


@dataclass(frozen=True)
class Clock:
    """`label` says in words what the cells draw, for those who do not see them."""

    reading: Reading
    cells: list[cells.Cell]
    headline: Text
    label: Text
    sentences: list[Text]

    @property
    def late(self) -> bool:
        return self.reading.over_promise or self.reading.over_law

    @property
    def has_gaps(self) -> bool:
        """Days lie between the cells that do not count; calendar days have none."""
        return any(cell.gap for cell in self.cells)

    @property
    def kind(self) -> str:
        """The kind of tag that goes with it."""
        if self.reading.state == "paused":
            return ""
        return {"green": "ok", "yellow": "warn", "red": "warn"}.get(self.reading.level, "bad")


def drawn(reading: Reading) -> Clock:
    """The clock of one case."""
    return Clock(
        reading=reading,
        cells=cells.cells(reading, workdays.current()),
        headline=cells.headline(reading) or NOTHING,
        label=_label(reading),
        sentences=cells.sentences(reading),
    )


def _label(reading: Reading) -> Text:
    said = []
    for span, name in ((reading.promised, cells.PROMISED), (reading.statutory, cells.LAW)):
        if span:
            allowed, used = cells.amount(span.allowed, span.unit), cells.amount(span.used, span.unit)
            said.append(Text(f"{name.zh} {allowed.zh}，已用 {used.zh}", f"{name.en}: {allowed.en}, {used.en} used"))
    return Text("；".join(each.zh for each in said), "; ".join(each.en for each in said))
