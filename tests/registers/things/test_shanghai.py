"""The city's things: as many as promised, each whole, and none asks for the same thing twice in any situation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from yiwang.kit.pack import Pack
from yiwang.registers.definition import read as read_item
from yiwang.registers.definition.elements import element
from yiwang.registers.materials import resolving
from yiwang.registers.things import planning
from yiwang.registers.things.thing import Thing, read

PACK = Pack(Path(__file__).parents[3] / "packs" / "shanghai")
THINGS = [read(file.data) for file in PACK.files("themes")]
ITEMS = {file.data["code"]: read_item(file.plain) for file in resolving.files(PACK)}
ELEMENTS = {row["key"]: element(row) for row in PACK.file("data_elements").data["elements"]}
MOST_ROADS = 200


def roads(thing: Thing) -> Iterator[dict[str, str]]:
    """Ways through every question, the items' own included."""

    def walk(answers: dict[str, str]) -> Iterator[dict[str, str]]:
        question = thing.next_question(answers, ITEMS)
        if question is None:
            yield answers
            return
        for option in question.options:
            yield from walk(answers | {question.key: option.value})

    yield from islice(walk({}), MOST_ROADS)


def test_there_are_as_many_things_as_promised() -> None:
    citizens = [each for each in THINGS if each.audience == "citizen"]
    firms = [each for each in THINGS if each.audience == "enterprise"]
    assert len(citizens) >= 15 and all(len(each.situations()) >= 3 for each in citizens)
    assert len(firms) >= 15 and all(len(each.items) >= 3 for each in firms)
    assert all(each.name.en and each.summary.en and each.examples for each in THINGS)


@pytest.mark.parametrize("thing", THINGS, ids=lambda each: each.key)
def test_in_no_situation_is_an_element_a_paper_or_a_question_there_twice(thing: Thing) -> None:
    for answers in roads(thing):
        made = planning.plan(thing, ITEMS, ELEMENTS, answers)
        asked = [question.ask.zh for question in thing.questions_for(answers, ITEMS)]
        fields = [each.element for each in made.form.fields() if ELEMENTS[each.element].type != "boolean"]
        names = [paper.name.zh for paper in made.papers]
        for listed in (asked, fields, names):
            assert len(listed) == len(set(listed)), (answers, sorted(listed))


@pytest.mark.parametrize("thing", THINGS, ids=lambda each: each.key)
def test_as_one_thing_is_never_more_than_its_items_alone(thing: Thing) -> None:
    for answers in roads(thing):
        made = planning.plan(thing, ITEMS, ELEMENTS, answers)
        for name in ("steps", "days", "papers", "trips"):
            assert getattr(made.figures, name).saved >= 0, (name, answers)
        for part in made.parts:
            handed = {key for entry in made.form.fields() for member, key in entry.goes_to if member == part.key}
            own = {entry.key for page in part.definition.pages_for(part.answers) for entry in page.fields}
            assert handed == own


def test_opening_a_restaurant_reads_as_one_thing() -> None:
    thing = next(each for each in THINGS if each.key == "restaurant")
    made = planning.plan(thing, ITEMS, ELEMENTS, thing.examples[0].answers)
    assert made.waves == (("lease",), ("company",), ("food", "drainage", "fire", "sign", "staff"))
    licence = next(paper for paper in made.papers if paper.name.zh == "营业执照")
    assert (licence.reason, licence.givers) == ("result", ("company",))
    assert {use.member for use in licence.uses} == {"food", "drainage", "fire", "sign", "staff"}
    figures = made.figures
    assert (figures.days.before, figures.days.after) == (18, 9)
    assert figures.papers.after == 6 and figures.trips.after == 0


def test_a_child_is_born_reads_as_one_thing() -> None:
    thing = next(each for each in THINGS if each.key == "birth")
    made = planning.plan(thing, ITEMS, ELEMENTS, thing.examples[0].answers)
    assert made.waves == (("register", "vaccination", "benefit"), ("insurance", "card"))
    assert made.mine() == ["card.photo"] and (made.figures.days.before, made.figures.days.after) == (15, 10)
    child = [each for each in made.form.fields() if each.element.startswith("child.")]
    assert {member for each in child for member, _ in each.goes_to} == {"register", "insurance", "vaccination", "card"}
