"""Who may appoint whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.registers import people
from yiwang.kit import calendar
from yiwang.kit.actor import ANONYMOUS, SYSTEM, Actor
from yiwang.kit.errors import Invalid, NotAllowed
from yiwang.kit.ledger.queries import about
from yiwang.registers.parties import queries, services
from yiwang.registers.parties.models import Account, Post
from yiwang.registers.parties.services.staffing import NotYourself, PostTaken

pytestmark = pytest.mark.django_db


def account_of(name: str, serial: int) -> Account:
    return services.open_account(person=people.person(name, serial), login=f"SH{serial:04d}", password=None)


@pytest.fixture
def administrator() -> Actor:
    account = account_of("郑样例", 90)
    office = people.department(9).pk
    services.appoint(actor=SYSTEM, account=account, department=office, title="系统管理", roles=["administrator"])
    actor = queries.staff_actor_of(account)
    assert actor is not None
    return actor


def test_an_administrator_makes_a_clerk_and_the_clerk_has_the_role_at_once(administrator: Actor) -> None:
    clerk, office = account_of("王样例", 1), people.department(1)
    post = services.appoint(
        actor=administrator, account=clerk.pk, department=office.pk, title="窗口", roles=["clerk"], number="0107"
    )
    actor = queries.staff_actor_of(clerk)
    assert actor is not None
    assert (actor.post, actor.office, actor.roles, actor.name) == (post, office.pk, {"clerk"}, "王样例")
    assert [(each.name, each.number) for each in queries.colleagues(office.pk)] == [("王样例", "0107")]
    assert about(queries.subject_of(clerk.person_id))[0].kind == "parties.appointed"


def test_a_dismissed_clerk_is_no_clerk_any_more_and_can_be_appointed_again(administrator: Actor) -> None:
    clerk, office = account_of("王样例", 1), people.department(1).pk
    appoint = {"actor": administrator, "account": clerk, "department": office, "title": "窗口", "roles": ["clerk"]}
    post = services.appoint(**appoint)  # type: ignore[arg-type]
    services.dismiss(actor=administrator, post=post)
    assert queries.staff_actor_of(clerk) is None
    assert not queries.post(post).is_live
    services.appoint(**appoint)  # type: ignore[arg-type]
    assert queries.staff_actor_of(clerk) is not None


def test_nobody_but_an_administrator_of_the_same_city_appoints(administrator: Actor) -> None:
    clerk, here = account_of("王样例", 1), people.department(1).pk
    abroad = people.department(2, people.GUANGDONG).pk
    for actor, office in (
        (ANONYMOUS, here),
        (replace(administrator, roles=frozenset({"approver"})), here),
        (replace(administrator, kind="person"), here),
        (administrator, abroad),
    ):
        with pytest.raises(NotAllowed):
            services.appoint(actor=actor, account=clerk, department=office, title="窗口", roles=["clerk"])
    assert Post.objects.count() == 1


def test_nobody_appoints_or_dismisses_themself_not_even_by_a_second_account(administrator: Actor) -> None:
    assert administrator.person is not None and administrator.post is not None
    second = services.open_account(person=administrator.person, login="second", password=None)
    for account in (administrator.account, second.pk):
        assert account is not None
        with pytest.raises(NotYourself):
            services.appoint(
                actor=administrator, account=account, department=people.department(1).pk, title="x", roles=["approver"]
            )
    with pytest.raises(NotYourself):
        services.dismiss(actor=administrator, post=administrator.post)


def test_one_post_at_a_time_and_one_holder_of_a_badge(administrator: Actor) -> None:
    office = people.department(1).pk
    first, second = account_of("王样例", 1), account_of("李样例", 2)
    services.appoint(actor=administrator, account=first, department=office, title="x", roles=["clerk"], number="7")
    for account, number in ((first, "8"), (second, "7")):
        with pytest.raises(PostTaken):
            services.appoint(
                actor=administrator, account=account, department=office, title="x", roles=["clerk"], number=number
            )


@pytest.mark.parametrize("roles", [[], ["king"], ["administrator", "security"], ["auditor", "administrator"]])
def test_roles_that_do_not_exist_or_do_not_go_together_are_refused(administrator: Actor, roles: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        services.appoint(
            actor=administrator,
            account=account_of("王样例", 1),
            department=people.department(1).pk,
            title="x",
            roles=roles,
        )
    assert "roles" in refused.value.fields


def test_the_database_keeps_the_three_administrators_apart_by_itself() -> None:
    account = account_of("王样例", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(
            account=account,
            department=people.department(1),
            title="x",
            roles=["administrator", "auditor"],
            number="1",
            starts_on=date(2026, 1, 1),
        )


def test_a_post_counts_from_its_first_to_its_last_day() -> None:
    clerk, today = account_of("王样例", 1), calendar.today()
    services.appoint(
        actor=SYSTEM,
        account=clerk,
        department=people.department(1).pk,
        title="窗口",
        roles=["clerk"],
        starts_on=today + timedelta(days=1),
        ends_on=today + timedelta(days=2),
    )
    lives = []
    for days in range(4):
        with calendar.at(calendar.now() + timedelta(days=days)):
            lives.append(queries.staff_actor_of(clerk) is not None)
    assert lives == [False, True, True, False]
