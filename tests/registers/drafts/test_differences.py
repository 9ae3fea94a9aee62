"""Two versions of an item compared: sentences for the manager, and what changes for those who apply."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest

from tests.registers.catalogue import items
from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition, read
from yiwang.registers.drafts import consequences
from yiwang.registers.drafts.differences import SECTIONS, between, grouped
from yiwang.registers.drafts.differences.labels import LABELS, PARTS

Change = Callable[[dict[str, Any]], Any]


def changed(change: Change) -> tuple[ItemDefinition, ItemDefinition]:
    body = items.item()
    after = copy.deepcopy(body)
    change(after)
    return read(body), read(after)


def material(key: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda body: next(one for one in body["materials"] if one["key"] == key)


TABLE: tuple[tuple[Change, str, str, str], ...] = (
    (lambda b: b["limits"]["promised"].update(count=3), "time", "承诺时限：4 → 3个工作日",
     "Promised limit: 4 → 3 working days"),
    (lambda b: b["limits"]["promised"].update(count=1), "time", "承诺时限：4 → 1个工作日",
     "Promised limit: 4 → 1 working day"),
    (lambda b: b["limits"]["promised"].update(count=0), "time", "承诺时限：4个工作日 → 当场",
     "Promised limit: 4 working days → at once"),
    (lambda b: b["limits"].update(completion={"count": 5, "unit": "1"}), "time", "补正期限：新写明“5个工作日”",
     "Time to complete: now says “5 working days”"),
    (lambda b: material("plan")(b).update(licence="ducks"), "materials",
     "材料“池塘平面图”：不再需要申请人提交（从电子证照库取用）",
     "Paper “English”: no longer asked of the applicant (taken from the licence store)"),
    (lambda b: material("identity")(b).pop("resource"), "materials", "材料“居民身份证”：要由申请人提交",
     "Paper “English”: the applicant has to hand it in"),
    (lambda b: material("plan")(b).update(when={"size": ["few", "many"]}), "materials",
     "材料“池塘平面图”，适用情形：“养多少只？”答“一百只以上” → “养多少只？”答“不到一百只”或“一百只以上”",
     "Paper “English”, where it applies: “English” is “English” → “English” is “English” or “English”"),
    (lambda b: b["materials"].append(items.material("new", "承诺书")), "materials", "增加材料“承诺书”，要由申请人提交",
     "Paper “English”: added, which the applicant has to hand in"),
    (lambda b: b["materials"].pop(2), "materials", "去掉材料“池塘平面图”", "Paper “English”: removed"),
    (lambda b: b["materials"].insert(0, b["materials"].pop()), "materials", "材料“河道同意书”：移到第1位",
     "Paper “English”: moved to place 1"),
    (lambda b: b.update(keywords=["鸭子", "水禽"]), "about", "关键词：增加水禽，去掉家禽",
     "Keywords: added 水禽, removed 家禽"),
    (lambda b: b.update(keywords=["家禽", "鸭子"]), "about", "关键词：顺序有调整", "Keywords: in another order"),
    (lambda b: b.update(handling="1"), "way", "办件类型：承诺件 → 即办件", "Way of handling: Promised → On the spot"),
    (lambda b: b["conditions"].__setitem__(0, items.text("有两块稻田", "Two paddies")), "basis",
     "改写：有一块稻田 → 有两块稻田", "Reworded: English → Two paddies"),
    (lambda b: b["basis"].append({"law": "样例渔业法", "article": "第九条"}), "basis", "增加依据《样例渔业法》第九条",
     "Legal basis 样例渔业法, 第九条: added"),
    (lambda b: b["fees"][0].update(amount="0.50"), "result", "收费“工本费”，金额：10.00元 → 0.50元",
     "Fee “English”, amount: ¥10.00 → ¥0.50"),
    (lambda b: b["questions"][0]["options"].pop(2), "questions", "去掉问题“养多少只？”的选项“只是来看看”",
     "Question “English”, answer “English”: removed"),
    (lambda b: b["form"][1]["fields"][1].update(required=True), "form",
     "表单页“池塘”的填写项“说明”，必填：否 → 是", "Page of the form “English”, field “Note”, required: no → yes"),
)  # fmt: skip


@pytest.mark.parametrize(("change", "section", "zh", "en"), TABLE, ids=[row[2] for row in TABLE])
def test_a_change_is_told_in_a_sentence(change: Change, section: str, zh: str, en: str) -> None:
    found = between(*changed(change), names={"pond.note": Text("说明", "Note")})
    assert [(one.section, one.text.zh) for one in found] == [(section, zh)]
    if "Way of handling" not in en:
        assert found[0].text.en == en


def test_the_same_says_nothing_and_changes_stand_under_their_section() -> None:
    body = read(items.item())
    assert between(body, body) == []
    found = between(*changed(lambda b: b.update(visits=1, visits_reason=items.text("验鸭"), topics=[], keywords=[])))
    assert [(title.zh, len(inside)) for title, inside in grouped(found)] == [("基本信息", 2), ("办理方式", 2)]


SINGLE = {"Access", "Authority", "Breach", "Check", "Commitment", "Limit", "Limits", "Result"}
"""Parts that an item has one of: their field names them."""


def test_every_field_of_every_part_has_its_name() -> None:
    """What an item learns to say is compared at once; here it is asked for a word that people know."""
    seen, waiting = set(), [ItemDefinition]
    unnamed = []
    while waiting:
        kind = waiting.pop()
        seen.add(kind)
        for field in fields(kind):
            inner = _parts(get_type_hints(kind)[field.name])
            waiting += [part for part in inner if part not in seen]
            unnamed += [part.__name__ for part in inner if part.__name__ not in (*PARTS, *SINGLE)]
            if not inner and field.name not in (*LABELS, "key", "value"):
                unnamed.append(f"{kind.__name__}.{field.name}")
    assert unnamed == []


def _parts(hint: Any) -> list[Any]:
    """The parts that a field holds, in whatever container."""
    if isinstance(hint, type) and is_dataclass(hint):
        return [] if hint is Text else [hint]
    return [part for inner in get_args(hint) for part in _parts(inner)]


def test_no_change_of_a_field_stays_untold() -> None:
    body = read(items.item())
    told = replace(body, zero_material=True, place="样例路1号", online_depth="3", decided_by="system", visits=2)
    assert len(between(body, told)) == 5
    assert set(SECTIONS) >= {one.section for one in between(body, told)}


def test_what_changes_for_applicants_is_counted_over_their_situations() -> None:
    def change(body: dict[str, Any]) -> None:
        body["limits"]["promised"]["count"] = 2
        material("plan")(body)["licence"] = "ducks"
        body["visits"], body["visits_reason"] = 1, items.text("验鸭")

    found = consequences.of(*changed(change), drafts=4, cases=7)
    assert (found.compared, found.bounded) == (3, False)
    told = {(one.measure, one.direction, one.text.zh, one.count) for one in found.effects}
    assert ("days", "better", "承诺时限：4 → 2个工作日", 3) in told
    assert ("papers", "better", "不用再交“池塘平面图”", 2) in told
    assert ("trips", "worse", "到现场次数：0 → 1", 3) in told
    assert (found.better, found.worse, found.mixed) == (0, 0, 3)
    figures = {one.measure: (one.before, one.after) for one in found.reductions}
    assert figures["papers"] == ((0, 1), (0, 0)) and figures["days"] == ((4, 4), (2, 2))
    assert [text.zh[:2] for text in found.standing] == ["4份", "7件"]


def test_an_example_shows_whom_a_change_meets() -> None:
    found = consequences.of(*changed(lambda b: material("plan")(b).update(when={"river": ["yes"]})))
    (effect,) = [one for one in found.effects if one.measure == "papers"]
    assert effect.text.zh == "不用再交“池塘平面图”" and effect.count == 1
    assert effect.example.zh == "养多少只？一百只以上；靠近河道吗？不是"
    assert found.better == 1


def test_a_situation_that_ends_or_begins_is_told() -> None:
    def ends(body: dict[str, Any]) -> None:
        body["questions"][0]["options"][0]["stop"] = items.text("不再需要许可")

    before, after = changed(ends)
    closed = consequences.of(before, after)
    assert [(one.measure, one.direction) for one in closed.effects] == [("road", "worse")] and closed.worse == 1
    opened = consequences.of(after, before)
    assert [(one.measure, one.direction) for one in opened.effects] == [("road", "better")] and opened.better == 1


def test_too_many_situations_are_said_to_be_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consequences, "MOST", 2)
    found = consequences.of(*changed(lambda b: b.update(visits=1, visits_reason=items.text("验鸭"))))
    assert found.bounded and found.compared == 2
