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


def test_at_least_40_licence_types_say_what_they_hold_who_issues_them_and_for_how_long() -> None:
    types = read("licences")
    assert len(types) >= 40
    for each in types:
        assert each["fields"] and each["holder"] and each["issuer_level"] and each["valid"], each["key"]


def test_a_licence_type_is_given_or_taken_by_items(items: list[dict[str, Any]]) -> None:
    papers = {each["key"]: each for each in read("materials")}
    given = {item["result"]["licence"] for item in items if "licence" in item["result"]}
    asked = [papers[each["paper"]] | each if "paper" in each else each for item in items for each in item["materials"]]
    taken = {each["licence"] for each in asked if each.get("licence")}
    keys = {each["key"] for each in read("licences")}
    assert given | taken <= keys and len(given) >= 40 and len(taken) >= 15
    assert len(keys - given - taken) * 10 <= len(keys)


def test_every_field_of_every_form_is_in_the_dictionary(items: list[dict[str, Any]]) -> None:
    elements = {each["key"] for each in tomllib.loads((PACK / "data_elements.toml").read_text("utf-8"))["elements"]}
    used = {field["element"] for item in items for page in item["form"] for field in page["fields"]}
    assert used <= elements and len(used) >= 150


def test_at_least_15_things_of_a_life_and_15_of_a_firm() -> None:
    audiences = [each["audience"] for each in read("themes")]
    assert audiences.count("citizen") >= 15 and audiences.count("enterprise") >= 15
    assert all(len(each["items"]) >= 3 for each in read("themes") if each["audience"] == "enterprise")


def test_at_least_25_items_of_various_departments_say_more_than_a_guide_must(items: list[dict[str, Any]]) -> None:
    full = [item for item in items if "authority" in item and "access" in item and "remedies" in item]
    assert len(full) >= 25 and len({item["department"] for item in full}) >= 12
    assert sum("procedures" in item for item in full) >= 12
    assert sum("situations" in item for item in full) >= 4
    assert sum("later" in item["limits"] for item in full) >= 4
    assert all(body["body"]["zh"] != "" for item in full for body in item["remedies"])


def test_what_may_follow_later_has_a_material_that_may(items: list[dict[str, Any]]) -> None:
    for item in items:
        if "later" in item["limits"]:
            assert any(each.get("necessity") == "3" for each in item["materials"]), item["code"]
