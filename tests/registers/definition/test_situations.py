"""Every combination of answers leads to exactly one situation; what does not is shown with an example."""

from __future__ import annotations

import time
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.registers.catalogue import items
from yiwang.registers import linting
from yiwang.registers.definition import ItemDefinition, read, situations


def question(key: str, *values: str, when: dict[str, list[str]] | None = None, stop: str = "") -> dict[str, Any]:
    options = [
        {
            "value": value,
            "label": items.text(f"{key}{value}"),
            **({"stop": items.text("不用")} if value == stop else {}),
        }
        for value in values
    ]
    return {"key": key, "ask": items.text(f"{key}？"), "options": options, "when": when or {}}


def row(key: str, **when: list[str]) -> dict[str, Any]:
    return {"key": key, "name": items.text(key), "when": when}


def found(**more: Any) -> list[tuple[str, str, dict[str, str] | None]]:
    flaws = situations.flaws(read(items.item(**more)))
    return [
        (
            f.rule.removeprefix("situation."),
            ".".join(map(str, f.path)),
            dict(f.example) if f.example is not None else None,
        )
        for f in flaws
    ]


def test_the_small_item_is_complete() -> None:
    assert found() == []


def test_a_gap_in_the_decision_table_is_shown_with_answers_that_fall_into_it() -> None:
    table = [row("small", size=["few"]), row("wet", size=["many"], river=["yes"])]
    assert found(situations=table) == [("gap", "situations", {"size": "many", "river": "no"})]


def test_an_overlap_is_shown_with_answers_that_fall_to_both() -> None:
    table = [row("small", size=["few"]), row("large", size=["many"]), row("wet", river=["yes"])]
    assert found(situations=table) == [("overlap", "situations.2", {"size": "many", "river": "yes"})]


def test_a_table_that_parts_all_answers_is_complete_and_its_limits_hold() -> None:
    limits = {"promised": {"count": 9, "unit": "1"}}
    table = [row("small", size=["few"]), {**row("large", size=["many"]), "limits": limits}]
    assert found(situations=table) == []
    item = read(items.item(situations=table))
    assert item.limits_for({"size": "many", "river": "no"}).promised.count == 9
    assert item.limits_for({"size": "few"}).promised.count == item.limits.promised.count == 4
    named = item.named_situation({"size": "few"})
    assert named is not None and named.key == "small"


def test_fees_and_steps_may_depend_on_the_situation() -> None:
    fee = {"name": items.text("检验费"), "amount": "10.00", "basis": "样例法", "when": {"size": ["many"]}}
    step = {"name": items.text("现场核查"), "when": {"river": ["yes"]}}
    item = read(items.item(fees=[fee], flow=[{"name": items.text("受理")}, step]))
    assert situations.flaws(item) == []
    assert (item.fees_for({"size": "few"}), len(item.fees_for({"size": "many"}))) == ([], 1)
    assert [len(item.flow_for({"size": "many", "river": value})) for value in ("yes", "no")] == [2, 1]


NEVER = {"size": ["few"], "river": ["yes"]}


@pytest.mark.parametrize(
    ("more", "rule", "path"),
    [
        ({"materials": [items.material("m", "图", when=NEVER)]}, "material", "materials.0"),
        ({"fees": [{"name": items.text("费"), "amount": "1", "basis": "x", "when": NEVER}]}, "fee", "fees.0"),
        ({"flow": [{"name": items.text("步"), "when": {"size": ["none"]}}]}, "step", "flow.0"),
        ({"situations": [row("all"), row("never", size=["few"], river=["no"])]}, "row", "situations.1"),
        ({"questions": [question("a", "x", "y"), question("b", "x", "y", when={"a": ["x"]}),
                        question("c", "x", "y", when={"a": ["y"], "b": ["x"]})], "materials": []},
         "question", "questions.2"),
    ],
)  # fmt: skip
def test_what_no_answers_lead_to_is_found(more: dict[str, Any], rule: str, path: str) -> None:
    form = [{"key": "p", "title": items.text("页"), "fields": [{"element": "person.name"}]}]
    assert (f"unreachable_{rule}", path, None) in found(form=form, **more)


def test_a_field_that_is_never_shown_is_found() -> None:
    fields = [{"element": "person.name"}, {"element": "pond.note", "when": {"size": ["few"], "river": ["yes"]}}]
    form = [{"key": "p", "title": items.text("页"), "fields": fields}]
    assert found(form=form) == [("unreachable_field", "form.0.fields.1", None)]


def test_an_answer_that_cannot_be_given_where_the_condition_holds_is_found() -> None:
    material = items.material("m", "图", when={"size": ["few", "many"], "river": ["yes"]})
    assert found(materials=[material]) == [("unreachable_option", "materials.0.when.size", None)]


def test_a_situation_with_nothing_to_fill_in_is_a_gap() -> None:
    form = [{"key": "p", "title": items.text("页"), "fields": [{"element": "person.name", "when": {"size": ["many"]}}]}]
    assert found(form=form) == [("gap", "form", {"size": "few"})]


def test_one_paper_asked_twice_in_one_situation_is_an_overlap_and_in_two_situations_is_not() -> None:
    twice = [items.material("a", "图"), items.material("b", "图", when={"river": ["yes"]})]
    assert found(materials=twice) == [("overlap", "materials.1", {"size": "many", "river": "yes"})]
    apart = [items.material("a", "图", when={"size": ["few"]}), items.material("b", "图", when={"size": ["many"]})]
    assert found(materials=apart) == []


def test_two_options_that_read_alike_are_an_overlap() -> None:
    asked = question("size", "few", "many")
    asked["options"][1]["label"] = asked["options"][0]["label"]
    more = {"questions": [asked], "materials": [], "form": items.item()["form"][:1]}
    assert found(**more) == [("overlap", "questions.0.options.1", {"size": "many"})]


def test_a_road_on_which_every_answer_stops_is_no_way_through() -> None:
    asked = question("size", "few", stop="few")
    more = {"questions": [asked], "materials": [], "form": items.item()["form"][:1]}
    assert ("no_way_through", "questions", None) in found(**more)


def forty_questions(**more: Any) -> dict[str, Any]:
    asked = [question(f"q{at}", "x", "y") for at in range(40)]
    return {"questions": asked, "materials": [], "form": items.item()["form"][:1], **more}


def test_forty_independent_questions_are_checked_at_once() -> None:
    started = time.monotonic()
    table = [row("one", q0=["x"], q39=["x"]), row("two", q0=["y"]), row("three", q39=["y"])]
    (overlap,) = found(**forty_questions(situations=table))
    assert overlap[:2] == ("overlap", "situations.2")
    assert overlap[2] is not None and (overlap[2]["q0"], overlap[2]["q39"]) == ("y", "y")
    assert time.monotonic() - started < 1


def test_what_cannot_be_checked_is_said_and_not_passed_over() -> None:
    table = [{**row("all"), "when": {f"q{at}": ["x", "y"] for at in range(40)}}]
    assert found(**forty_questions(situations=table))[0][0] == "too_many"


def test_the_linter_names_the_rule_and_shows_the_answers() -> None:
    item = read(items.item(situations=[row("small", size=["few"])]))
    (finding,) = [f for f in linting.lint([item]) if f.rule == "situation.gap"]
    assert finding.path == "situations" and "一百只以上" in finding.text
    produced = {f"situation.{name}" for name in ("gap", "overlap", "no_way_through", "too_many")}
    produced |= {f"situation.unreachable_{kind}" for kind in (*situations.UNREACHED, "option")}
    assert {rule for rule in linting.RULES if rule.startswith("situation.")} == produced


KEYS = ("a", "b", "c", "d")


@st.composite
def conditions(draw: st.DrawFn, keys: tuple[str, ...]) -> dict[str, list[str]]:
    named = draw(st.lists(st.sampled_from(keys), unique=True, max_size=2)) if keys else []
    return {key: draw(st.lists(st.sampled_from("xyz"), min_size=1, max_size=2, unique=True)) for key in named}


@st.composite
def drawn_items(draw: st.DrawFn) -> dict[str, Any]:
    asked = [
        question(key, "x", "y", "z", when=draw(conditions(KEYS[:at])), stop=draw(st.sampled_from(["", "", "z"])))
        for at, key in enumerate(KEYS)
    ]
    table = [row(f"r{at}", **draw(conditions(KEYS))) for at in range(draw(st.integers(0, 3)))]
    materials = [items.material(f"m{at}", "图", when=draw(conditions(KEYS))) for at in range(2)]
    return items.item(questions=asked, situations=table, materials=materials, form=items.item()["form"][:1])


def every_road(item: ItemDefinition, answers: dict[str, str]) -> list[dict[str, str]]:
    asked = item.next_question(answers)
    if asked is None:
        return [] if item.stop_for(answers) else [answers]
    return [road for option in asked.options for road in every_road(item, answers | {asked.key: option.value})]


def fits(when: Any, road: dict[str, str]) -> bool:
    return all(road.get(key) in values for key, values in when.items())


@settings(max_examples=150, deadline=None)
@given(drawn_items())
def test_the_check_says_what_trying_every_road_says(declared: dict[str, Any]) -> None:
    item = read(declared)
    walked = every_road(item, {})
    rows = [sum(fits(row.when, road) for row in item.situations) for road in walked]
    told = situations.flaws(item)
    places = {(flaw.rule.removeprefix("situation."), *flaw.path) for flaw in told}
    if item.situations:
        assert (0 in rows) == any(f.rule == "situation.gap" for f in told)
        assert any(n > 1 for n in rows) == any(
            f.rule == "situation.overlap" and f.path[0] == "situations" for f in told
        )
    twice = any(all(fits(m.when, road) for m in item.materials) for road in walked)
    assert twice == (("overlap", "materials", 1) in places)
    for at, material in enumerate(item.materials):
        reached = any(fits(material.when, road) for road in walked)
        assert reached == (
            ("situation.unreachable_material", ("materials", at)) not in [(f.rule, f.path) for f in told]
        )
    for flaw in told:
        if flaw.example is not None:
            assert flaw.example in walked or flaw.path[0] == "questions"
    combined = {key: {road.get(key) for road in walked} for key in KEYS}
    assert len(situations.roads(item, KEYS)) == len({tuple(sorted(road.items())) for road in walked})
    assert len(walked) <= len(list(product(*combined.values())))
