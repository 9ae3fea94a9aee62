"""One form in which nothing is asked twice, one list in which a paper appears once."""

from __future__ import annotations

from typing import Any

from tests.registers.things import farm
from yiwang.registers.things import merging, planning

ITEMS = farm.definitions()
ALL = {"land": "rent", "sell": "yes", "ducks.size": "many", "ducks.river": "no"}


def made(answers: dict[str, str] = ALL, **items: dict[str, Any]) -> planning.Plan:
    return planning.plan(farm.thing(), farm.definitions(**items), farm.KNOWN, answers)


def paper(name: str, answers: dict[str, str] = ALL) -> merging.Paper:
    (found,) = [each for each in made(answers).papers if each.name.zh == name]
    return found


def test_a_data_element_is_asked_once_and_goes_to_every_field_that_needs_it() -> None:
    form = made().form
    asked = [entry.element for entry in form.fields() if farm.KNOWN[entry.element].type != "boolean"]
    assert len(asked) == len(set(asked)) == 6 and form.alone == 13
    name = next(entry for entry in form.fields() if entry.element == "person.name")
    assert [member for member, _ in name.goes_to] == ["eggs", "ducks", "farm", "pump"]


def test_a_field_is_required_if_any_item_requires_it() -> None:
    (area,) = [entry for entry in made().form.fields() if entry.element == "pond.area"]
    assert area.required and len(area.goes_to) == 2


def test_two_statements_in_different_words_are_two_statements() -> None:
    promises = [entry for entry in made().form.fields() if entry.element == "pond.promise"]
    assert len({entry.key for entry in promises}) == len({entry.label.zh for entry in promises}) == 2


def test_an_element_that_one_item_asks_twice_is_asked_as_often_as_that_item_asks() -> None:
    pump = farm.ITEMS[farm.PUMP]
    pages = [farm.page("两个人", "person.name", {"element": "person.name", "key": "second"})]
    form = made(**{farm.PUMP: pump | {"form": pages}}).form
    names = {entry.key: entry.goes_to for entry in form.fields() if entry.element == "person.name"}
    assert names["person.name.2"] == (("pump", "second"),) and ("pump", "person_name") in names["person.name"]


def test_pages_with_one_title_are_one_page_and_a_page_without_new_fields_is_none() -> None:
    pages = [page.title.zh for page in made().form.pages]
    assert pages == ["申请人", "鸭蛋", "鸭子", "保证", "农场"]


def test_what_is_filled_in_once_is_handed_to_each_items_own_form() -> None:
    filled = made().form.hand_out({"person.name": "陈某海", "pond.area": "2.5"})
    assert filled["farm"] == {"person_name": "陈某海", "pond_area": "2.5"}
    assert filled["ducks"] == {"person_name": "陈某海", "pond_area": "2.5"}
    assert filled["pump"] == {"person_name": "陈某海"}


def test_a_paper_asked_for_by_several_items_appears_once_with_all_of_them() -> None:
    # Of one name up to marks and copies; of one licence type; of one resource under different names.
    assert [use.member for use in paper("《池塘平面图》复印件").uses] == ["eggs", "ducks"]
    assert [use.member for use in paper("租地合同").uses] == ["farm", "pump"]
    assert [use.member for use in paper("申请人身份核验").uses] == ["ducks", "farm", "pump"]


def test_two_papers_of_one_item_stay_two_even_if_one_register_answers_for_both() -> None:
    pump = farm.ITEMS[farm.PUMP]
    second = farm.IDENTITY | {"key": "face", "name": farm.text("人像")}
    found = made(**{farm.PUMP: pump | {"materials": [farm.IDENTITY, second]}}).papers
    assert sum(any(use.member == "pump" for use in each.uses) for each in found) == 2


def test_what_another_item_will_make_is_not_the_paper_that_was_there_before() -> None:
    members = farm.declared()["items"]
    members[3]["after"] = [{"item": "farm", "material": "identity", "why": farm.text("登记后换新")}]
    pump = farm.ITEMS[farm.PUMP] | {"materials": [farm.IDENTITY | {"name": farm.text("场主信息")}]}
    items = farm.definitions(**{farm.PUMP: pump})
    plan = planning.plan(farm.thing(items=members), items, farm.KNOWN, ALL)
    uses = [([use.member for use in each.uses], each.reason) for each in plan.papers if each.uses[0].material.resource]
    assert uses == [(["pump"], "result"), (["ducks", "farm"], "data")]


def test_a_paper_that_one_item_needs_and_another_replaces_is_given_once() -> None:
    members = farm.declared()["items"]
    members[3]["after"] = [{"item": "farm", "material": "lease", "why": farm.text("登记过的不再看")}]
    plan = planning.plan(farm.thing(items=members), ITEMS, farm.KNOWN, ALL)
    (lease,) = [each for each in plan.papers if each.name.zh == "租地合同"]
    assert lease.reason == "yours" and [use.reason for use in lease.uses] == ["yours", "result"]


def test_a_paper_that_another_item_makes_is_not_asked_for() -> None:
    licence = paper("养鸭许可证")
    assert (licence.reason, licence.givers) == ("result", ("ducks",))


def test_without_the_item_that_makes_it_the_paper_comes_from_the_licence_store() -> None:
    members = [each for each in farm.declared()["items"] if each["key"] != "farm"]
    del members[-1]["after"]
    plan = planning.plan(farm.thing(items=members), ITEMS, farm.KNOWN, ALL)
    (licence,) = [each for each in plan.papers if each.name.zh == "农场登记证"]
    assert licence.reason == "licence" and not licence.givers


def test_what_the_person_gives_comes_first_and_each_other_paper_says_why_not() -> None:
    reasons = [each.reason for each in made().papers]
    assert reasons == ["yours", "yours", "later", "result", "result", "data", "no_basis"]
    assert made().mine() == ["eggs.plan", "farm.lease", "eggs.later"]


def test_the_registry_decides_whether_two_papers_are_one() -> None:
    pump, eggs = farm.ITEMS[farm.PUMP], farm.ITEMS[farm.EGGS]
    mine = {"key": "map", "name": farm.text("图"), "kind": "3", "form": "3", "source": "10", "necessity": "1"}
    mine |= {"basis": [{"law": "样例农业法"}]}

    def uses(one: dict[str, Any], other: dict[str, Any]) -> list[list[str]]:
        items = {farm.PUMP: pump | {"materials": [mine | one]}, farm.EGGS: eggs | {"materials": [mine | other]}}
        found = made(**items).papers
        return [[use.member for use in each.uses] for each in found if each.uses[0].material.key == "map"]

    other_name = {"name": farm.text("池塘的图")}
    assert uses({"paper": "map"}, {"paper": "map"} | other_name) == [["eggs", "pump"]]
    assert uses({"paper": "map"}, {"paper": "other-map"}) == [["eggs"], ["pump"]]
    assert uses({"paper": "map"}, {}) == [["eggs"], ["pump"]]
    assert uses({}, {}) == [["eggs", "pump"]] and uses({}, other_name) == [["eggs"], ["pump"]]
