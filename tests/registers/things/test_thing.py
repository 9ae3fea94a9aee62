"""A thing asks what decides, feeds its items with the answers, and asks nothing twice."""

from __future__ import annotations

import pytest

from tests.registers.things import farm

THING, ITEMS = farm.thing(), farm.definitions()
ALL = {"land": "rent", "sell": "yes", "ducks.size": "many", "ducks.river": "no"}


@pytest.mark.parametrize(
    ("answers", "following"),
    [
        ({}, "land"),
        ({"land": "rent"}, "sell"),
        # The farm's own question about the land is fed: it is never asked.
        ({"land": "own"}, "ducks.size"),
        ({"land": "rent", "sell": "yes"}, "ducks.size"),
        ({"land": "own", "ducks.size": "many"}, "ducks.river"),
        ({"land": "own", "ducks.size": "few"}, None),
        (ALL, None),
    ],
)
def test_the_next_question_is_the_things_own_then_what_its_items_still_have_to_ask(
    answers: dict[str, str], following: str | None
) -> None:
    question = THING.next_question(answers, ITEMS)
    assert (question.key if question else None) == following


def test_every_question_is_asked_in_other_words() -> None:
    asked = [question.ask.zh for question in THING.questions_for(ALL, ITEMS)]
    assert asked == ["地是谁的？", "卖鸭蛋吗？", "养多少只？", "靠近河道吗？"]


def test_the_answers_lead_to_items_and_to_their_own_answers() -> None:
    parts = {part.key: dict(part.answers) for part in THING.parts(ALL, ITEMS)}
    assert parts == {
        "eggs": {"market": "here"},
        "ducks": {"size": "many", "river": "no"},
        "farm": {"place": "rent"},
        "pump": {},
    }
    assert "eggs" not in [part.key for part in THING.parts({"land": "own", "sell": "yes"}, ITEMS)]


def test_an_answer_on_a_road_since_left_or_one_that_does_not_exist_no_longer_counts() -> None:
    assert THING.relevant({"land": "own", "sell": "yes", "ducks.size": "few"}, ITEMS) == {
        "land": "own", "ducks.size": "few",
    }  # fmt: skip
    assert THING.relevant({"land": "moon", "ducks.size": "few"}, ITEMS) == {}


def test_an_answer_that_tells_an_item_nothing_leaves_its_question_to_be_asked() -> None:
    members = farm.declared()["items"]
    members[2]["answers"]["place"]["values"] = {"own": "own"}
    half = farm.thing(items=members)
    assert half.next_question({"land": "own", "ducks.size": "few"}, ITEMS) is None
    question = half.next_question({"land": "rent", "sell": "no", "ducks.size": "few"}, ITEMS)
    assert question is not None and question.key == "farm.place"


def test_an_answer_that_makes_an_item_needless_ends_its_questions_and_sets_it_aside() -> None:
    ducks = farm.ITEMS[farm.DUCKS]
    needless = {"value": "few", "label": farm.text("少"), "stop": farm.text("不用办")}
    stop = ducks["questions"][0] | {"options": [needless, ducks["questions"][0]["options"][1]]}
    items = farm.definitions(**{farm.DUCKS: ducks | {"questions": [stop, *ducks["questions"][1:]]}})
    answers = {"land": "own", "ducks.size": "few"}
    assert THING.next_question(answers, items) is None
    stopped = [part.key for part in THING.parts(answers, items) if part.stop]
    assert stopped == ["ducks"]


def test_situations_are_what_answers_lead_to_not_how_many_answers_there_are() -> None:
    assert len(list(THING.roads())) == len(THING.situations()) == 3
    idle = [*farm.declared()["questions"], farm.choice("weather", "天气好吗？", "yes", "no")]
    assert len(list(farm.thing(questions=idle).roads())) == 6
    assert len(farm.thing(questions=idle).situations()) == 3
