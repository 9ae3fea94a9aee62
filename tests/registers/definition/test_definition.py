"""An item asks only what its situation needs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.registers.catalogue import items
from yiwang.kit.errors import Invalid
from yiwang.registers.definition import digest, plain, read

DUCKS = read(items.item())


@pytest.mark.parametrize(
    ("answers", "asked", "following", "needed", "situation"),
    [
        ({}, ["size"], "size", ["identity", "photo"], ""),
        ({"size": "few"}, ["size"], None, ["identity", "photo"], "size=few"),
        ({"size": "many"}, ["size", "river"], "river", ["identity", "photo", "plan"], "size=many"),
        (
            {"river": "yes", "size": "many"},
            ["size", "river"],
            None,
            ["identity", "photo", "plan", "water"],
            "size=many;river=yes",
        ),
        # River was answered on a road since left: it no longer counts.
        ({"size": "few", "river": "yes"}, ["size"], None, ["identity", "photo"], "size=few"),
        ({"size": "none"}, ["size"], None, ["identity", "photo"], "size=none"),
    ],
)
def test_answers_decide_questions_materials_and_situation(
    answers: dict[str, str], asked: list[str], following: str | None, needed: list[str], situation: str
) -> None:
    assert [question.key for question in DUCKS.questions_for(answers)] == asked
    question = DUCKS.next_question(answers)
    assert (question.key if question else None) == following
    assert [material.key for material in DUCKS.materials_for(answers)] == needed
    assert DUCKS.situation(answers) == situation


def test_an_answer_may_end_the_road_and_says_what_to_do() -> None:
    option = DUCKS.stop_for({"size": "none"})
    assert option is not None and option.stop is not None and option.stop.zh == "不需要许可。"
    assert DUCKS.stop_for({"size": "few"}) is None


@pytest.mark.parametrize(
    ("answers", "faults"),
    [
        ({"size": "few"}, set()),
        ({"size": "huge"}, {"size"}),
        ({"colour": "red", "size": ""}, {"colour", "size"}),
        ({"size": ["few"]}, {"size"}),
        ({"size": None}, {"size"}),
    ],
)
def test_an_unknown_question_or_option_is_refused_with_all_faults(answers: dict[str, Any], faults: set[str]) -> None:
    if faults:
        with pytest.raises(Invalid) as refused:
            DUCKS.check_answers(answers)
        assert set(refused.value.fields) == faults
    else:
        DUCKS.check_answers(answers)


def test_a_page_has_the_fields_of_the_situation_and_empty_pages_are_left_out() -> None:
    fields = {page.key: [entry.key for entry in page.fields] for page in DUCKS.pages_for({"size": "many"})}
    assert fields == {"applicant": ["person_name", "number"], "pond": ["pond_ducks", "pond_note"]}
    form = [
        {"key": "pond", "title": items.text("池塘"), "fields": [{"element": "pond.ducks", "when": {"size": ["many"]}}]}
    ]
    assert read(items.item(form=form)).pages_for({"size": "few"}) == []


def test_what_must_be_brought_is_what_no_source_answers_for() -> None:
    remaining = [m.key for m in DUCKS.materials_for({"size": "many", "river": "yes"}) if m.remains]
    assert remaining == ["plan"]
    optional = read(items.item(materials=[items.material("m", "照片", necessity="2")])).materials[0]
    assert not optional.remains


@pytest.mark.parametrize(
    ("fault", "path"),
    [
        ({"colour": "red"}, "colour"),
        ({"visits": "0"}, "visits"),
        ({"visits": True}, "visits"),
        ({"zero_material": 1}, "zero_material"),
        ({"effective_on": "soon"}, "effective_on"),
        ({"name": {"zh": "名", "fr": "nom"}}, "name.fr"),
        ({"limits": {"promised": {"count": "4"}}}, "limits.promised.count"),
        ({"limits": {}}, "limits.promised"),
        ({"materials": {"key": "m"}}, "materials"),
        ({"fees": [{"name": {"zh": "费"}, "amount": "ten", "basis": "x"}]}, "fees.amount"),
    ],
)
def test_reading_is_strict_and_names_the_path(fault: dict[str, Any], path: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(items.item(**fault))
    assert list(refused.value.fields) == [path]


def test_a_missing_element_is_named() -> None:
    declared = items.item()
    del declared["summary"]
    with pytest.raises(Invalid) as refused:
        read(declared)
    assert "summary" in next(iter(refused.value.fields))


def test_implementation_is_made_from_its_parts() -> None:
    assert DUCKS.implementation == items.DEPARTMENT + "2" + "310117001000"
    long = read(items.item(code=items.DEPARTMENT + "2" + "31011700100001"))
    assert long.basic == "310117001000"
    assert long.implementation == items.DEPARTMENT + "2" + "310117001000"


def test_the_digest_changes_with_what_is_said_and_not_with_how() -> None:
    declared = items.item(effective_on=date(2026, 9, 1))
    turned = dict(reversed(items.item().items()))
    assert digest(plain(declared)) == digest(turned)
    assert digest(items.item(visits=1)) != digest(turned)
