"""What waits for what is read from the definitions; what does not wait runs side by side; a circle is named."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.registers.things import farm
from yiwang.kit.errors import Text
from yiwang.registers.things.ordering import Edge, Loop, derived, edges_of, waves

THING, ITEMS = farm.thing(), farm.definitions()
ALL = {"land": "rent", "sell": "yes", "ducks.size": "few"}


def test_the_licence_of_one_item_is_the_paper_of_another() -> None:
    found = {(edge.giver, edge.taker, edge.material) for edge in derived(THING.parts(ALL, ITEMS))}
    assert found == {("farm", "ducks", "farm"), ("ducks", "eggs", "ducks")}


def test_an_item_that_is_not_in_this_situation_is_waited_for_by_nobody() -> None:
    parts = [part for part in THING.parts(ALL, ITEMS) if part.key != "farm"]
    assert [(edge.giver, edge.taker) for edge in edges_of(parts)] == [("ducks", "eggs")]


def test_a_stated_order_counts_beside_the_derived_one_and_says_why() -> None:
    (stated,) = [edge for edge in edges_of(THING.parts(ALL, ITEMS)) if edge.why.zh]
    assert (stated.giver, stated.taker, stated.why.zh) == ("farm", "pump", "有了农场才能备案。")


def test_a_stated_paper_that_this_situation_does_not_ask_for_orders_nothing() -> None:
    members = farm.declared()["items"]
    members[2]["after"] = [{"item": "pump", "material": "lease", "why": farm.text("试")}]
    del members[3]["after"]
    thing = farm.thing(items=members)
    for land, expected in (("rent", [("pump", "farm")]), ("own", [])):
        parts = thing.parts({"land": land, "sell": "no", "ducks.size": "few"}, ITEMS)
        assert [(e.giver, e.taker) for e in edges_of(parts) if e.why.zh] == expected


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ([], [("a", "b", "c", "d")]),
        ([("a", "b"), ("b", "c")], [("a", "d"), ("b",), ("c",)]),
        ([("d", "a"), ("d", "b"), ("a", "c"), ("b", "c")], [("d",), ("a", "b"), ("c",)]),
        ([("a", "b"), ("a", "b"), ("x", "c")], [("a", "c", "d"), ("b",)]),
    ],
)
def test_items_that_do_not_wait_for_each_other_run_side_by_side(
    edges: list[tuple[str, str]], expected: list[tuple[str, ...]]
) -> None:
    assert waves("abcd", [Edge(*pair) for pair in edges]) == expected


@pytest.mark.parametrize(
    ("edges", "circle"),
    [
        ([("a", "b"), ("b", "a")], {"a", "b"}),
        ([("a", "b"), ("b", "c"), ("c", "d"), ("d", "b")], {"b", "c", "d"}),
    ],
)
def test_a_circle_is_refused_and_its_items_are_named_in_order(edges: list[tuple[str, str]], circle: set[str]) -> None:
    with pytest.raises(Loop) as told:
        waves("abcd", [Edge(*pair) for pair in edges], {key: Text(f"事项{key}", f"Item {key}") for key in "abcd"})
    keys = told.value.keys
    assert set(keys) == circle and keys[0] == keys[-1]
    assert all(pair in edges for pair in pairwise(keys))
    assert all(f"事项{key}" in told.value.citizen.zh for key in circle)
