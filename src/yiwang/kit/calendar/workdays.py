"""Working days, counted as 行政许可法 art. 82 counts them: without weekends and statutory holidays.

Pure: a `Calendar` is made from what the State Council's yearly notices say. A year whose notice is not out yet is read
from weekends and the holidays that 全国年节及纪念日放假办法 fixes to a date; every day of it is provisional.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from yiwang.kit.errors import Invalid, Text

# 全国年节及纪念日放假办法 art. 2 (2024): New Year's Day, Labour Day (two days), National Day (three). The rest is lunar
# or solar and is left to the notice.
FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
# No deadline lies outside; the index over these days takes a few milliseconds to make.
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)
_SATURDAY = 5
# A notice has arranged days from 29 December of the year before.
_SETTLED_UNTIL = (12, 28)


class OutOfRange(Invalid):
    """A day that no calendar reaches."""

    code = "out_of_range"
    citizen = Text("日期应在 2000 年到 2099 年之间。", "The date must lie between 2000 and 2099.")


@dataclass(frozen=True)
class Notice:
    """The official notice a year was arranged by."""

    title: str
    number: str
    published_on: date
    url: str


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. `off` and `worked` are the notices' days, `years` those that have a notice."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    notices: dict[int, tuple[Notice, ...]] = field(default_factory=dict, hash=False)
    _workdays: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        days = range(_FIRST.toordinal(), _LAST.toordinal() + 1)
        workdays = tuple(day for day in days if self._is_worked(date.fromordinal(day)))
        object.__setattr__(self, "_workdays", workdays)

    def is_workday(self, day: date) -> bool:
        """Whether offices work on that day."""
        self._demand_range(day)
        return self._is_worked(day)

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day`, which itself is not counted; `day` itself for 0."""
        self._demand_range(day)
        if n < 0:
            raise ValueError("a limit is not negative")
        if n == 0:
            return day
        place = bisect_right(self._workdays, day.toordinal()) + n - 1
        if place >= len(self._workdays):
            raise OutOfRange
        return date.fromordinal(self._workdays[place])

    def count(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` comes first."""
        self._demand_range(start)
        self._demand_range(end)
        return bisect_right(self._workdays, end.toordinal()) - bisect_right(self._workdays, start.toordinal())

    def between(self, start: date, end: date) -> list[date]:
        """The working days that `count` counts, in order."""
        first = bisect_right(self._workdays, start.toordinal())
        last = bisect_right(self._workdays, end.toordinal())
        return [date.fromordinal(day) for day in self._workdays[first:last]]

    def is_provisional(self, day: date) -> bool:
        """Whether a notice that is not out yet may still change the day."""
        if day.year not in self.years:
            return True
        return (day.month, day.day) > _SETTLED_UNTIL and day.year + 1 not in self.years

    def _is_worked(self, day: date) -> bool:
        if day in self.off:
            return False
        if day in self.worked:
            return True
        is_fixed = day.year not in self.years and (day.month, day.day) in FIXED
        return day.weekday() < _SATURDAY and not is_fixed

    @staticmethod
    def _demand_range(day: date) -> None:
        if not _FIRST <= day <= _LAST:
            raise OutOfRange


def made(off: Iterable[date], worked: Iterable[date], years: Iterable[int]) -> Calendar:
    """A calendar from plain days."""
    return Calendar(frozenset(off), frozenset(worked), frozenset(years))


def current() -> Calendar:
    """The calendar of the city's pack, read once in the process; raises NotReadable if it has faults."""
    from django.conf import settings  # here, so that counting days needs no Django

    return _of_folder(Path(settings.PACK))


@lru_cache(maxsize=4)
def _of_folder(folder: Path) -> Calendar:
    from yiwang.kit.calendar.pack import read
    from yiwang.kit.pack import Pack

    return read(Pack(folder))
