"""The number of a case."""

from __future__ import annotations

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from yiwang.casework.cases import numbers
from yiwang.kit import masking

DAY = date(2026, 11, 23)
serials = st.integers(0, numbers.SERIALS - 1)


@given(serials, serials)
def test_two_cases_never_share_a_number(one: int, other: int) -> None:
    assert (numbers.number("310000", DAY, one) == numbers.number("310000", DAY, other)) == (one == other)


def test_the_next_number_cannot_be_told_from_the_last() -> None:
    serial = [int(numbers.number("310000", DAY, n)[10:19]) for n in range(200)]
    steps = {abs(after - before) for before, after in itertools.pairwise(serial)}
    assert len(steps) > 190
    assert min(steps) > 1000


@given(serials, st.integers(0, 19), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(serial: int, place: int, shift: int) -> None:
    right = numbers.number("310000", DAY, serial)
    wrong = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]
    assert numbers.is_well_formed(right)
    assert not numbers.is_well_formed(wrong)


def test_a_number_is_read_in_groups_and_found_again_from_them() -> None:
    number = numbers.number("310000", DAY, 1)
    assert numbers.grouped(number).startswith("3100 2611 23")
    assert numbers.tidy(f" {numbers.grouped(number)} ") == number


def test_a_case_number_is_not_mistaken_for_an_identifier_in_a_log() -> None:
    number = numbers.number("310000", DAY, 1)
    assert masking.text(f"case {number}") == f"case {number}"
    assert masking.text(f"case {numbers.grouped(number)}") == f"case {numbers.grouped(number)}"
