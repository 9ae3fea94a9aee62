"""A case goes to the office of its district, is read under that promise, and by its officers only."""

from __future__ import annotations

import pytest

from tests.journeys.town import Town, on
from yiwang.casework.cases import queries, services
from yiwang.kit.errors import NotFound
from yiwang.registers.offices import queries as offices

PUDONG, HUANGPU = "310115", "310101"


def test_a_restaurant_in_pudong_is_decided_in_pudong_under_its_own_promise(town: Town) -> None:
    owner, item = town.person("sun", "snack"), town.item("food-business")
    there = offices.department_by_code(
        next(i.department for i in item.definition.implementations if i.division == PUDONG)
    )
    with on("11-18"):
        east, west = (town.apply(owner, item, given={"business_district": district}) for district in (PUDONG, HUANGPU))
    in_pudong, in_huangpu = (queries.find(owner, receipt.number) for receipt in (east, west))
    assert (in_pudong.office_id, in_huangpu.office_id) == (there.pk, item.office.pk)
    assert east.promised_on is not None and west.promised_on is not None and east.promised_on < west.promised_on
    assert queries.view(in_pudong).version.definition.limits.promised.count == 3
    assert queries.view(in_huangpu).version.definition.limits.promised.count == 4
    assert queries.view(in_pudong).office.code == there.code == queries.view(in_pudong).version.definition.department
    officer = town.cast.staff(there.pk, "clerk")
    services.accept(actor=officer, number=east.number, expected=None)
    with pytest.raises(NotFound):
        queries.find(town.staff(item, "clerk"), east.number)
    with pytest.raises(NotFound):
        queries.find(officer, west.number)


def test_control_without_the_district_of_the_form_every_case_stays_in_one_office(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yiwang.registers.definition.ItemDefinition.competent", lambda self, values: self.department)
    with pytest.raises(AssertionError):
        test_a_restaurant_in_pudong_is_decided_in_pudong_under_its_own_promise(town)
