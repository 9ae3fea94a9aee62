"""The legal clock as a line of days to draw, and as sentences to read. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from yiwang.casework.cases.asking import SPECIAL_PROCEDURES
from yiwang.casework.cases.clock import NATURAL, Reading, Span, WorkingDays
from yiwang.casework.cases.course import Hold
from yiwang.kit.errors import Text

MOST_CELLS = 60
"""A longer line cannot be read: the page draws a bar instead."""


@dataclass(frozen=True)
class Cell:
    """One day of the line. `kind`: used, today, open (until the promise), held, law (until the statute)."""

    number: int | None
    """Which counted day it is; None on hold."""
    on: date
    kind: str
    promise: bool
    """The promised limit ends here."""
    law: bool
    """The statutory limit ends here."""
    gap: bool
    """Days that do not count lie before it."""


def cells(reading: Reading, calendar: WorkingDays) -> list[Cell]:
    """Every day from acceptance to the last limit (and to today when late); empty when there is nothing to draw."""
    spans = [span for span in (reading.promised, reading.statutory) if span]
    if not spans:
        return []
    unit, asof = spans[-1].unit, spans[-1].stopped_on or reading.today
    last = max([span.due_on for span in spans] + [asof for span in spans if span.is_over])
    days = _days(spans[-1].started_on, last, unit, calendar)
    if not days or len(days) > MOST_CELLS:
        return []
    return _drawn(days, reading, asof)


def _days(start: date, last: date, unit: str, calendar: WorkingDays) -> list[date]:
    every = [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]
    return every if unit == NATURAL else [day for day in every if calendar.is_workday(day)]


def _drawn(days: list[date], reading: Reading, asof: date) -> list[Cell]:
    drawn: list[Cell] = []
    number = 0
    ends = [_end(days, span) for span in (reading.promised, reading.statutory)]
    for day, before in zip(days, [days[0] - timedelta(days=1), *days], strict=False):
        held = any(hold.after_on < day <= hold.until_on for hold in reading.course.holds)
        number += not held
        drawn.append(
            Cell(
                number=None if held else number,
                on=day,
                kind="held" if held else _kind(day, reading, asof),
                promise=day == ends[0],
                law=day == ends[1],
                gap=day - before > timedelta(days=1),
            )
        )
    return drawn


def _end(days: list[date], span: Span | None) -> date | None:
    """The last drawn day of a limit: the two limits may count in different units."""
    return max((day for day in days if day <= span.due_on), default=None) if span else None


def _kind(day: date, reading: Reading, asof: date) -> str:
    stopped = bool(reading.course.decided_on or reading.course.ended_on)
    if day < asof or (stopped and day == asof):
        return "used"
    if day == asof:
        return "today"
    promised = reading.promised or reading.statutory
    return "open" if promised and day <= promised.due_on and not stopped else "law"


_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(on: date, today: date, *, weekday: bool = False) -> Text:
    """11 月 24 日（周二）; the year only if it is not this year."""
    year_zh, year_en = (f"{on.year} 年 ", f" {on.year}") if on.year != today.year else ("", "")
    week_zh = f"（周{_WEEKDAYS_ZH[on.weekday()]}）" if weekday else ""
    week_en = f"{_WEEKDAYS_EN[on.weekday()]} " if weekday else ""
    return Text(
        f"{year_zh}{on.month} 月 {on.day} 日{week_zh}", f"{week_en}{on.day} {_MONTHS_EN[on.month - 1]}{year_en}"
    )


def amount(count: int, unit: str) -> Text:
    """个工作日, never bare 天."""
    plural = "" if count == 1 else "s"
    if unit == NATURAL:
        return Text(f"{count} 个自然日", f"{count} calendar day{plural}")
    return Text(f"{count} 个工作日", f"{count} working day{plural}")


def headline(reading: Reading) -> Text | None:
    """What one reads first: how long is left, or by how much it is late."""
    running = reading.running
    if running is None:
        return None
    if reading.state == "paused" and reading.pause:
        until = day(reading.pause.until_on, reading.today)
        return Text(f"暂停计时，计划到 {until.zh}", f"Paused, planned until {until.en}")
    late = reading.late
    if late:
        over = amount(late.overdue, late.unit)
        limit = _over(reading, late)
        return Text(f"{limit.zh} {over.zh}", f"Past the {limit.en} by {over.en}")
    if running.due_on == reading.today:
        return Text("今天到期", "Due today")
    left = amount(running.remaining, running.unit)
    return Text(f"还剩 {left.zh}", f"{left.en} left")


def _over(reading: Reading, late: Span) -> Text:
    """The name of the limit that is over: a decision in time, not yet delivered, does not read as one too late."""
    if reading.state == "returned":
        return Text("超过补正期限", "time to complete")
    if late is reading.delivery:
        return Text("超送达期限", "time to deliver")
    return Text("超法定", "statutory limit") if reading.over_law else Text("超承诺", "promise")


def sentences(reading: Reading) -> list[Text]:
    """How these days were counted, one sentence a fact."""
    course, today = reading.course, reading.today
    said = [*_accepted(reading), *(_hold(hold, today) for hold in course.holds), *_extended(reading)]
    said += [_due(span, name, today) for span, name in ((reading.promised, PROMISED), (reading.statutory, LAW)) if span]
    if reading.provisional:
        said.append(
            Text(
                "下一年的放假安排还没有公布，日期按周末和固定节日推算，公布后会更新。",
                "Next year's holidays have not been announced: dates are provisional.",
            )
        )
    return said


PROMISED = Text("承诺", "Promised")
LAW = Text("法定", "Statutory")


def _due(span: Span, name: Text, today: date) -> Text:
    allowed, due = amount(span.allowed, span.unit), day(span.due_on, today, weekday=True)
    return Text(f"{name.zh} {allowed.zh}，到 {due.zh}。", f"{name.en}: {allowed.en}, until {due.en}.")


def _accepted(reading: Reading) -> list[Text]:
    course, span = reading.course, reading.statutory or reading.promised
    if not course.accepted_on or not span:
        return []
    accepted, first = day(course.accepted_on, reading.today), day(span.first_on, reading.today)
    word, word_en = ("视为受理", "Deemed accepted") if course.deemed else ("受理", "Accepted")
    return [
        Text(f"{accepted.zh}{word}，从 {first.zh}起算。", f"{word_en} on {accepted.en}; counting begins on {first.en}.")
    ]


def _hold(hold: Hold, today: date) -> Text:
    name = SPECIAL_PROCEDURES.get(hold.kind, Text("特别程序", "Special procedure"))
    start, end = day(hold.after_on, today), day(hold.until_on, today)
    if hold.running:
        return Text(
            f"{start.zh}起进行{name.zh}，计划到 {end.zh}，这些天不计入期限。",
            f"{name.en} since {start.en}, planned until {end.en}: these days do not count.",
        )
    return Text(
        f"{start.zh}到 {end.zh}进行{name.zh}，不计入期限。", f"{name.en} from {start.en} to {end.en}: not counted."
    )


def _extended(reading: Reading) -> list[Text]:
    if not reading.course.extension:
        return []
    added = amount(reading.course.extension, reading.statutory.unit if reading.statutory else "1")
    return [Text(f"法定期限延长了 {added.zh}。", f"The statutory limit was extended by {added.en}.")]
