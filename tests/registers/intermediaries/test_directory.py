"""Agencies are found by price, time and rating, a page after another; those that ended are found no more."""

from __future__ import annotations

import pytest

from tests.registers import people
from tests.registers.intermediaries import trades
from yiwang.kit.errors import NotFound
from yiwang.registers.intermediaries import queries, rules, services
from yiwang.registers.intermediaries.models import Offer
from yiwang.registers.intermediaries.queries import Order

CITY = people.SHANGHAI
SHOP = [
    trades.agency(1, "300.00", 5),
    trades.agency(2, "200.00", 9, "310104"),
    trades.agency(3, "200.00", 3),
    trades.agency(4, "450.50", 3, "310104"),
]


@pytest.fixture(autouse=True)
def shop(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "rating_threshold", lambda: 2)
    trades.open_shop(*SHOP)
    for key, stars, voices in (("lab-1", 9, 2), ("lab-2", 10, 2), ("lab-3", 5, 1)):
        Offer.objects.filter(agency__key=key).update(stars=stars, voices=voices)


def found(**how: object) -> list[str]:
    return [each.agency.key for each in queries.agencies(CITY, "pond-test", **how)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("order", "keys"),
    [
        ("price", ["lab-2", "lab-3", "lab-1", "lab-4"]),
        ("time", ["lab-3", "lab-4", "lab-1", "lab-2"]),
        # A single voice of five stars is no average and comes with those nobody rated.
        ("rating", ["lab-2", "lab-1", "lab-3", "lab-4"]),
    ],
)
def test_agencies_come_in_the_order_asked_for_page_after_page(order: Order, keys: list[str]) -> None:
    assert found(order=order) == keys
    seen, after = [], ""
    for _ in range(9):
        page = queries.agencies(CITY, "pond-test", order=order, after=after, limit=1)
        if not page:
            break
        seen, after = [*seen, page[0].agency.key], page[0].cursor
    assert seen == keys


def test_a_district_is_enough_for_some() -> None:
    assert found(district="310104") == ["lab-2", "lab-4"]
    assert queries.districts(CITY, "pond-test") == {"310101": 2, "310104": 2}


@pytest.mark.parametrize("cursor", ["x", "1:", ":1", "9" * 40 + ":1", "200.00:zwei", "²:1", "1.5.2:3"])
def test_a_broken_cursor_begins_again(cursor: str) -> None:
    assert len(found(after=cursor)) == 4


@pytest.mark.parametrize("order", ["time", "rating"])
def test_a_cursor_of_the_list_by_price_is_a_broken_one_in_another_order(order: Order) -> None:
    cursor = queries.agencies(CITY, "pond-test", limit=1)[0].cursor
    assert cursor.startswith("200.00:") and len(found(order=order, after=cursor)) == 4


def test_what_is_declared_no_more_is_retired_and_its_ratings_stay() -> None:
    counts = services.publish(city=CITY, trades=[trades.trade()], agencies=SHOP[1:])
    assert counts == {"new": 0, "changed": 0, "unchanged": 4, "retired": 1}
    assert "lab-1" not in found() and queries.agency(CITY, "lab-1").retired
    counts = services.publish(city=CITY, trades=[trades.trade()], agencies=SHOP)
    assert counts["changed"] == 1 and found(order="rating")[:2] == ["lab-2", "lab-1"]


def test_loading_twice_changes_nothing() -> None:
    counts = services.publish(city=CITY, trades=[trades.trade()], agencies=SHOP)
    assert counts == {"new": 0, "changed": 0, "unchanged": 5, "retired": 0}


def test_a_service_says_which_items_need_it_and_which_papers_it_makes() -> None:
    service = queries.service(CITY, "pond-test")
    assert [each.definition.code for each in queries.needing(CITY, service)] == ["310117001000"]
    assert {key: each.key for key, each in queries.producing(CITY, [trades.PAPER, "other"]).items()} == {
        trades.PAPER: "pond-test"
    }
    (version,) = queries.needing(CITY, service)
    assert {key: each.key for key, each in queries.makers(version).items()} == {"test": "pond-test"}


def test_what_is_not_there_is_not_found() -> None:
    for ask in (
        lambda: queries.service(CITY, "x"),
        lambda: queries.agency(CITY, "x"),
        lambda: found and queries.agencies(CITY, "x"),
    ):
        with pytest.raises(NotFound):
            ask()
