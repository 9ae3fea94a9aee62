"""Commitment 告知承诺: who may choose it, what is then not asked, and what a file may not say."""

from __future__ import annotations

import copy
from typing import Any

import jsonschema_rs
import pytest

from tests.registers.catalogue import items
from yiwang.registers import linting
from yiwang.registers.definition import digest, plain, promising, read
from yiwang.registers.definition.schemas import COMMITMENT

text = items.text
COMMITTED: dict[str, Any] = {
    "basis": [{"law": "样例承诺办法", "article": "第二条"}],
    "decision": {"count": 0, "unit": "1"},
    "replaces": ["plan"],
    "later": [{"material": "water", "limit": {"count": 30, "unit": "2"}}],
    "text": [
        {"part": "conditions", "clause": text("池塘四周有护栏")},
        {"part": "statement", "clause": text("本人已经知道上面的条件，并且都做到了")},
    ],
    "exclusions": [
        {"key": "record", "name": text("两年里作过虚假承诺的"), "basis": "样例承诺办法第九条"},
        {"key": "river", "name": text("靠近河道的"), "when": {"river": ["yes"]}},
    ],
    "check": {"how": ["site"], "within": {"count": 60, "unit": "2"}, "by": text("区农业农村委")},
    "breach": {"correct": {"count": 10, "unit": "1"}, "months": 24, "basis": "样例承诺办法第十条"},
}


def commitment(**more: Any) -> dict[str, Any]:
    return copy.deepcopy(COMMITTED | more)


DUCKS = read(items.item(commitment=commitment()))
MANY = {"size": "many", "river": "no"}


@pytest.mark.parametrize(
    ("answers", "is_open", "why"),
    [
        (MANY, True, ""),
        ({"size": "few"}, True, ""),
        ({"size": "many", "river": "yes"}, False, "靠近河道的"),
        # The river no longer counts on a road without it.
        ({"size": "few", "river": "yes"}, True, ""),
    ],
)
def test_answers_say_whether_one_may_commit_and_if_not_why(answers: dict[str, str], is_open: bool, why: str) -> None:
    way = DUCKS.commitment_for(answers)
    assert (way.is_open, way.why.zh) == (is_open, why)
    assert [each.key for each in way.ask] == (["record"] if is_open else [])


def test_an_item_without_commitment_says_so_and_one_for_some_situations_too() -> None:
    assert "没有告知承诺" in read(items.item()).commitment_for(MANY).why.zh
    few = read(items.item(commitment=commitment(when={"size": ["few"]})))
    assert few.commitment_for({"size": "few"}).is_open and "不适用" in few.commitment_for(MANY).why.zh


def test_where_a_question_chooses_the_way_the_answer_opens_it() -> None:
    river = read(items.item(commitment=commitment(chosen={"river": ["no"]}, exclusions=[])))
    assert river.commitment_for(MANY).is_open
    assert "一般办法" in river.commitment_for({"size": "many", "river": "yes"}).why.zh


@pytest.mark.parametrize(
    ("answers", "committed", "asked", "days"),
    [
        (MANY, False, ["identity", "photo", "plan"], 4),
        (MANY, True, ["identity", "photo"], 0),
        ({"size": "many", "river": "yes"}, True, ["identity", "photo", "plan", "water"], 4),
    ],
)
def test_a_commitment_takes_papers_away_and_days_where_it_is_open(
    answers: dict[str, str], committed: bool, asked: list[str], days: int
) -> None:
    assert [each.key for each in DUCKS.materials_for(answers, committed=committed)] == asked
    item = DUCKS.by_commitment(answers) if committed else DUCKS
    assert item.limits_for(answers).promised.count == days


def test_a_paper_may_follow_a_commitment() -> None:
    river = read(items.item(commitment=commitment(exclusions=[])))
    answers = {"size": "many", "river": "yes"}
    assert [each.necessity for each in river.materials_for(answers)][-1] == "1"
    assert [each.necessity for each in river.materials_for(answers, committed=True)][-1] == "3"


@pytest.mark.parametrize(
    ("more", "path", "says"),
    [
        ({"replaces": ["moon"]}, "replaces.0", "没有这份材料"),
        ({"replaces": ["photo"]}, "replaces.0", "本来就不收"),
        ({"replaces": ["water"]}, "later.0.material", "不用再后补"),
        ({"later": [{"material": "moon", "limit": {"count": 1, "unit": "1"}}]}, "later.0.material", "没有这份材料"),
        ({"safety": True}, "safety", "没有法律特别规定不能"),
        ({"safety": True, "allowed": {"law": "样例消防法"}}, "", ""),
        ({"decision": {"count": 5, "unit": "1"}}, "decision", "更慢"),
        ({"decision": {"count": 21, "unit": "1"}}, "decision", "法定"),
        ({"text": [{"part": "conditions", "clause": text("有护栏")}] * 2}, "text", "承诺什么"),
        ({"text": [{"part": "statement", "clause": text("我承诺")}] * 2}, "text", "要符合的条件"),
        ({"when": {"river": ["yes"]}}, "when", "没有哪种情形"),
    ],
)
def test_what_a_file_may_not_say_of_commitment(more: dict[str, Any], path: str, says: str) -> None:
    found = list(promising.check(read(items.item(commitment=commitment(**more)))))
    assert [".".join(map(str, at)) for at, _ in found] == ([f"commitment.{path}"] if path else [])
    assert all(says in said.zh for _, said in found)


@pytest.mark.parametrize(
    ("more", "rules"),
    [
        ({}, set()),
        ({"check": {"how": ["site"], "by": text("区农业农村委")}}, {"commitment.no_check"}),
        ({"exclusions": []}, {"commitment.no_exclusions"}),
        ({"breach": {"months": 12}}, {"commitment.no_consequence"}),
        ({"replaces": [], "later": [], "decision": {"count": 4, "unit": "1"}}, {"commitment.no_gain"}),
    ],
)
def test_the_linter_names_what_a_commitment_leaves_out(more: dict[str, Any], rules: set[str]) -> None:
    found = {each.rule for each in linting.lint([read(items.item(commitment=commitment(**more)))])}
    assert {rule for rule in found if rule.startswith("commitment")} == rules


def test_a_vague_clause_is_found_like_any_vague_word() -> None:
    said = commitment()
    said["text"][0]["clause"] = text("符合相关规定的其他要求")
    assert any(f.path == "commitment.text[0].clause" for f in linting.lint([read(items.item(commitment=said))]))


def test_the_schema_takes_the_table_and_a_changed_clause_is_another_version() -> None:
    jsonschema_rs.validator_for(COMMITMENT).validate(commitment())
    other = commitment(decision={"count": 1, "unit": "1"})
    assert digest(plain(items.item(commitment=other))) != digest(plain(items.item(commitment=commitment())))
