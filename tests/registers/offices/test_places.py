"""Where an address lies, and what lies around it."""

from __future__ import annotations

import pytest

from yiwang.registers.offices.places import Area, Gazetteer

AREAS = (
    Area("310000", "样例市", "city"),
    Area("310101", "东区", "district", "310000"),
    Area("310102", "西区", "district", "310000"),
    Area("310101001", "河街道", "street", "310101"),
    Area("310101002", "山镇", "street", "310101"),
    Area("310102001", "山镇", "street", "310102"),
    Area("310101501", "高科技园区", "street", "310101"),
    Area("310101901", "样例自由贸易试验区", "zone", "310101", ("310101501",), ("样例自贸区",)),
    Area("310000901", "样例自由贸易试验区新片区", "zone", "310000", ("310101002", "310102001"), ("新片区",)),
)
KNOWN = Gazetteer.of(AREAS)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("样例市东区河街道一弄 2 号", "310101001"),
        ("样例市西区某路 5 号", "310102"),
        ("东区山镇大街", "310101002"),
        ("西区山镇大街", "310102001"),
        ("山镇大街", ""),  # two towns are called so
        ("西区河街道 9 号", "310102"),  # a road of that name: the street lies in another district
        ("东区样例自贸区甲栋", "310101901"),
        ("样例自由贸易试验区新片区乙栋", "310000901"),  # the longer name is meant, not the one within it
        ("东区 高科技 园区（北）", "310101501"),
        ("西区样例自贸区甲栋", "310102"),
        ("东区和西区交界", ""),
        ("别的城市", ""),
        ("", ""),
    ],
)
def test_an_address_names_the_smallest_area_it_can(address: str, code: str) -> None:
    assert KNOWN.place(address) == code


@pytest.mark.parametrize(
    ("code", "around"),
    [
        ("310101001", ("310101001", "310101", "310000")),
        ("310101501", ("310101501", "310101901", "310101", "310000")),
        ("310102001", ("310102001", "310000901", "310102", "310000")),
        ("310000901", ("310000901", "310000")),
        ("", ()),
        ("999999", ()),
    ],
)
def test_around_a_place_the_smaller_comes_first_and_a_zone_before_its_district(code: str, around: tuple) -> None:
    assert KNOWN.around(code) == around


def test_within_a_zone_lie_its_streets_of_every_district() -> None:
    assert KNOWN.within("310000901") == ("310000901", "310101002", "310102001")
    assert KNOWN.district("310000901") == "" and KNOWN.district("310101501") == "310101"
