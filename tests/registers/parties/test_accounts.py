"""Signing in."""

from __future__ import annotations

from datetime import timedelta
from time import perf_counter

import pytest

from tests.registers import people
from yiwang.kit import calendar
from yiwang.kit.errors import Invalid, NotFound
from yiwang.registers.parties import networks, queries, services
from yiwang.registers.parties.models import Account
from yiwang.registers.parties.services.accounts import ACCOUNT_LIMIT, NETWORK_LIMIT, LoginTaken

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return services.open_account(person=people.person(), login="13900000001", password=people.PASSWORD)


def test_the_right_password_signs_in_and_a_wrong_one_does_not(account: Account) -> None:
    found = services.authenticate(login=" 13900000001", password=people.PASSWORD, network="192.0.2.1")
    assert found == account
    assert queries.actor_of(account).party == account.person_id
    assert services.authenticate(login="13900000001", password=people.PASSWORD + "x") is None
    assert services.authenticate(login="13900000002", password=people.PASSWORD) is None


def test_a_closed_account_neither_signs_in_nor_acts(account: Account) -> None:
    Account.objects.update(is_active=False)
    assert services.authenticate(login="13900000001", password=people.PASSWORD) is None
    with pytest.raises(NotFound):
        queries.actor_of(account.pk)


def test_an_unknown_login_is_answered_as_late_as_a_known_one(account: Account) -> None:
    services.open_account(person=people.person("吴样例", 2), login="nopassword", password=None)
    services.authenticate(login="warm", password="up")

    def fastest(login: str) -> float:
        times = []
        for _ in range(4):
            start = perf_counter()
            assert services.authenticate(login=login, password="wrong password") is None
            times.append(perf_counter() - start)
        return min(times)

    known = fastest("13900000001")
    for other in ("13900000009", "nopassword"):
        assert known / 2 < fastest(other) < known * 2


@pytest.mark.parametrize("login", ["13900000001", "13911111111"])
def test_failures_of_one_login_are_limited_whether_it_exists_or_not(account: Account, login: str) -> None:
    for _ in range(ACCOUNT_LIMIT):
        assert services.authenticate(login=login, password="wrong password") is None
    with pytest.raises(services.TooManyAttempts):
        services.authenticate(login=login, password=people.PASSWORD)
    with calendar.at(calendar.now() + timedelta(minutes=16)):
        assert (services.authenticate(login=login, password=people.PASSWORD) is not None) == (login == "13900000001")


def test_a_success_forgets_the_failures_before_it(account: Account) -> None:
    for _ in range(3):
        for _ in range(ACCOUNT_LIMIT - 1):
            services.authenticate(login="13900000001", password="wrong password")
        assert services.authenticate(login="13900000001", password=people.PASSWORD) == account


def test_a_network_address_is_limited_over_all_logins(monkeypatch: pytest.MonkeyPatch, account: Account) -> None:
    monkeypatch.setattr(services.accounts, "NETWORK_LIMIT", 5)
    assert NETWORK_LIMIT > 5
    for number in range(5):
        services.authenticate(login=f"1380000000{number}", password="wrong password", network="192.0.2.7")
    with pytest.raises(services.TooManyAttempts):
        services.authenticate(login="13900000001", password=people.PASSWORD, network="192.0.2.7")
    assert services.authenticate(login="13900000001", password=people.PASSWORD, network="192.0.2.8") == account


LINE = ["2001:db8:1:2::1", "2001:db8:1:2:aaaa::9", "[2001:db8:1:2:ffff:ffff:ffff:ffff]", "2001:DB8:1:2::1%eth0"]


def guesses_from_one_line_are_counted_together() -> None:
    for number in range(5):
        network = LINE[number % len(LINE)]
        services.authenticate(login=f"1380000000{number}", password="wrong password", network=network)
    with pytest.raises(services.TooManyAttempts):
        services.authenticate(login="13900000001", password=people.PASSWORD, network="2001:db8:1:2:b::7")


def test_the_addresses_of_one_ipv6_line_count_as_one(monkeypatch: pytest.MonkeyPatch, account: Account) -> None:
    monkeypatch.setattr(services.accounts, "NETWORK_LIMIT", 5)
    guesses_from_one_line_are_counted_together()
    assert services.authenticate(login="13900000001", password=people.PASSWORD, network="2001:db8:1:3::7") == account


def test_control_where_each_address_is_a_network_guessing_goes_on(
    monkeypatch: pytest.MonkeyPatch, account: Account
) -> None:
    monkeypatch.setattr(services.accounts, "NETWORK_LIMIT", 5)
    monkeypatch.setattr(networks, "of", lambda address: address)
    with pytest.raises(pytest.fail.Exception):
        guesses_from_one_line_are_counted_together()


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("unknown", "unknown"), ("", "")],
)
def test_an_address_of_another_kind_is_its_own_network(address: str, network: str) -> None:
    assert networks.of(address) == network


def test_a_login_belongs_to_one_account(account: Account) -> None:
    with pytest.raises(LoginTaken):
        services.open_account(person=people.person("吴样例", 2), login="１３９００００００01", password=people.PASSWORD)


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaa", "my13900000001!", "x" * 300])
def test_a_password_that_is_easily_guessed_is_refused(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        services.open_account(person=people.person(), login="13900000001", password=password)
    assert "password" in refused.value.fields
    assert not Account.objects.exists()
