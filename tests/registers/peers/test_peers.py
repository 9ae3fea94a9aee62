"""A system comes in by its key, speaks for its office, and is shut out again."""

from __future__ import annotations

import pytest

from yiwang.kit import calendar
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.kit.errors import Invalid, NotAllowed, NotFound
from yiwang.registers.offices.models import City, Department, Division
from yiwang.registers.peers import queries, services

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> int:
    city = City.objects.first() or City.objects.create(code="999000", name="试验市", name_en="Trial City")
    division = Division.objects.first() or Division.objects.create(
        code="999000", name="试验市", name_en="Trial", level="city"
    )
    department = Department.objects.first() or Department.objects.create(
        code="11999000TEST000011", city=city, division=division, name="试验局", name_en="Trial Bureau", level="city"
    )
    return int(department.pk)


def test_the_key_opens_the_office_it_was_given_for(office: int) -> None:
    key = services.admit(actor=SYSTEM, name="监管平台", department=office, roles=["reads_cases"])
    actor = queries.actor_of(key)
    assert actor is not None
    assert (actor.kind, actor.office, actor.has("reads_cases")) == ("machine", office, True)
    assert queries.actor_of(key + "x") is None


def test_a_dismissed_system_is_a_stranger(office: int) -> None:
    key = services.admit(actor=SYSTEM, name="旧系统", department=office, roles=[])
    services.dismiss(actor=SYSTEM, name="旧系统")
    assert queries.actor_of(key) is None
    with pytest.raises(NotFound):
        services.dismiss(actor=SYSTEM, name="旧系统")


def test_only_an_administrator_admits(office: int) -> None:
    clerk = Actor(kind="staff", post=1, office=office, roles=frozenset({"clerk"}))
    with pytest.raises(NotAllowed):
        services.admit(actor=clerk, name="x", department=office, roles=[])
    with pytest.raises(Invalid):
        services.admit(actor=SYSTEM, name="x", department=office, roles=["everything"])


def test_the_key_itself_is_nowhere_in_the_database(office: int) -> None:
    key = services.admit(actor=SYSTEM, name="新系统", department=office, roles=[])
    from yiwang.registers.peers.models import Peer

    row = Peer.objects.get(name="新系统")
    assert key.encode() not in bytes(row.key_token)
    assert row.admitted_at <= calendar.now()
