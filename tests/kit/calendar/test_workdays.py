"""Working days as the State Council arranged them and 行政许可法 art. 82 counts them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings as city
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.kit.calendar import pack as calendar_pack
from yiwang.kit.calendar.workdays import OutOfRange, current, made
from yiwang.kit.pack import NotReadable, Pack

SHANGHAI = calendar_pack.read(Pack(Path(__file__).parents[3] / "packs/shanghai"))
DAYS = st.dates(date(2017, 6, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("year", "workdays"),
    [
        (2018, 250),
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ],
)
def test_each_year_has_as_many_working_days_as_its_notice_leaves(year: int, workdays: int) -> None:
    assert SHANGHAI.count(date(year - 1, 12, 31), date(year, 12, 31)) == workdays


@pytest.mark.parametrize("day", ["02-02", "02-03", "04-28", "05-05", "09-29", "10-12"])
def test_the_make_up_days_of_2019_are_worked(day: str) -> None:
    assert SHANGHAI.is_workday(date.fromisoformat(f"2019-{day}"))


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2018, 12, 29), True),  # arranged by the notice for 2019
        (date(2018, 12, 31), False),
        (date(2020, 1, 31), False),  # the Spring Festival was prolonged
        (date(2020, 2, 1), False),
        (date(2020, 2, 3), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 23), False),
        (date(2026, 11, 23), True),
    ],
)
def test_days_that_are_easily_taken_wrong(day: date, is_worked: bool) -> None:
    assert SHANGHAI.is_workday(day) is is_worked


@pytest.mark.parametrize(
    ("accepted", "limit", "due"),
    [
        (date(2026, 11, 23), 1, date(2026, 11, 24)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # a Friday: the first day is Monday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # a Saturday counts like the Friday before
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 9, 30), 5, date(2026, 10, 13)),  # over National Day, with Saturday 10 October worked
        (date(2026, 11, 23), 20, date(2026, 12, 21)),
    ],
)
def test_a_limit_begins_the_day_after_and_ends_on_its_last_working_day(accepted: date, limit: int, due: date) -> None:
    assert SHANGHAI.add(accepted, limit) == due


@settings(deadline=None)
@given(DAYS, st.integers(1, 200))
def test_adding_and_counting_are_inverse(day: date, n: int) -> None:
    due = SHANGHAI.add(day, n)
    assert SHANGHAI.is_workday(due)
    assert SHANGHAI.count(day, due) == n
    assert SHANGHAI.count(due, day) == -n
    assert SHANGHAI.between(day, due)[-1] == due and len(SHANGHAI.between(day, due)) == n


@settings(deadline=None)
@given(DAYS, st.integers(0, 120))
def test_counting_is_the_sum_of_the_working_days(day: date, span: int) -> None:
    days = [day + timedelta(days=step) for step in range(1, span + 1)]
    assert SHANGHAI.count(day, day + timedelta(days=span)) == sum(map(SHANGHAI.is_workday, days))


def test_a_year_without_a_notice_is_read_from_weekends_and_fixed_holidays() -> None:
    off = [date(2027, 1, 1), date(2027, 1, 2), date(2027, 5, 1), date(2027, 5, 2), date(2027, 10, 1), date(2027, 10, 2)]
    assert not any(map(SHANGHAI.is_workday, off))
    assert SHANGHAI.is_workday(date(2027, 1, 4)) and SHANGHAI.is_workday(date(2027, 5, 3))


@pytest.mark.parametrize(
    ("day", "is_provisional"),
    [
        (date(2026, 12, 28), False),
        (date(2026, 12, 31), True),  # the notice for 2027 may begin in December
        (date(2025, 12, 31), False),
        (date(2027, 3, 1), True),
        (date(2017, 3, 1), True),
    ],
)
def test_a_day_that_a_coming_notice_may_change_is_provisional(day: date, is_provisional: bool) -> None:
    assert SHANGHAI.is_provisional(day) is is_provisional


def test_each_year_names_its_notice() -> None:
    assert [notice.number for notice in SHANGHAI.notices[2020]] == ["国办发明电〔2019〕16号", "国办发明电〔2020〕1号"]


def test_a_day_beyond_the_calendar_is_refused() -> None:
    for act in (lambda: SHANGHAI.is_workday(date(1999, 12, 31)), lambda: SHANGHAI.add(date(2099, 12, 30), 9)):
        with pytest.raises(OutOfRange):
            act()
    with pytest.raises(ValueError, match="negative"):
        SHANGHAI.add(date(2026, 1, 5), -1)


def test_a_calendar_can_be_made_from_plain_days() -> None:
    calendar = made(off=[date(2026, 3, 2)], worked=[date(2026, 3, 1)], years=[2026])
    assert calendar.add(date(2026, 2, 28), 2) == date(2026, 3, 3)


def test_the_citys_calendar_is_read_once() -> None:
    assert current() is current()
    assert Path(city.PACK).name == "shanghai" and current() == SHANGHAI


WRONG = """year = 2026
[[notices]]
title = "通知"
number = "1号"
published_on = 2025-11-04
url = "https://example.org/"
[[breaks]]
name = { zh = "元旦", en = "New Year" }
off = [2026-01-01, 2026-01-03]
worked = [
  2026-01-03,
  2026-01-05,
  2024-01-06,
]
"""


def test_a_calendar_that_contradicts_itself_is_told_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar/2025.toml").write_text(WRONG, "utf-8")
    found = [(p.line, p.text.en) for p in calendar_pack.check(Pack(tmp_path))]
    assert found == [
        (1, "The year differs from the file's name."),
        (11, "The day is both off and worked."),
        (12, "A make-up working day is a Saturday or Sunday."),
        (13, "This day does not belong to the year."),
    ]
    with pytest.raises(NotReadable):
        calendar_pack.read(Pack(tmp_path))


def test_a_pack_without_a_calendar_has_a_fault(tmp_path: Path) -> None:
    assert len(calendar_pack.check(Pack(tmp_path))) == 1
