"""An item in its districts: one holds differences only, and they are refused where the law lets nothing differ."""

from __future__ import annotations

from typing import Any

import pytest

from tests.registers import people
from tests.registers.catalogue import items
from yiwang.registers.definition import comparing, plain, read
from yiwang.registers.definition.checking import faults
from yiwang.registers.definition.implementations import expanded
from yiwang.registers.definition.known import Known

EAST, WEST, NORTH = (people.credit_code(serial, "11310000") for serial in (2, 3, 4))
CITY = items.DEPARTMENT
DEPARTMENTS: dict[str, dict[str, Any]] = {
    CITY: {"code": CITY, "key": "duck", "level": "city", "division": "310000"},
    EAST: {"code": EAST, "key": "duck.15", "level": "district", "division": "310115"},
    WEST: {"code": WEST, "key": "duck.01", "level": "district", "division": "310101"},
    NORTH: {"code": NORTH, "key": "goose.13", "level": "district", "division": "310113"},
}
KNOWN = Known(
    departments=DEPARTMENTS,
    level_codes={"city": "2", "district": "3"},
    topics=frozenset({"farming"}),
    elements=frozenset({*items.ELEMENTS, "pond.district"}),
    licences=frozenset({"ducks"}),
    resources=frozenset({"population.identity"}),
    items=frozenset(),
)


def ducks(*said: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Keeping ducks, put in districts: of the family `duck`, told by the district of the pond."""
    whole = items.item()
    page = {"key": "where", "title": items.text("在哪里"), "fields": [{"element": "pond.district"}]}
    local = {
        "level": "3",
        "department": WEST,
        "implementers": "duck",
        "implementations": list(said),
        "competence": {"by": "premises", "element": "pond.district"},
        "form": [*whole["form"], page],
    }
    return {**whole, **local, **more}


FAST = {"department": EAST, "promised": {"count": 3, "unit": "1"}, "phone": "12315"}


def test_a_family_is_named_once_and_every_office_of_it_carries_the_item_out() -> None:
    item = read(plain(expanded(ducks(FAST), DEPARTMENTS)))
    assert [(each.department, each.division) for each in item.implementations] == [(EAST, "310115"), (WEST, "310101")]
    assert item.at(EAST).implementation == f"{EAST}3{item.code}" and len(item.at(EAST).implementation) == 31
    assert expanded(expanded(ducks(FAST), DEPARTMENTS), DEPARTMENTS) == expanded(ducks(FAST), DEPARTMENTS)


def test_at_an_office_the_item_says_what_differs_there_and_is_otherwise_the_same() -> None:
    item = read(plain(expanded(ducks(FAST), DEPARTMENTS)))
    east, west = item.at(EAST), item.at(WEST)
    assert (east.limits.promised.count, west.limits.promised.count) == (3, 4)
    assert (east.phone, west.phone) == ("12315", item.phone)
    assert east.limits.statutory == west.limits.statutory and east.materials == west.materials == item.materials
    assert item.at(NORTH) is item


def test_what_is_said_of_one_office_is_not_said_of_another() -> None:
    mine: dict[str, Any] = {
        "authority": {"agency": "西区鸭科"},
        "remedies": [{"kind": "review", "body": items.text("西区人民政府")}],
    }
    mine["counters"] = [{"name": items.text("西区大厅"), "address": "西街1号"}]
    item = read(plain(expanded(ducks(FAST, **mine), DEPARTMENTS)))
    assert item.at(WEST).counters == item.counters and item.at(EAST).counters == ()
    assert item.at(WEST).authority == item.authority and item.at(WEST).remedies == item.remedies
    east = item.at(EAST)
    assert east.authority is not None and east.authority.agency == "" and east.remedies == ()


@pytest.mark.parametrize(
    ("values", "office"),
    [
        ({"pond_district": "310115"}, EAST),
        ({"pond_district": "310101"}, WEST),
        # A district without an office of its own, and nothing told at all: the fallback.
        ({"pond_district": "310151"}, CITY),
        ({}, CITY),
    ],
)
def test_the_district_in_the_form_tells_the_competent_office(values: dict[str, str], office: str) -> None:
    competence = {"by": "premises", "element": "pond.district", "fallback": CITY}
    assert read(plain(expanded(ducks(FAST, competence=competence), DEPARTMENTS))).competent(values) == office


@pytest.mark.parametrize(
    ("item", "path", "says"),
    [
        (ducks({"department": NORTH[:-1] + "0"}), "implementations.0.department", "没有这个部门"),
        (ducks({"department": CITY}), "implementations.0.department", "区级部门"),
        (ducks(FAST, FAST), "implementations.1.department", "已经有实施部门"),
        (ducks({"department": EAST, "promised": {"count": 21, "unit": "1"}}), "implementations.0.promised", "超过"),
        (ducks({"department": EAST, "promised": {"count": 4, "unit": "1"}}), "implementations.0.promised", "一样"),
        (ducks({"department": EAST, "channels": ["1", "2", "3"]}), "implementations.0.channels", "一样"),
        (ducks({"department": EAST, "visits": 1}), "implementations.0.visits", "原因"),
        (ducks({"department": EAST, "materials": []}), "implementations.0.materials", "零差别"),
        (ducks({"department": EAST, "basis": []}), "implementations.0.basis", "零差别"),
        (ducks(implementers="swan"), "implementers", "没有这类"),
        (ducks(department=NORTH), "department", "实施部门之一"),
        (ducks(level="2"), "level", "交给区里"),
        (ducks(competence={"by": "premises", "element": "pond.mail"}), "competence.element", "必填"),
        (ducks(implementers="", implementations=[]), "competence", "没有实施部门"),
    ],
)
def test_a_fault_of_districts_is_told_with_its_place(item: dict[str, Any], path: str, says: str) -> None:
    shaped = "materials" not in str(item["implementations"]) and "'basis'" not in str(item["implementations"])
    found = [(".".join(map(str, place)), text.zh) for place, text in faults(plain(item), KNOWN, shaped=shaped)]
    assert any(place == path and says in text for place, text in found), found


def test_districts_that_only_differ_where_they_may_are_sound() -> None:
    of_districts = ("implement", "competence", "level", "department")
    found = faults(plain(ducks(FAST)), KNOWN, shaped=True)
    assert [fault for fault in found if str(fault[0][0]).startswith(of_districts)] == []


def test_side_by_side_it_is_seen_who_says_other_than_most() -> None:
    item = read(plain(expanded(ducks(FAST), DEPARTMENTS)))
    rows = {row.key: row for row in comparing.compare([item.at(WEST), item.at(EAST), item.at(WEST)])}
    assert [cell.zh for cell in rows["promised"].cells] == ["4 个工作日", "3 个工作日", "4 个工作日"]
    assert [rows["promised"].stands_out(place) for place in range(3)] == [False, True, False]
    assert rows["materials"].is_alike and rows["basis"].is_alike and rows["fees"].is_alike
    assert {key for key, row in rows.items() if not row.is_alike} == {"promised", "phone"}
