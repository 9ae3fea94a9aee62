"""Where a fix is evident it is offered, and making it takes the finding away."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.registers.catalogue import items
from yiwang.registers import linting
from yiwang.registers.definition import plain, read
from yiwang.registers.definition.elements import licence_type

CARD = licence_type(
    {
        "key": "duck-card",
        "code": "0" * 21,
        "name": items.text("养鸭许可证"),
        "holder": "person",
        "issuer_level": "district",
        "valid": {"long": True},
        "fields": [],
    }
)
TYPES = {"ducks": CARD, "duck-card": CARD}


def other(name: str = "池塘平面图", **more: Any) -> dict[str, Any]:
    return items.item(code="310117002000", materials=[items.material("m", name, **more)])


def found(declared: dict[str, Any], rule: str, compared_with: linting.Beside | None = None) -> list[linting.Finding]:
    beside = compared_with or linting.beside([])
    return [one for one in linting.lint_one(read(plain(declared)), beside) if one.rule == rule]


def mended(declared: dict[str, Any], rule: str, beside: linting.Beside | None = None) -> dict[str, Any]:
    """The declaration after the rule's own fix, which has to take the finding away."""
    fix = found(declared, rule, beside)[0].fix
    assert fix is not None
    after = linting.apply(declared, fix)
    assert len(found(after, rule, beside)) < len(found(declared, rule, beside))
    return after


def test_an_open_list_is_closed() -> None:
    declared = items.item(conditions=[items.text("有身份证、户口簿等材料", "Identity card, household register, etc.")])
    after = mended(declared, "vague.etc")["conditions"][0]
    assert after == items.text("有身份证、户口簿", "Identity card, household register")


def test_a_list_that_would_have_to_be_rewritten_is_left_to_people() -> None:
    declared = items.item(conditions=[items.text("参加展览、培训等商务活动")])
    assert found(declared, "vague.etc")[0].fix is None


def test_other_materials_go_and_so_does_what_names_them() -> None:
    declared = items.item()
    declared["materials"].append(items.material("rest", "其他需要提交的材料"))
    declared["examples"][0]["mine"] = ["rest"]
    after = mended(declared, "material.catch_all")
    assert len(after["materials"]) == len(declared["materials"]) - 1
    assert after["examples"][0]["mine"] == []


def test_a_paper_that_another_item_takes_from_a_licence_is_taken_here_too() -> None:
    declared = items.item(
        materials=[items.material("plan", "池塘平面图")], examples=[{"answers": {}, "mine": ["plan"]}]
    )
    beside = linting.beside([read(other(licence="ducks", source="20", issuer="农委"))], licences=TYPES)
    after = mended(declared, "material.held_elsewhere", beside)
    assert after["materials"][0]["licence"] == "ducks" and after["materials"][0]["issuer"] == "农委"
    assert after["examples"][0]["mine"] == []


def test_an_applicants_own_paper_that_data_confirm_elsewhere_is_only_noted() -> None:
    beside = linting.beside([read(other(resource="pond.register"))])
    declared = items.item(materials=[items.material("plan", "池塘平面图")])
    assert found(declared, "material.held_perhaps", beside) and not found(declared, "material.held_elsewhere", beside)
    asked = items.item(materials=[items.material("plan", "池塘平面图", source="20", issuer="水务局")])
    assert found(asked, "material.held_elsewhere", beside)


def test_a_licence_of_persons_is_no_fix_for_an_item_of_organisations() -> None:
    beside = linting.beside([read(other(licence="ducks"))], licences=TYPES)
    declared = items.item(audience=["organisation"], materials=[items.material("plan", "池塘平面图")])
    assert found(declared, "material.held_elsewhere", beside)[0].fix is None


def test_the_name_most_items_use_is_taken() -> None:
    beside = linting.beside([read(other("户口簿")), read(other("户口簿"))])
    declared = items.item(materials=[items.material("book", "户口本（复印件）")])
    assert mended(declared, "material.inconsistent_name", beside)["materials"][0]["name"]["zh"] == "户口簿"


def test_an_item_is_not_compared_with_what_it_was() -> None:
    declared = items.item(materials=[items.material("book", "户口簿")])
    before = items.item(materials=[items.material("book", "户口本")])
    beside = linting.beside([read(before)])
    assert found(declared, "material.inconsistent_name", beside)
    assert not found(declared, "material.inconsistent_name", beside.without(before["code"]))


def test_a_promise_is_shortened_to_the_statute() -> None:
    limits = {"statutory": {"count": 5, "unit": "2", "basis": "x"}, "promised": {"count": 5, "unit": "1"}}
    after = mended(items.item(limits=limits), "limits.promise_over_statute")
    assert after["limits"]["promised"] == {"count": 5, "unit": "2"}


def test_a_permit_without_a_limit_gets_the_general_one_and_other_items_a_note() -> None:
    limits = {"promised": {"count": 5, "unit": "1"}}
    assert mended(items.item(limits=limits), "limits.no_statutory")["limits"]["statutory"]["count"] == 20
    assert found(items.item(limits={"promised": {"count": 40, "unit": "1"}}), "limits.no_statutory")[0].fix is None
    assert found(items.item(kind="20", limits=limits), "limits.law_is_silent")


def test_an_unexplained_visit_of_an_item_done_wholly_online_goes() -> None:
    assert mended(items.item(visits=2), "visits.unexplained")["visits"] == 0
    assert found(items.item(visits=2, online_depth="3"), "visits.unexplained")[0].fix is None


def test_a_result_that_nobody_can_issue_is_found() -> None:
    beside = linting.beside([], licences=TYPES, levels={items.DEPARTMENT: "city"})
    unknown = items.item(result={"kind": "10", "name": items.text("证"), "licence": "geese"})
    assert found(unknown, "result.no_such_licence", beside)
    assert found(items.item(), "result.other_level", beside)
    unnamed = items.item(result={"kind": "10", "name": items.text("养鸭许可证")})
    assert mended(unnamed, "result.without_licence", beside)["result"]["licence"] == "ducks"


def test_what_nobody_reaches_goes_and_so_do_answers_nobody_can_give() -> None:
    declared = items.item()
    declared["materials"].append(items.material("never", "谁也不交的", when={"river": ["yes"], "size": ["few"]}))
    assert len(mended(declared, "situation.unreachable_material")["materials"]) == 4
    declared = items.item()
    declared["materials"][3]["when"] = {"size": ["few", "many"], "river": ["yes"]}
    assert mended(declared, "situation.unreachable_option")["materials"][3]["when"]["size"] == ["many"]


def test_a_fix_for_what_has_changed_since_is_refused_and_changes_nothing() -> None:
    declared = items.item()
    fix = linting.Fix((linting.Change(("conditions", 0), "x"), linting.Change(("materials", 9), taken_away=True)))
    with pytest.raises(linting.NoSuchPlace):
        linting.apply(declared, fix)
    assert declared == items.item()


def test_paths_are_written_and_taken_apart_alike() -> None:
    assert linting.place("form[1].fields[0].when.size") == ("form", 1, "fields", 0, "when", "size")


def test_one_item_is_linted_while_somebody_types() -> None:
    many = [read(items.item(code=f"3101170{at:02d}000")) for at in range(100)]
    beside = linting.beside(many)
    started = time.perf_counter()
    linting.lint_one(many[0], beside.without(many[0].code))
    assert time.perf_counter() - started < 0.05
