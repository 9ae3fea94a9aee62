"""An item's papers made whole from the registry, and folded again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.registers.catalogue.items import item, text
from yiwang.registers.definition import codes, read
from yiwang.registers.materials import paper, resolving, schemas

BASIS = [{"law": "样例农业法", "article": "第三条"}]
PAPERS: dict[str, Any] = paper.by_key(
    [
        {
            "key": "id-card",
            "name": text("居民身份证", "Identity card"),
            "aliases": ["身份证"],
            **{"kind": "1", "form": "3", "source": "20", "issuer": "公安机关", "resource": "population.identity"},
            "hint": text("看正面就行"),
        },
        {
            "key": "plan",
            "name": text("池塘平面图", "Plan of the pond"),
            **{"kind": "2", "form": "2", "source": "10", "accept": ["pdf"]},
            "validity": {"months": 6},
            "blank": {"pages": [{"fields": [{"label": text("面积")}]}]},
        },
    ]
)


def made(**said: Any) -> dict[str, Any]:
    own = {"key": "mine", "paper": "id-card", "necessity": "1", "basis": BASIS}
    (material,) = resolving.resolve(item(materials=[own | said]), PAPERS)["materials"]
    return dict(material)


def test_an_item_takes_from_the_registry_all_that_it_does_not_say_itself() -> None:
    material = read(item(materials=[made()])).materials[0]
    assert (material.name.zh, material.kind, material.issuer) == ("居民身份证", "1", "公安机关")
    assert (material.resource, material.hint.zh, material.paper) == ("population.identity", "看正面就行", "id-card")
    assert made(hint=text("双方都要"))["hint"]["zh"] == "双方都要"


def test_what_nobody_may_ask_for_needs_nothing_in_its_place() -> None:
    assert "resource" not in made(basis=[])


def test_an_item_that_says_how_a_paper_is_replaced_says_all_of_it() -> None:
    assert "resource" not in made(resource="")
    replaced = made(licence="id")
    assert replaced["licence"] == "id" and "resource" not in replaced


def test_validity_blank_form_and_sample_come_along() -> None:
    plan = made(paper="plan")
    assert plan["timing"] == {"zh": "出具后6个月内有效", "en": "Valid for 6 months from its date"}
    assert (plan["blank"], plan["sample"]) == ("plan/blank.pdf", "plan/sample.pdf")
    assert (made()["name"]["zh"], "blank" in made(), "timing" in made()) == ("居民身份证", False, False)


def test_a_paper_the_registry_does_not_have_is_left_as_it_is_written() -> None:
    own = {"key": "mine", "paper": "nowhere", "necessity": "1", "basis": BASIS}
    whole = {
        "key": "whole",
        "name": text("别处的"),
        "kind": "1",
        "form": "3",
        "source": "10",
        "necessity": "1",
        "basis": [],
    }
    assert resolving.resolve(item(materials=[own, whole]), PAPERS)["materials"] == [own, whole]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"hint": text("双方都要")},
        {"basis": []},
        {"resource": ""},
        {"licence": "id"},
        {"resource": "population.other", "issuer": "别的机关"},
        {"paper": "plan", "accept": ["pdf", "image"], "originals": 1},
        {"paper": "plan", "resource": "pond.plan"},
        {"name": text("双方身份证")},
    ],
)
def test_what_is_folded_says_only_its_own_and_comes_back_whole(said: dict[str, Any]) -> None:
    own = {"key": "mine", "paper": "id-card", "necessity": "1", "basis": BASIS} | said
    whole = resolving.resolve(item(materials=[own]), PAPERS)
    folded = resolving.fold(whole, PAPERS)
    assert folded["materials"] == [own]
    assert resolving.resolve(folded, PAPERS) == whole


def test_what_an_editor_takes_away_stays_away() -> None:
    plain = {key: value for key, value in made().items() if key != "hint"}
    again = resolving.resolve(resolving.fold(item(materials=[plain]), PAPERS), PAPERS)
    assert read(again).materials == read(item(materials=[plain])).materials


@pytest.mark.parametrize(
    ("validity", "zh", "en"),
    [
        ({"years": 1}, "出具后1年内有效", "Valid for 1 year from its date"),
        ({"days": 30}, "出具后30天内有效", "Valid for 30 days from its date"),
        ({"months": 2, "note": text("以证面为准", "By its own date")}, "以证面为准", "By its own date"),
    ],
)
def test_validity_is_said_in_words(validity: dict[str, Any], zh: str, en: str) -> None:
    words = paper.validity_words(validity)
    assert (words.zh, words.en) == (zh, en)


def test_the_registry_writes_the_codes_that_items_read() -> None:
    properties = schemas.PAPER["properties"]
    for key, name in (("kind", "paper"), ("form", "form"), ("source", "origin")):
        assert properties[key]["enum"] == codes.listed(name).split()
