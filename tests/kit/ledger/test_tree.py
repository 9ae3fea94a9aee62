"""The tree proves what is in it and that it only ever grew."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit.ledger.memory import Memory
from yiwang.kit.calendar import SHANGHAI
from yiwang.kit.ledger import tree
from yiwang.kit.ledger.canonical import canonical
from yiwang.kit.ledger.commitment import commit, opens

SIZES = st.integers(min_value=0, max_value=70)


def leaves(count: int) -> list[bytes]:
    return [tree.leaf_hash(b"leaf %d" % number) for number in range(count)]


def by_definition(hashes: list[bytes]) -> bytes:
    """RFC 9162 §2.1.1, word for word."""
    if not hashes:
        return hashlib.new("sm3", b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    both = by_definition(hashes[:k]) + by_definition(hashes[k:])
    return hashlib.new("sm3", b"\x01" + both).digest()


@given(SIZES)
def test_appending_gives_the_root_of_the_definition(size: int) -> None:
    frontier = tree.Frontier()
    for leaf in leaves(size):
        frontier.append(leaf)
    assert frontier.root() == by_definition(leaves(size))
    assert tree.root(Memory(leaves(size)), size) == frontier.root()


@given(SIZES, SIZES)
def test_a_tree_goes_on_from_its_right_edge_alone(before: int, more: int) -> None:
    every = leaves(before + more)
    frontier = tree.frontier_of(Memory(every), before)
    for leaf in every[before:]:
        frontier.append(leaf)
    assert frontier.root() == by_definition(every)


@given(st.integers(1, 70), st.data())
def test_a_leaf_is_proved_and_no_other_is(size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, size - 1))
    every = leaves(size)
    root = by_definition(every)
    path = tree.inclusion(Memory(every), number, size)
    assert tree.verify_inclusion(every[number], number, size, path, root)
    other = data.draw(st.integers(0, size))
    if other != number:
        assert not tree.verify_inclusion(every[number], other, size, path, root)
    assert not tree.verify_inclusion(tree.leaf_hash(b"forged"), number, size, path, root)
    assert not tree.verify_inclusion(every[number], number, size, [*path, root], root)
    assert not path or not tree.verify_inclusion(every[number], number, size, path[:-1], root)


@given(st.integers(1, 70), st.data())
def test_growth_is_proved_and_a_rewritten_past_is_not(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    every = leaves(new)
    old_root, new_root = by_definition(every[:old]), by_definition(every)
    proof = tree.consistency(Memory(every), old, new)
    assert tree.verify_consistency(old, new, old_root, new_root, proof)
    rewritten = [tree.leaf_hash(b"forged"), *every[1:]]
    assert not tree.verify_consistency(old, new, by_definition(rewritten[:old]), new_root, proof)
    forged = tree.consistency(Memory(rewritten), old, new)
    assert not tree.verify_consistency(old, new, old_root, by_definition(rewritten), forged)


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [(3, 2, []), (0, 5, [b"x" * 32]), (4, 4, [b"x" * 32]), (3, 7, []), (4, 7, []), (-1, 3, [])],
)
def test_a_proof_of_the_wrong_shape_proves_nothing(old: int, new: int, proof: list[bytes]) -> None:
    every = leaves(7)
    roots = [by_definition(every[: max(size, 0)]) for size in (old, new)]
    assert not tree.verify_consistency(old, new, roots[0], roots[1], proof)


def test_a_leaf_cannot_be_taken_for_a_node() -> None:
    left, right = leaves(2)
    assert tree.leaf_hash(left + right) != tree.node_hash(left, right)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None, "字"]}, '{"a":[true,null,"字"],"b":1}'),
        ({"line": "one\ntwo\u2028"}, '{"line":"one\\ntwo\u2028"}'),
        ({"on": date(2026, 9, 1)}, '{"on":"2026-09-01"}'),
        ({"fee": Decimal("10.00")}, '{"fee":"10.00"}'),
        (
            {"at": datetime(2026, 9, 1, 8, tzinfo=SHANGHAI)},
            '{"at":"2026-09-01T00:00:00.000000+00:00"}',
        ),
        ({"at": datetime(2026, 9, 1, tzinfo=UTC)}, '{"at":"2026-09-01T00:00:00.000000+00:00"}'),
    ],
)
def test_an_act_is_written_in_one_way_only(value: object, text: str) -> None:
    assert canonical(value) == text.encode()
    assert json.loads(canonical(value))
    assert b"\n" not in canonical(value)


@pytest.mark.parametrize("value", [float("nan"), object(), datetime.min, {1, 2}])  # noqa: DTZ901
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical({"value": value})


def test_a_commitment_opens_with_its_salt_only_and_tells_nothing_without() -> None:
    commitment, salt = commit("林小满")
    assert opens(commitment, "林小满", salt)
    assert not opens(commitment, "林大满", salt)
    assert not opens(commitment, "林小满", b"\x00" * 16)
    assert commit("林小满")[0] != commitment
