"""Keeping powers and delegations: the database refuses what cannot be, and loading twice changes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.casework.cases.scene import on
from tests.registers import people
from tests.registers.powers import land
from yiwang.registers.offices import queries as offices
from yiwang.registers.offices import services as keeping
from yiwang.registers.offices.models import Delegation
from yiwang.registers.powers import queries, services
from yiwang.registers.powers.models import PowerState

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing() -> None:
    land.settle(land.delegation())
    rows = [land.power(changes=[land.CANCEL]), land.power(land.BRIDGE)]
    assert services.keep(city=people.SHANGHAI, declared=rows)["changed"] == 2  # a change, and another name
    again = services.keep(city=people.SHANGHAI, declared=rows)
    assert again == {"new": 0, "changed": 0, "unchanged": 2, "retired": 0}
    kept = keeping.keep_delegations(city=people.SHANGHAI, declared=[land.delegation()])
    assert kept.counts() == {"new": 0, "changed": 0, "unchanged": 1}


def test_what_is_declared_no_more_is_no_longer_listed() -> None:
    land.settle()
    services.keep(city=people.SHANGHAI, declared=[land.power()])
    assert [each.code for each in queries.published(people.SHANGHAI)] == [land.SEWER]


def test_two_states_on_one_day_are_refused() -> None:
    land.settle(listed=[land.power(changes=[land.CANCEL])])
    row = PowerState.objects.get(state="cancelled")
    with pytest.raises(IntegrityError), transaction.atomic():
        PowerState.objects.create(power=row.power, state="in_force", starts_on=date(2027, 1, 1))


def test_two_takers_of_one_power_place_and_day_are_refused() -> None:
    land.settle(land.delegation())
    with pytest.raises(IntegrityError), transaction.atomic():
        keeping.keep_delegations(
            city=people.SHANGHAI,
            declared=[land.delegation(), land.delegation("again", **{"from": "2027-01-01"})],
        )


def test_cases_do_not_move_without_a_basis() -> None:
    land.settle()
    with pytest.raises(IntegrityError), transaction.atomic():
        keeping.keep_delegations(city=people.SHANGHAI, declared=[land.delegation(pending="move")])


def test_a_delegation_no_longer_declared_ended_yesterday() -> None:
    with on("11-01"):
        land.settle(land.delegation("running", **{"from": "2026-10-01"}), land.delegation("ahead", place=land.DISTRICT))
    with on("11-20"):
        keeping.keep_delegations(city=people.SHANGHAI, declared=[])
        left = Delegation.objects.get()
        assert (left.key, left.ends_on) == ("running", date(2026, 11, 19))
        assert offices.road(land.SEWER, people.department(1).pk, land.STREET, date(2026, 11, 20)) == []


def test_whoever_is_entrusted_decides_in_the_name_of_another() -> None:
    land.settle(land.delegation(kind="entrust"))
    giver, taker = people.department(1).pk, people.department(2).pk
    assert offices.in_whose_name(land.SEWER, taker, land.STREET) == giver
    assert offices.in_whose_name(land.SEWER, giver, land.STREET) == giver
    keeping.keep_delegations(city=people.SHANGHAI, declared=[land.delegation(kind="authorise")])
    assert offices.in_whose_name(land.SEWER, taker, land.STREET) == taker
