"""Sessions planted, kept and used again; sign-in asked again and again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client

from tests.access.world import World
from tests.registers import people
from yiwang.registers.parties import services as parties
from yiwang.registers.parties.services import accounts
from yiwang.surfaces.look.sessions import SessionStore

LOGIN = "13900000071"
RIGHT = {"login": LOGIN, "password": people.PASSWORD}


@pytest.fixture
def account(world: World) -> Any:
    return parties.open_account(person=world.owner.person or 0, login=LOGIN, password=people.PASSWORD)


def key_of(client: Client) -> str:
    return client.cookies["yiwang_session"].value if "yiwang_session" in client.cookies else ""


def the_key_changes_at_sign_in() -> None:
    """An attacker plants a session key of their own in somebody's browser and waits."""
    planted = Client()
    session = planted.session
    session["bait"] = 1
    session.save()
    victim = Client()
    victim.cookies["yiwang_session"] = session.session_key
    assert victim.post("/sign-in/", RIGHT).status_code == 302
    assert victim.get("/me/").status_code == 200
    assert planted.get("/me/").status_code == 302, "the planted key opens the door"
    assert key_of(victim) != session.session_key


def test_a_planted_session_is_worth_nothing_after_sign_in(account: Any) -> None:
    the_key_changes_at_sign_in()


def test_control_without_a_new_key_the_planted_session_opens(account: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SessionBase, "cycle_key", lambda self: None)
    monkeypatch.setattr(SessionStore, "cycle_key", lambda self: None)
    with pytest.raises(AssertionError, match="planted key"):
        the_key_changes_at_sign_in()


def test_after_sign_out_the_old_key_opens_nothing(account: Any) -> None:
    client = Client()
    client.post("/sign-in/", RIGHT)
    kept = key_of(client)
    client.post("/sign-out/")
    thief = Client()
    thief.cookies["yiwang_session"] = kept
    assert thief.get("/me/").status_code == 302


def test_a_closed_account_is_out_at_its_next_request(account: Any) -> None:
    client = Client()
    client.post("/sign-in/", RIGHT)
    type(account).objects.filter(pk=account.pk).update(is_active=False)
    assert client.get("/me/").status_code == 302


INVENTED = ["", "x" * 32, "' OR 1=1 --", "a" * 5000, "\u0000", "a" * 16 + "\u0000" + "b" * 16]


def an_invented_key_opens_nothing(key: str) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["yiwang_session"] = key
    assert client.get("/me/").status_code == 302
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("key", INVENTED)
def test_an_invented_session_key_opens_nothing(db: None, key: str) -> None:
    an_invented_key_opens_nothing(key)


def test_control_where_any_key_is_asked_for_a_nul_in_it_makes_pages_fail(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SessionStore, "_validate_session_key", lambda self, key: bool(key))
    with pytest.raises(AssertionError):
        an_invented_key_opens_nothing(INVENTED[5])


def sign_in_tells_nothing_about_who_exists(door: str) -> None:
    """Unknown, closed, without password, wrong password: one body; and again one when there were too many."""

    def body(login: str) -> tuple[int, str]:
        answer = Client().post(door, {"login": login, "password": "不是这个密码 99"})
        return answer.status_code, re.sub(r'value="[^"]*"', "", answer.content.decode()).replace(login, "")

    logins = [LOGIN, "13900009999", "nopassword"]
    first = {body(login) for login in logins}
    assert len(first) == 1 and first.pop()[0] == 422
    for _ in range(accounts.ACCOUNT_LIMIT):
        for login in logins:
            body(login)
    last = {body(login) for login in logins}
    assert len(last) == 1 and last.pop()[0] == 429, "the limit"


@pytest.mark.parametrize("door", ["/sign-in/", "/desk/sign-in/"])
def test_sign_in_tells_nothing_about_who_exists(
    account: Any, world: World, door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "ACCOUNT_LIMIT", 3)
    parties.open_account(person=world.other.person or 0, login="nopassword", password=None)
    sign_in_tells_nothing_about_who_exists(door)


def test_control_without_a_limit_guessing_goes_on(account: Any, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "ACCOUNT_LIMIT", 3)
    monkeypatch.setattr(accounts, "_count", lambda key, limit: True)
    with pytest.raises(AssertionError, match="the limit"):
        sign_in_tells_nothing_about_who_exists("/sign-in/")
