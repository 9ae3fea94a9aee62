"""The wizard's pure part, with an invented trade: what is asked, which permits come of it, in which mode and order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.registers.catalogue.items import item, text
from yiwang.registers.definition import read
from yiwang.registers.reform import bundling, wizard
from yiwang.registers.reform.matter import Matter, read_matter
from yiwang.registers.reform.scope import read_aspect, read_scope
from yiwang.registers.reform.wizard import Choice, Register
from yiwang.registers.things.thing import Thing
from yiwang.registers.things.thing import read as read_thing

FIRM, KEEPING, SIGN = "310717001000", "310117001000", "310117002000"
DAY = date(2026, 9, 1)


def choice(key: str, *values: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "ask": text(key), "options": [{"value": v, "label": text(v)} for v in values], **more}


def matter(key: str, *steps: tuple[str, str, str], **more: Any) -> Matter:
    made = [{"from": day, "mode": mode, "list": "l", "area": area, "measures": []} for day, mode, area in steps]
    words = {
        "name": text(key),
        "department": "d",
        "level": "city",
        "before": text("以前"),
        "supervision": [],
        "basis": [],
    }
    return read_matter({"key": key, "steps": made, **words, **more})


MATTERS = {
    "keeping": matter("keeping", ("2018-01-01", "improved", ""), ("2021-01-01", "filing", "9"), item=KEEPING),
    "sign": matter("sign", ("2020-01-01", "commitment", ""), item=SIGN),
    "bell": matter("bell", ("2019-01-01", "cancelled", "")),
    "pond": matter("pond", ("2027-01-01", "filing", ""), precedes=True),
}
START = read_aspect(
    {
        "key": "start", "name": text("执照"), "always": True, "questions": [choice("have", "yes", "no")],
        "decisions": [{"about": text("执照"), "rows": [
            {"when": {"have": ["yes"]}, "why": text("有了")},
            {"when": {"have": ["no"]}, "why": text("先登记"), "item": FIRM},
        ]}],
    }
)  # fmt: skip
OUTSIDE = read_aspect(
    {
        "key": "outside", "name": text("招牌"), "questions": [choice("sign", "yes", "no")],
        "decisions": [{"about": text("招牌"), "rows": [
            {"when": {"sign": ["yes"]}, "why": text("要备案"), "needs": ["sign"]},
            {"when": {"sign": ["no"]}, "why": text("不挂不用办")},
        ]}],
    }
)  # fmt: skip


def ducks(**more: Any) -> dict[str, Any]:
    return {
        "key": "ducks", "name": text("养鸭"), "industry": "A0321",
        "questions": [choice("sell", "eggs", "none"), choice("size", "few", "many", when={"sell": ["eggs"]})],
        "wordings": [{"text": text("养鸭"), "kind": "general"},
                     {"text": text("卖蛋"), "kind": "permitted", "when": {"sell": ["eggs"]}}],
        "decisions": [{"about": text("卖蛋"), "rows": [
            {"when": {"sell": ["eggs"]}, "why": text("卖蛋要许可"), "needs": ["keeping", "bell"]},
            {"when": {"sell": ["none"]}, "why": text("不卖不用办")},
        ]}],
        "aspects": [{"key": "outside", "when": {"sell": ["eggs"]}}],
        "bundles": [{"thing": "farm", "answers": {"have": {"from": "start.have"}, "size": {"from": "size"}}}],
        **more,
    }  # fmt: skip


GEESE = {
    "key": "geese", "name": text("养鹅"), "industry": "A0329", "wordings": [{"text": text("养鹅"), "kind": "general"}],
    "decisions": [{"about": text("养鹅"), "rows": [{"why": text("养鹅也要"), "needs": ["keeping", "pond"]}]}],
    "aspects": [{"key": "outside"}],
}  # fmt: skip
TOWN = Register(
    MATTERS,
    {"ducks": read_scope(ducks()), "geese": read_scope(GEESE)},
    {"start": START, "outside": OUTSIDE},
    areas={"9": wizard.THE_REST},
)
EGGS = {"start.have": "no", "ducks.sell": "eggs", "ducks.size": "few", "outside.sign": "yes", "place": "other"}


def asks(scopes: tuple[str, ...], answers: dict[str, str]) -> list[str]:
    return [each.key for each in wizard.questions(TOWN, Choice(scopes, DAY, answers))]


@pytest.mark.parametrize(
    ("scopes", "answers", "keys"),
    [
        (("ducks",), {}, ["start.have", "ducks.sell"]),
        (("ducks",), {"ducks.sell": "none"}, ["start.have", "ducks.sell"]),
        (("ducks",), {"ducks.sell": "eggs"}, ["start.have", "ducks.sell", "ducks.size", "outside.sign"]),
        (("ducks", "geese"), {"ducks.sell": "eggs"}, ["start.have", "ducks.sell", "ducks.size", "outside.sign"]),
        (("geese", "moon"), {"start.have": "yes"}, ["start.have", "outside.sign"]),
        (("geese",), {"start.have": "yes", "outside.sign": "no"}, ["start.have", "outside.sign", "place"]),
        ((), {}, ["start.have"]),
    ],
)
def test_each_question_is_asked_once_and_only_where_it_matters(
    scopes: tuple[str, ...], answers: dict[str, str], keys: list[str]
) -> None:
    assert asks(scopes, answers) == keys


def test_answers_of_a_road_left_no_longer_count() -> None:
    given = EGGS | {"ducks.sell": "none", "moon": "x"}
    assert wizard.relevant(TOWN, Choice(("ducks",), DAY, given)) == {"start.have": "no", "ducks.sell": "none"}


def test_a_mode_is_that_of_the_day_and_of_the_area() -> None:
    keeping = MATTERS["keeping"]
    assert keeping.mode(date(2017, 1, 1)) == "" and keeping.mode(date(2020, 1, 1), "9") == "improved"
    assert (keeping.mode(DAY), keeping.mode(DAY, "9"), keeping.areas(DAY)) == ("improved", "filing", ["9"])


@pytest.mark.parametrize(("place", "mode"), [("other", "improved"), ("9", "filing")])
def test_a_result_names_permits_with_mode_and_reason_and_what_is_no_longer_needed(place: str, mode: str) -> None:
    made = wizard.result(TOWN, Choice(("ducks",), DAY, EGGS | {"place": place}))
    assert {each.matter.key: each.mode for each in made.required} == {"keeping": mode, "sign": "commitment"}
    assert [each.matter.key for each in made.needless] == ["bell"]
    reason = made.required[0].reasons[0]
    assert (reason.why.zh, reason.said[0][1].value) == ("卖蛋要许可", "eggs")
    assert made.words().startswith("许可项目：卖蛋。（依法") and "\n一般项目：养鸭。（除依法" in made.words()


def test_what_is_not_needed_is_said() -> None:
    made = wizard.result(TOWN, Choice(("ducks",), DAY, {"start.have": "yes", "ducks.sell": "none"}))
    assert not made.required and [each.why.zh for each in made.free] == ["不卖不用办"]


def test_the_same_permit_for_two_scopes_is_one_with_two_reasons_and_what_one_holds_is_apart() -> None:
    both = Choice(("ducks", "geese"), DAY, EGGS, frozenset({"sign"}))
    made = wizard.result(TOWN, both)
    assert [len(each.reasons) for each in made.required if each.matter.key == "keeping"] == [2]
    assert [each.matter.key for each in made.held] == ["sign"]
    assert [each.matter.key for each in made.before_licence] == ["pond"] and made.before_licence[0].mode == ""


def thing(*items: tuple[str, str], when: dict[str, Any] | None = None) -> Thing:
    members = [{"key": key, "code": code, "role": text(key), "when": when or {}} for key, code in items]
    questions = [choice("have", "yes", "no"), choice("size", "few", "many")]
    words = {
        "key": "farm",
        "name": text("农场"),
        "summary": text("农场"),
        "audience": "enterprise",
        "stage": text("开"),
    }
    return read_thing({**words, "effective_on": DAY, "questions": questions, "items": members, "examples": []})


ITEMS = {
    FIRM: read(item(code=FIRM, questions=[], materials=[], form=[], examples=[])),
    KEEPING: read(item(code=KEEPING, questions=[], materials=[], form=[], examples=[])),
    SIGN: read(item(code=SIGN, questions=[], materials=[], form=[], examples=[])),
}


def planned(things: dict[str, Thing], items: Any = None, scopes: tuple[str, ...] = ("ducks",)) -> bundling.Plan:
    made = wizard.result(TOWN, Choice(scopes, DAY, EGGS))
    return bundling.plan(made, ITEMS if items is None else items, things, EGGS)


def test_without_a_thing_the_items_stand_in_the_order_of_their_dependencies() -> None:
    made = planned({})
    assert [[task.code for task in wave] for wave in made.waves] == [[FIRM], [KEEPING, SIGN]]
    assert made.whole is None and not made.elsewhere


def test_the_thing_that_covers_most_is_the_bundle_with_its_answers() -> None:
    made = planned({"farm": thing(("firm", FIRM), ("keeping", KEEPING))})
    assert made.whole and made.whole.answers == {"have": "no", "size": "few"}
    assert made.whole.covers == (FIRM, KEEPING) and [task.code for task in made.beside] == [SIGN]


def test_a_thing_that_covers_one_of_several_or_whose_answers_leave_them_out_is_no_bundle() -> None:
    assert planned({"farm": thing(("sign", SIGN))}).whole is None
    assert planned({"farm": thing(("firm", FIRM), ("sign", SIGN), when={"have": ["yes"]})}).whole is None


def test_a_permit_whose_item_is_not_offered_is_told_as_elsewhere() -> None:
    made = planned({}, {FIRM: ITEMS[FIRM]})
    assert {each.matter.key for each in made.elsewhere} == {"keeping", "sign"}
    assert [[task.code for task in wave] for wave in made.waves] == [[FIRM]]


def test_what_the_law_puts_before_the_licence_is_waited_for_by_the_firm() -> None:
    first = replace(MATTERS["keeping"], precedes=True)
    town = replace(TOWN, matters=MATTERS | {"keeping": first})
    made = bundling.plan(wizard.result(town, Choice(("ducks",), DAY, EGGS)), ITEMS, {}, EGGS)
    assert [[task.code for task in wave] for wave in made.waves] == [[KEEPING], [FIRM], [SIGN]]
