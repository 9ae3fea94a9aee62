"""The language of a calculation: exact, small, and nothing in it is run."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from yiwang.kit.calendar.workdays import made
from yiwang.registers.conveniences import formula
from yiwang.registers.conveniences.formula import Day, Undefined, Unreadable

CALENDAR = made([date(2026, 10, d) for d in range(1, 9)], [date(2026, 10, 10)], [2026])
DAY = Day(date(2026, 11, 23), CALENDAR)


def worth(text: str, **values: object) -> object:
    return formula.value(formula.read(text), values, DAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "is_"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("1 / 3 * 3", 1),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("1.5%", Fraction(15, 1000)),
        ("min(3, 1, 2)", 1),
        ("max(3, 1)", 3),
        ("floor(2.9) + ceil(2.1)", 5),
        ("round(2.345, 2)", Fraction(235, 100)),
        ("round(2.5, 0)", 3),
        ("power(1.1, 2)", Fraction(121, 100)),
        ("year(2026-11-23) + month(2026-11-23)", 2037),
    ],
)
def test_numbers_are_exact(text: str, is_: object) -> None:
    assert worth(text) == is_


@pytest.mark.parametrize(
    ("text", "is_"),
    [
        ("months_after(2024-01-31, 1)", date(2024, 2, 29)),
        ("months_after(2025-12-15, 14)", date(2027, 2, 15)),
        ("days_after(today, 0 - 1)", date(2026, 11, 22)),
        ("workdays_after(2026-09-30, 1)", date(2026, 10, 9)),
        ("workdays_after(2026-09-30, 2)", date(2026, 10, 10)),
        ("days_between(2026-01-01, 2026-12-31)", 364),
        ("months_between(2026-01-31, 2026-02-28)", 1),
        ("months_between(2026-01-15, 2026-02-14)", 0),
        ("calendar_months(2025-01-01, 2026-03-31)", 14),
        ("workdays_between(2026-09-30, 2026-10-10)", 2),
    ],
)
def test_days_are_counted_as_the_law_counts_them(text: str, is_: object) -> None:
    assert worth(text) == is_


def test_the_thirty_first_is_the_last_day_of_a_shorter_month() -> None:
    assert formula.months_after(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert formula.months_after(date(2023, 8, 31), 1) == date(2023, 9, 30)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 +",
        "(1",
        "1)",
        "foo(1)",
        "__import__('os')",
        "a.b",
        "1 ** 2",
        "a[0]",
        "lambda",
        "1 if 2",
        "x = 1",
        "2026-13-01",
        "(" * 60 + "1" + ")" * 60,
        "1+" * 200 + "1",
    ],
)
def test_what_is_not_in_the_language_is_not_read(text: str) -> None:
    try:
        read = formula.read(text)
    except Unreadable as fault:
        assert fault.citizen.zh and fault.citizen.en
    else:
        with pytest.raises(Unreadable):
            formula.kind(read, {})


def test_kinds_are_checked_before_anything_is_worked_out() -> None:
    kinds = {"born": "date", "wage": "number"}
    assert formula.kind(formula.read("months_after(born, wage)"), kinds) == "date"
    for text in ("born + 1", "min(wage)", "year(wage)", "other * 2", "round(wage)"):
        with pytest.raises(Unreadable):
            formula.kind(formula.read(text), kinds)


@pytest.mark.parametrize("text", ["1 / 0", "days_after(today, 99999999999)", "months_after(today, 999999)"])
def test_what_has_no_value_is_undefined_not_a_crash(text: str) -> None:
    with pytest.raises(Undefined):
        worth(text)


def test_a_power_stays_within_bounds() -> None:
    assert worth("power(2, 100000)") == 2**formula.HIGHEST
