"""A power in time."""

from __future__ import annotations

from datetime import date

import pytest

from yiwang.registers.powers.power import Change, cancelled_from, faults, on, spans

CANCEL = Change("cancel", date(2026, 12, 1), "样例决定第一号")
RESTORE = Change("restore", date(2027, 3, 1), "样例决定第二号")
ADJUST = Change("adjust", date(2026, 12, 1), "样例决定第三号")


@pytest.mark.parametrize(
    ("changes", "day", "state"),
    [
        ([], "2026-12-01", "in_force"),
        ([CANCEL], "2026-11-30", "in_force"),
        ([CANCEL], "2026-12-01", "cancelled"),
        ([CANCEL, RESTORE], "2027-02-28", "cancelled"),
        ([CANCEL, RESTORE], "2027-03-01", "in_force"),
        ([ADJUST], "2026-12-01", "adjusted"),
    ],
)
def test_a_power_is_in_one_state_on_each_day(changes: list[Change], day: str, state: str) -> None:
    assert on(date.fromisoformat(day), spans(changes)).state == state


@pytest.mark.parametrize(
    ("changes", "day", "begins"),
    [
        ([], "2026-12-01", None),
        ([ADJUST], "2026-12-01", None),
        ([CANCEL], "2026-11-01", date(2026, 12, 1)),  # announced
        ([CANCEL], "2027-11-01", date(2026, 12, 1)),
        ([CANCEL, RESTORE], "2027-02-01", date(2026, 12, 1)),
        ([CANCEL, RESTORE], "2027-03-01", None),
    ],
)
def test_a_cancellation_is_known_before_and_after_its_day(changes: list[Change], day: str, begins: date | None) -> None:
    found = cancelled_from(date.fromisoformat(day), spans(changes))
    assert (found and found.starts_on) == begins


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ([CANCEL, RESTORE], []),
        ([RESTORE], [0]),  # nothing to restore
        ([CANCEL, CANCEL], [1, 1]),  # the same day, and cancelled already
        ([RESTORE, CANCEL], [0, 1]),
        ([CANCEL, Change("adjust", date(2027, 1, 1), "x")], [1]),
    ],
)
def test_what_cannot_follow_is_a_fault(changes: list[Change], places: list[int]) -> None:
    assert [at for at, _ in faults(changes)] == places
