"""The first administrator of a city: nobody is there yet to appoint them."""

from __future__ import annotations

import io

import pytest

from tests.registers import people
from yiwang.config import cli
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties import services

PASSWORD = "a long sentence"


@pytest.mark.django_db
def test_the_operator_appoints_the_first_administrator_who_can_then_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    office = people.department(1)
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    given = ["--number", people.citizen_number(7), "--login", "SH0007", "--office", office.code]
    assert cli.main(["staff", "appoint", "郑样例", *given]) == 0
    account = services.authenticate(login="SH0007", password=PASSWORD)
    assert account is not None
    actor = parties.staff_actor_of(account)
    assert actor is not None
    assert (actor.roles, actor.office, actor.name) == (frozenset({"administrator"}), office.pk, "郑样例")


@pytest.mark.django_db
def test_a_weak_password_is_refused_and_nobody_is_registered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    given = ["--number", people.citizen_number(7), "--login", "SH0007", "--office", people.department(1).code]
    assert cli.main(["staff", "appoint", "郑样例", *given]) == 1
    assert "密码" in capsys.readouterr().err
    assert parties.find(people.citizen_number(7)) is None
