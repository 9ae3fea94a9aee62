"""A power in time: in force until it is cancelled, adjusted on a day, restored. Pure.

The kinds are those of GB/T 39046 whose items derive from a power: 01 to 10. A public service derives from none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yiwang.kit.errors import NOTHING, Text

STATES = {
    "in_force": Text("有效", "In force"),
    "adjusted": Text("有效，已调整", "In force, adjusted"),
    "cancelled": Text("已取消", "Cancelled"),
}
CHANGES = {
    "cancel": Text("取消", "Cancelled"),
    "adjust": Text("调整", "Adjusted"),
    "restore": Text("恢复", "Restored"),
}
_AFTER = {"cancel": "cancelled", "adjust": "adjusted", "restore": "in_force"}
ORDER = Text("变动要按日期先后写，一天只能有一次。", "Changes stand in the order of their days, one a day.")
KINDS = "01 02 03 04 05 06 07 08 09 10"


@dataclass(frozen=True)
class Change:
    """What becomes of a power from a day on, and by which decision."""

    kind: str
    starts_on: date
    basis: str
    note: Text = NOTHING
    assumed: bool = False


@dataclass(frozen=True)
class Span:
    """A state and the days it lasts; no first day: since ever, no last day: until further notice."""

    state: str
    starts_on: date | None
    ends_on: date | None
    change: Change | None = None

    def holds_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)


def changes_of(row: Mapping[str, Any]) -> list[Change]:
    """The declared changes of a power, in the order they stand."""
    return [
        Change(
            each["kind"],
            date.fromisoformat(str(each["from"])),
            each["basis"],
            Text(each["note"]["zh"], each["note"]["en"]) if "note" in each else NOTHING,
            bool(each.get("assumed")),
        )
        for each in row.get("changes", ())
    ]


def spans(changes: Iterable[Change]) -> tuple[Span, ...]:
    """The states one after the other, without gap or overlap."""
    ordered = sorted(changes, key=lambda each: each.starts_on)
    firsts = [None, *(each.starts_on for each in ordered)]
    lasts = [*(each.starts_on - timedelta(days=1) for each in ordered), None]
    causes = [None, *ordered]
    return tuple(
        Span(_AFTER[cause.kind] if cause else "in_force", first, last, cause)
        for first, last, cause in zip(firsts, lasts, causes, strict=True)
    )


def on(day: date, states: Sequence[Span]) -> Span:
    """The state on a day."""
    return next(span for span in states if span.holds_on(day))


def cancelled_from(day: date, states: Sequence[Span]) -> Span | None:
    """The cancellation that holds on a day, else the next one announced; None while it stays."""
    now = on(day, states)
    if now.state == "cancelled":
        return now
    ahead = [span for span in states if span.state == "cancelled" and span.starts_on and span.starts_on > day]
    return ahead[0] if ahead else None


def faults(changes: Sequence[Change]) -> list[tuple[int, Text]]:
    """What cannot follow what: by the place of the change in the list."""
    found: list[tuple[int, Text]] = []
    state, last = "in_force", date.min
    for at, change in enumerate(changes):
        if change.starts_on <= last:
            found.append((at, ORDER))
        if change.kind == "restore" and state != "cancelled":
            found.append((at, Text("没有取消过，谈不上恢复。", "What was not cancelled cannot be restored.")))
        if change.kind != "restore" and state == "cancelled":
            found.append((at, Text("已经取消的权力，先恢复再变动。", "A cancelled power has to be restored first.")))
        state, last = _AFTER[change.kind], change.starts_on
    return found
