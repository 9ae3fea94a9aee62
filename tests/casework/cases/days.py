"""A calendar for examples: Monday to Friday, a week off in October 2026, 2027 not yet announced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

ONE = timedelta(days=1)
WEEK_OFF = {date(2026, 10, n) for n in range(1, 8)}


@dataclass(frozen=True)
class ExampleDays:
    def is_workday(self, day: date) -> bool:
        return day.weekday() < 5 and day not in WEEK_OFF

    def add(self, day: date, n: int) -> date:
        while n:
            day += ONE
            n -= self.is_workday(day)
        return day

    def count(self, start: date, end: date) -> int:
        return sum(self.is_workday(start + ONE * n) for n in range(1, (end - start).days + 1))

    def is_provisional(self, day: date) -> bool:
        return day.year > 2026


DAYS = ExampleDays()


def on(text: str) -> date:
    """on("11-18") is 18 November 2026."""
    month, day = text.split("-")[-2:]
    return date(int(text[:4]) if len(text) > 5 else 2026, int(month), int(day))
