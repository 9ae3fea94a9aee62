"""Wording that leaves something open is found, and only that."""

from __future__ import annotations

from typing import Any

import pytest

from tests.registers.catalogue import items
from yiwang.registers import linting
from yiwang.registers.definition import ItemDefinition, read
from yiwang.registers.linting import elements, wording

INCONSISTENT = "material.inconsistent_name"


@pytest.mark.parametrize(
    "text",
    [
        "种子、植株等",
        "身份证、户口簿等。",
        "营业执照、授权委托书等）",
        "无医疗事故、违纪等证明",
        "合同、发票等材料",
        "参加展览、培训等商务活动",
    ],
)
def test_an_open_list_is_found(text: str) -> None:
    assert len(wording.etcetera(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "安全等级证书",
        "中等职业学校毕业证书",
        "高等学校、中等学校的证明",
        "平等、自愿的协议",
        "一等奖、二等奖证书",
        "同等学力证明",
        "等额选举、差额选举的说明",
        "职称等级、学历等级",
        "上海、江苏、浙江等三地的户籍",
        "工商、税务等5个部门",
        "《道路运输、车辆等管理条例》",
        "等待期满",
    ],
)
def test_a_word_with_the_same_character_is_no_open_list(text: str) -> None:
    assert wording.etcetera(text) == []


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("符合相关法律、法规的规定", 1),
        ("有关部门出具的证明和相关材料", 2),
        ("与航道有关的工程", 0),
        ("同本人有关的记录", 0),
        ("利益相关者处理协议", 0),
        ("相关系数检验报告", 0),
        ("《样例局关于有关问题的通知》", 0),
    ],
)
def test_related_is_vague_unless_it_says_to_what(text: str, times: int) -> None:
    assert len(wording.related(text)) == times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("农业部规定的其他条件", 1),
        ("其它相应手续", 1),
        ("公民、法人或者其他组织", 0),
        ("监护人或其他人员", 0),
        ("其他行政权力", 0),
    ],
)
def test_other_is_vague_where_it_stands_for_things_unnamed(text: str, times: int) -> None:
    assert len(wording.other(text)) == times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("视情况补充", 1),
        ("必要时现场核查", 1),
        ("取水达到一定规模", 1),
        ("原则上不受理", 1),
        ("有一定的了解", 0),
        ("《人民调解工作若干规定》第四十一条", 0),
        ("不必要时间的等待", 0),
        ("适当性管理办法", 0),
    ],
)
def test_discretion_is_found(text: str, times: int) -> None:
    assert len(wording.discretion(text)) == times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("按规定办理税务登记", 1),
        ("符合国家有关规定", 1),
        ("按照《社会保险法》的规定缴纳", 0),
        ("依照《样例条例》第三条规定的条件", 0),
    ],
)
def test_as_prescribed_is_vague_unless_the_law_is_named(text: str, times: int) -> None:
    assert len(wording.by_rule(text)) == times


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("其他材料", True),
        ("其他需要提交的材料", True),
        ("法律、法规规定的其他材料", True),
        ("其它业务相应材料（因其它原因的）。", True),
        ("相关证明材料", True),
        ("登记机关要求提交的文件", True),
        ("其他股东的身份证明", False),
        ("三年以上其他法律职业经历证明", False),
        ("有效护照或者其他国际旅行证件", False),
        ("申请材料真实性承诺书", False),
        ("相关技术人员参与技术活动的说明材料", False),
    ],
)
def test_a_catch_all_material_is_known_by_its_generic_words(name: str, is_one: bool) -> None:
    assert wording.is_catch_all(name) == is_one


@pytest.mark.parametrize(
    ("name", "is_held"),
    [
        ("居民身份证", True),
        ("法定代表人身份证复印件", True),
        ("居民户口簿", True),
        ("营业执照", True),
        ("不动产权证书", True),
        ("身份证明", False),
        ("机动车驾驶证申请表", False),
        ("营业执照遗失声明", False),
        ("手持身份证照片", False),
        ("结婚证明材料翻译件", False),
    ],
)
def test_a_paper_some_department_holds_is_known(name: str, is_held: bool) -> None:
    material = read(items.item(materials=[items.material("m", name)])).materials[0]
    assert elements.is_held_by_state(material) == is_held


def test_a_paper_with_a_source_is_not_asked_and_not_found() -> None:
    assert not any(f.rule == "material.held_by_state" for f in linting.lint([read(items.item())]))


@pytest.mark.parametrize(
    ("names", "odd"),
    [
        (["居民身份证", "身份证", "居民身份证"], ["身份证"]),
        (["《养鸭证》", "养鸭证", "养鸭证（复印件）", "养鸭证"], ["《养鸭证》", "养鸭证（复印件）"]),
        (["户口簿", "户口本"], ["户口本"]),
        (["身份证", "身份证明"], []),
        (["营业执照", "营业执照遗失声明"], []),
    ],
)
def test_one_material_under_several_names_is_found_over_all_items(names: list[str], odd: list[str]) -> None:
    written = [
        read(items.item(code=f"31011700{at}000", materials=[items.material("m", name)]))
        for at, name in enumerate(names, 1)
    ]
    assert sorted(found.text for found in linting.lint(written) if found.rule == INCONSISTENT) == sorted(odd)


def rules_of(**more: Any) -> set[str]:
    item: ItemDefinition = read(items.item(**more))
    return {finding.rule for finding in linting.lint([item])}


def test_what_is_left_out_or_promised_beyond_the_law_is_found() -> None:
    long = {"statutory": {"count": 5, "unit": "2", "basis": "x"}, "promised": {"count": 5, "unit": "1"}}
    assert "limits.promise_over_statute" in rules_of(limits=long)
    assert "limits.no_statutory" in rules_of(limits={"promised": {"count": 5, "unit": "1"}})
    assert "visits.unexplained" in rules_of(visits=1)
    assert "visits.unexplained" not in rules_of(visits=1, visits_reason=items.text("要验鸭子"))
    assert "result.without_licence" in rules_of(result={"kind": "10", "name": items.text("证")})
    assert "result.unstated" in rules_of(assumed=["result"])
    assert "visits.uncounted" in rules_of(online_depth="3")


def test_every_rule_has_its_reason_and_every_finding_its_rule_and_what_to_do() -> None:
    found = linting.lint([read(items.item(conditions=[items.text("符合有关规定，必要时提供其他材料等。")]))])
    assert {"vague.related", "vague.discretion", "vague.other", "vague.by_rule"} <= {f.rule for f in found}
    for finding in found:
        assert linting.RULES[finding.rule].reason.zh and linting.RULES[finding.rule].reason.en
        assert finding.suggestion.zh and finding.suggestion.en
    assert sum(linting.counts(found).values()) == len(found)
