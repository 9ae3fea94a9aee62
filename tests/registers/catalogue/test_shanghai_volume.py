"""The first volume of the Shanghai pack, counted."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from typing import Any

import pytest

from yiwang.config.environment import ROOT

PACK = ROOT / "packs" / "shanghai"


def read(folder: str) -> list[dict[str, Any]]:
    return [tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted((PACK / folder).rglob("*.toml"))]


@pytest.fixture(scope="module")
def items() -> list[dict[str, Any]]:
    return read("items")


def test_at_least_120_items_over_20_departments_each_with_its_own_code(items: list[dict[str, Any]]) -> None:
    assert len(items) >= 120
    assert len({item["department"] for item in items}) >= 20
    assert len({item["code"] for item in items}) == len(items)


def test_at_least_40_personal_items_are_handled_anywhere_in_the_city(items: list[dict[str, Any]]) -> None:
    assert sum("person" in item["audience"] and item["reach"] == "city" for item in items) >= 40


def test_one_item_in_ten_asks_for_no_paper_wherever_a_department_has_ten(items: list[dict[str, Any]]) -> None:
    by_department: dict[str, list[bool]] = defaultdict(list)
    for item in items:
        by_department[item["department"]].append(item["zero_material"])
    large = {department: zero for department, zero in by_department.items() if len(zero) >= 10}
    assert all(sum(zero) * 10 >= len(zero) for zero in large.values())
    assert sum(item["zero_material"] for item in items) * 10 >= len(items)


def test_the_promise_is_half_of_the_statute_on_average_and_never_beyond(items: list[dict[str, Any]]) -> None:
    limits = [
        (item["limits"]["promised"], item["limits"]["statutory"]) for item in items if "statutory" in item["limits"]
    ]
    same = [(ours["count"], law["count"]) for ours, law in limits if ours["unit"] == law["unit"] and law["count"]]
    assert len(same) >= 40
    assert all(ours <= law for ours, law in same)
    assert sum(ours / law for ours, law in same) / len(same) <= 0.5


def test_at_least_40_licence_types() -> None:
    assert len(read("licences")) >= 40
