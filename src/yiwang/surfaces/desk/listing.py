"""The work list as a page draws it: how the remaining time looks, what the second lines say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from yiwang.casework.cases import queries as cases
from yiwang.casework.cases.clock import Reading
from yiwang.casework.cases.queries import WorkRow
from yiwang.kit.errors import Text

NOTHING = Text("", "")
MOST_CHIPS = 5
DUE = {"green": ("ok", "word"), "yellow": ("soon", "soon"), "red": ("soon", "soon")}


@dataclass(frozen=True)
class Row:
    """`due` colours the words, `bar` the line under them, which is `value` of `most` long."""

    case: WorkRow
    due: str
    bar: str
    value: float
    most: int
    headline: Text
    stage: Text


@dataclass(frozen=True)
class Chip:
    """A filter: choosing it again takes it away."""

    name: Text
    address: str
    count: str
    current: bool


def drawn(case: WorkRow) -> Row:
    due, bar = _colours(case)
    running = case.reading.running
    # Half a day for today, as the line of days draws it.
    value, most = (min(running.used + 0.5, running.allowed), running.allowed or 1) if running else (0, 1)
    value = most if due == "late" else value
    return Row(case, due, bar, value, most, case.headline or case.state_label, _stage(case.reading))


def _colours(case: WorkRow) -> tuple[str, str]:
    if case.state in ("paused", "returned") or case.reading.running is None:
        return "held", "law"
    return DUE.get(case.level, ("late", "late"))


def _stage(reading: Reading) -> Text:
    """The one thing that matters besides the running clock."""
    if reading.state == "received" and reading.completeness:
        return _until("告知到", "Tell by", reading.completeness.due_on)
    if reading.state == "returned" and reading.lapses_after:
        return _until("可补到", "To complete by", reading.lapses_after)
    if reading.state in ("accepted", "paused") and reading.statutory:
        return _until("法定到", "By law", reading.statutory.due_on)
    if reading.state in ("granted", "refused") and reading.delivery:
        return _until("送达到", "Deliver by", reading.delivery.due_on)
    return NOTHING


def _until(zh: str, en: str, day: date) -> Text:
    return Text(f"{zh} {day:%m-%d}", f"{en} {day:%m-%d}")


def only_chips(chosen: dict[str, str], counts: dict[str, int]) -> list[Chip]:
    """What is late, soon due, one's own turn, from elsewhere; `chosen` is the whole of the address."""
    return [
        _chip(name, chosen, "only", only, cases.shown_count(counts[only]))
        for only, (name, _) in cases.ONLY.items()
        if only in counts
    ]


def item_chips(rows: list[WorkRow], chosen: dict[str, str], *, whole: bool) -> list[Chip]:
    """The items that occur on this page, most frequent first: nothing is asked of the database for them.

    Counts are shown when the page is the `whole` of the list.
    """
    counted = Counter(row.item_code for row in rows)
    if len(counted) < 2 and not chosen["item"]:
        return []
    names = {row.item_code: row.item_name for row in rows}
    most = counted.most_common(MOST_CHIPS)
    return [_chip(names[code], chosen, "item", code, str(count) if whole else "") for code, count in most]


def _chip(name: Text, chosen: dict[str, str], key: str, value: str, count: str) -> Chip:
    current = chosen[key] == value
    return Chip(name, address(**(chosen | {key: "" if current else value})), count, current)


def address(**given: str) -> str:
    """A query string of what is not empty."""
    return "?" + urlencode({key: value for key, value in given.items() if value})
