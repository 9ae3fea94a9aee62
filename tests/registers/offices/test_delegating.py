"""Whose a power is at a place on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.registers.offices.test_places import KNOWN
from yiwang.registers.offices.delegating import Delegation, conflicts, road

CITY, DISTRICT, ZONE, OTHER = 1, 2, 3, 4


def given(
    giver: int, taker: int, place: str, begins: str = "2026-12-01", ends: str | None = None, **more: Any
) -> Delegation:
    last = date.fromisoformat(ends) if ends else None
    values = {"key": f"{giver}-{taker}-{place}", "power": "310117001000", "kind": "devolve", **more}
    return Delegation(
        giver=giver, taker=taker, place=place, starts_on=date.fromisoformat(begins), ends_on=last, **values
    )


TO_DISTRICT = given(CITY, DISTRICT, "310101")
TO_ZONE = given(CITY, ZONE, "310101901")
ONWARD = given(DISTRICT, ZONE, "310101901")
BACK = given(DISTRICT, CITY, "310101")


@pytest.mark.parametrize(
    ("delegations", "place", "day", "takers"),
    [
        ([TO_DISTRICT], "310101001", "2026-11-30", []),  # the day before
        ([TO_DISTRICT], "310101001", "2026-12-01", [DISTRICT]),
        ([TO_DISTRICT], "310102001", "2026-12-01", []),  # elsewhere
        ([TO_DISTRICT, TO_ZONE], "310101501", "2026-12-01", [ZONE]),  # the smaller place
        ([TO_DISTRICT, TO_ZONE], "310101001", "2026-12-01", [DISTRICT]),
        ([TO_DISTRICT, ONWARD], "310101501", "2026-12-01", [DISTRICT, ZONE]),  # handed on
        ([TO_DISTRICT, BACK], "310101001", "2026-12-01", [DISTRICT]),  # never back
        ([given(OTHER, ZONE, "310101")], "310101001", "2026-12-01", []),  # not this office's power
        ([given(CITY, DISTRICT, "310101", ends="2026-12-05")], "310101", "2026-12-05", [DISTRICT]),
        ([given(CITY, DISTRICT, "310101", ends="2026-12-05")], "310101", "2026-12-06", []),
    ],
)
def test_a_power_is_followed_to_whoever_has_it(
    delegations: list[Delegation], place: str, day: str, takers: list[int]
) -> None:
    way = road(CITY, delegations, KNOWN.around(place), date.fromisoformat(day))
    assert [each.taker for each in way] == takers


CROSSING = given(CITY, OTHER, "310000901")
OVERLAPPING = given(CITY, DISTRICT, "310101")


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (TO_DISTRICT, given(CITY, OTHER, "310101", key="again"), True),
        (given(CITY, OTHER, "310101", ends="2026-12-31"), given(CITY, DISTRICT, "310101", "2027-01-01"), False),
        (TO_DISTRICT, TO_ZONE, False),  # one within the other
        (TO_DISTRICT, CROSSING, False),  # a zone goes before a district
        (TO_ZONE, CROSSING, False),  # zones without a common street
        (TO_DISTRICT, given(CITY, OTHER, "310101", power="310117002000"), False),
    ],
)
def test_two_takers_for_one_place_and_day_are_a_conflict(one: Delegation, other: Delegation, clash: bool) -> None:
    assert bool(conflicts([one, other], KNOWN)) is clash
