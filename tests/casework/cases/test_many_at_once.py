"""Fifty hands on one case: one wins. Real threads, real connections, committed data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from tests.casework.cases.scene import INSTANT, Scene, on
from yiwang.casework.cases import jobs, replaying, services
from yiwang.casework.cases.models import Case, Entry
from yiwang.instruments.licences.models import Licence
from yiwang.kit.errors import Refusal

HANDS = 50


@pytest.fixture
def city(committed: str) -> Scene:
    return Scene()


def all_at_once(attempts: list[Callable[[], object]]) -> Counter[str]:
    """What each of them got: "done" or the code of its refusal."""

    def one(attempt: Callable[[], object]) -> str:
        try:
            with on("11-18", hour=16):
                attempt()
            return "done"
        except Refusal as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        return Counter(pool.map(one, attempts))


def test_fifty_clicks_on_submit_make_one_case(city: Scene) -> None:
    application = city.application(key="one click")
    receipts = set()

    def submit() -> None:
        receipts.add(services.receive(actor=city.zhou, application=application).number)

    assert all_at_once([submit] * HANDS) == {"done": HANDS}
    assert len(receipts) == 1
    assert (Case.objects.count(), Entry.objects.count()) == (1, 1)


def test_fifty_clicks_on_an_instant_item_issue_one_licence(city: Scene) -> None:
    application = city.application(INSTANT, key="one click")
    assert all_at_once([lambda: services.receive(actor=city.zhou, application=application)] * HANDS) == {"done": HANDS}
    assert Licence.objects.count() == 1


def test_of_fifty_withdrawals_and_decisions_one_wins(city: Scene) -> None:
    number = city.accepted("11-18")
    withdraw = lambda: services.withdraw(actor=city.zhou, number=number, expected=2)  # noqa: E731
    grant = lambda: services.grant(actor=city.approver, number=number, expected=2)  # noqa: E731
    got = all_at_once([withdraw, grant] * (HANDS // 2))
    assert got == {"done": 1, "stale": HANDS - 1}
    state = city.state(number)
    assert Licence.objects.count() == (1 if state == "granted" else 0)
    assert len(city.acts(number)) == 3
    assert replaying.replay().differing == []


def test_of_fifty_decisions_without_a_page_version_one_wins_too(city: Scene) -> None:
    number = city.accepted("11-18")
    got = all_at_once([lambda: services.grant(actor=city.approver, number=number, expected=None)] * HANDS)
    assert got == {"done": 1, "wrong_state": HANDS - 1}
    assert Licence.objects.count() == 1


def test_two_workers_deem_each_case_accepted_once(city: Scene) -> None:
    with on("11-04"):
        numbers = [city.receive().number for _ in range(12)]
    got = all_at_once([jobs.deem_accepted_when_silent] * 6)
    assert got == {"done": 6}
    for number in numbers:
        assert city.acts(number) == ["receive", "deem_accepted"]
