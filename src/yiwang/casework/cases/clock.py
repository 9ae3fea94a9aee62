"""The legal clock: a reading, never a counter.

Pure. A `Reading` is computed from the journal, the limits of the pinned item version, the city's rules and the
calendar; it is never stored. Days are counted as 行政许可法 art. 82 says: the first day is the next one after
acceptance, a limit ends with its last day. Pauses (art. 45) stop the statutory and the promised clock alike; an
extension (art. 42) adds to the statutory one only. A limit in natural days that would end on a day off ends with the
next working day (民法典 art. 203).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from yiwang.casework.cases import course as courses
from yiwang.casework.cases.course import Course, Hold, Move

WORKING, NATURAL = "1", "2"
GREEN, YELLOW, RED, OVER = "green", "yellow", "red", "over"
LEVELS = ("green", "yellow", "red", "over_promise", "over_law")
"""From calm to illegal."""


class WorkingDays(Protocol):
    """The calendar as the clock needs it."""

    def is_workday(self, day: date) -> bool: ...
    def add(self, day: date, n: int) -> date: ...
    def count(self, start: date, end: date) -> int: ...
    def is_provisional(self, day: date) -> bool: ...


@dataclass(frozen=True)
class Limit:
    """So many days of a unit: "1" working days, "2" natural days."""

    count: int
    unit: str = WORKING


@dataclass(frozen=True)
class Rules:
    """The limits that bind one case: the item's own and the city's."""

    statutory: Limit | None
    promised: Limit | None
    completion: Limit = Limit(15)
    completeness: Limit = Limit(5)
    delivery: Limit = Limit(10)
    grace: int = 0
    """Working days after the time to complete before a case lapses."""
    yellow: float = 0.7
    red: float = 0.9


@dataclass(frozen=True)
class Span:
    """One limit running, or as it stood when it stopped. All counts are in its own unit."""

    allowed: int
    unit: str
    started_on: date
    first_on: date
    """The first day that counts."""
    due_on: date
    used: int
    """Days fully used: today is not among them while the clock runs."""
    remaining: int
    """Days left, today included."""
    overdue: int
    """Days over the limit; 0 when in time."""
    provisional: bool
    turns: tuple[tuple[date, str], ...]
    """The days on which it turns yellow, red and over."""
    stopped_on: date | None = None

    def level_on(self, day: date) -> str:
        return next((level for turn, level in reversed(self.turns) if turn <= day), GREEN)

    @property
    def is_over(self) -> bool:
        return self.overdue > 0


@dataclass(frozen=True)
class Reading:
    """Every clock of one case on one day."""

    course: Course
    rules: Rules
    today: date
    completeness: Span | None
    """Art. 32: the office has five working days to say what is missing."""
    completion: Span | None
    """The applicant's time to hand in what is missing."""
    statutory: Span | None
    """None while not accepted, and for an item whose law sets no limit: nothing is shown then."""
    promised: Span | None
    delivery: Span | None
    """Art. 44: ten working days from the decision."""
    as_if_accepted: Span | None
    """Before acceptance: the promise, counted as if the case were accepted today."""
    lapses_after: date | None
    """The last day on which the applicant can still complete."""
    decided_days: int | None
    """Working days from acceptance to decision, pauses left out: the figure that statistics use."""

    @property
    def state(self) -> str:
        return self.course.state

    @property
    def running(self) -> Span | None:
        """The clock that matters now."""
        return {
            "received": self.completeness,
            "returned": self.completion,
            "accepted": self.promised or self.statutory,
            "paused": self.promised or self.statutory,
            "granted": self.delivery,
            "refused": self.delivery,
        }.get(self.state)

    @property
    def pause(self) -> Hold | None:
        """The special procedure now under way."""
        return next((hold for hold in self.course.holds if hold.running), None)

    @property
    def provisional(self) -> bool:
        """A due date lies in a year whose holidays have not been announced."""
        return any(span.provisional for span in self._spans())

    @property
    def over_promise(self) -> bool:
        return bool(self.promised and self.promised.is_over)

    @property
    def over_law(self) -> bool:
        return any(span.is_over for span in (self.statutory, self.completeness, self.delivery) if span)

    @property
    def late(self) -> Span | None:
        """The limit that is over: the statutory one if both are."""
        over = [span for span in (self.statutory, self.running) if span and span.is_over]
        return over[0] if over else None

    @property
    def level(self) -> str:
        """One of LEVELS. The applicant's own delay is never worse than red."""
        if self.over_law:
            return "over_law"
        if self.over_promise:
            return "over_promise"
        running = self.running
        if running is None or self.state == "paused":
            return GREEN
        level = running.level_on(self.today)
        return RED if level == OVER else level

    @property
    def wake_on(self) -> date | None:
        """The day on which the system itself has something to do: deem accepted, lapse, resume."""
        last = {
            "received": self.completeness and self.completeness.due_on,
            "returned": self.lapses_after,
            "paused": self.pause and self.pause.until_on,
        }.get(self.state)
        return last + timedelta(days=1) if last else None

    @property
    def worsens_on(self) -> date | None:
        """The next day after today on which `level` may become worse."""
        if self.state == "paused":
            return self.wake_on
        spans = [self.running, self.statutory] if self.state == "accepted" else [self.running]
        days = [turn for span in spans if span for turn, _ in span.turns if turn > self.today]
        return min(days, default=None)

    def _spans(self) -> list[Span]:
        return [s for s in (self.completeness, self.completion, self.statutory, self.promised, self.delivery) if s]


def read(moves: Iterable[Move], rules: Rules, calendar: WorkingDays, today: date) -> Reading:
    """The reading on `today`. Reading a decided case on any later day gives the same figures."""
    course = courses.of(moves)
    ticker = _Ticker(calendar, course, rules, today)
    decided = course.decided_on
    accepted = course.accepted_on
    completion = ticker.before_acceptance(course.returned_on, rules.completion, "returned")
    return Reading(
        course=course,
        rules=rules,
        today=today,
        completeness=ticker.before_acceptance(course.received_on, rules.completeness, "received"),
        completion=completion,
        as_if_accepted=ticker.span(today, rules.promised, None) if rules.promised and not accepted else None,
        lapses_after=calendar.add(completion.due_on, rules.grace) if completion else None,
        statutory=ticker.after_acceptance(rules.statutory, course.extension),
        promised=ticker.after_acceptance(rules.promised, 0),
        delivery=ticker.span(decided, rules.delivery, course.ended_on) if decided else None,
        decided_days=ticker.passed(accepted, decided, WORKING, course.holds) if accepted and decided else None,
    )


@dataclass(frozen=True)
class _Ticker:
    """Counts days of one unit, leaving out the days on hold."""

    calendar: WorkingDays
    course: Course
    rules: Rules
    today: date

    def before_acceptance(self, start: date | None, limit: Limit, state: str) -> Span | None:
        """Clocks of the time before acceptance exist only while they run."""
        return self.span(start, limit, None) if start and self.course.state == state else None

    def after_acceptance(self, limit: Limit | None, extension: int) -> Span | None:
        course = self.course
        if limit is None or course.accepted_on is None:
            return None
        stopped = course.decided_on or course.ended_on
        return self.span(course.accepted_on, Limit(limit.count + extension, limit.unit), stopped, course.holds)

    def span(self, start: date, limit: Limit, stopped: date | None, holds: tuple[Hold, ...] = ()) -> Span:
        due = self.due(start, limit, holds)
        asof = stopped or self.today
        passed = self.passed(start, asof, limit.unit, holds)
        unfinished = 1 if stopped is None and self._counts(asof, limit.unit, holds) and asof > start else 0
        used = max(0, passed - unfinished)
        late = self.passed(due, asof, limit.unit, holds) if asof > due else 0
        return Span(
            allowed=limit.count,
            unit=limit.unit,
            started_on=start,
            first_on=self.due(start, Limit(1, limit.unit), holds, rolled=False),
            due_on=due,
            used=used,
            remaining=max(0, limit.count - used) if asof <= due else 0,
            overdue=max(1, late) if asof > due else 0,
            provisional=self.calendar.is_provisional(due),
            turns=self._turns(start, limit, due, holds),
            stopped_on=stopped,
        )

    def _turns(self, start: date, limit: Limit, due: date, holds: tuple[Hold, ...]) -> tuple[tuple[date, str], ...]:
        def nth(ratio: float) -> date:
            return self.due(start, Limit(math.ceil(round(limit.count * ratio, 6)), limit.unit), holds, rolled=False)

        return ((nth(self.rules.yellow), YELLOW), (nth(self.rules.red), RED), (due + timedelta(days=1), OVER))

    def due(self, start: date, limit: Limit, holds: tuple[Hold, ...], *, rolled: bool = True) -> date:
        """The `limit.count`-th day after `start` that counts."""
        day, left = start, limit.count
        while left > 0:
            day = self._add(day, left, limit.unit)
            left = limit.count - self.passed(start, day, limit.unit, holds)
        if rolled and limit.unit == NATURAL and not self.calendar.is_workday(day):
            day = self.calendar.add(day, 1)
        return day

    def passed(self, start: date, end: date, unit: str, holds: tuple[Hold, ...]) -> int:
        """Days of the unit in (start, end] that are not on hold."""
        total = self._measure(start, end, unit)
        return total - sum(self._measure(max(h.after_on, start), min(h.until_on, end), unit) for h in holds)

    def _measure(self, start: date, end: date, unit: str) -> int:
        if end <= start:
            return 0
        return (end - start).days if unit == NATURAL else self.calendar.count(start, end)

    def _add(self, day: date, n: int, unit: str) -> date:
        return day + timedelta(days=n) if unit == NATURAL else self.calendar.add(day, n)

    def _counts(self, day: date, unit: str, holds: tuple[Hold, ...]) -> bool:
        held = any(hold.after_on < day <= hold.until_on for hold in holds)
        return not held and (unit == NATURAL or self.calendar.is_workday(day))
