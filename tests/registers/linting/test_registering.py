"""Papers are named as the registry names them; what is evident is mended."""

from __future__ import annotations

from typing import Any

import pytest

from tests.registers.catalogue.items import item, material, text
from yiwang.registers import linting
from yiwang.registers.definition import read
from yiwang.registers.materials import paper

PAPERS = [
    paper.read(row | {"kind": "1", "form": "3", "source": "10"})
    for row in (
        {"key": "id-card", "name": text("居民身份证", "Identity card"), "aliases": ["身份证", "身份证明"]},
        {"key": "plan", "name": text("池塘平面图", "Plan of the pond")},
    )
]


def found(declared: dict[str, Any], papers: Any = PAPERS) -> list[linting.Finding]:
    beside = linting.beside([], papers=papers)
    rules = ("material.alias", "material.unregistered")
    return [each for each in linting.lint([read(declared)], beside) if each.rule in rules]


def of(**said: Any) -> dict[str, Any]:
    return item(materials=[material("mine", said.pop("name", "池塘平面图"), **said)])


def test_a_registered_paper_by_its_name_is_in_order() -> None:
    assert found(of(paper="plan")) == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"name": "身份证"}, "material.alias"),
        ({"name": "居民身份证"}, "material.alias"),
        ({"name": "身份证明", "paper": "id-card"}, "material.alias"),
        ({"name": "身份证", "paper": "plan"}, "material.alias"),
        ({"name": "月亮证"}, "material.unregistered"),
    ],
)
def test_another_name_and_an_unregistered_paper_are_found(said: dict[str, str], rule: str) -> None:
    assert [each.rule for each in found(of(**said))] == [rule]


def test_the_name_and_the_reference_are_mended_together() -> None:
    (alias,) = found(of(name="身份证"))
    assert alias.fix and alias.suggestion.zh == "写作“居民身份证”（id-card）。"
    mended = linting.apply(of(name="身份证"), alias.fix)
    assert mended["materials"][0]["paper"] == "id-card" and mended["materials"][0]["name"]["zh"] == "居民身份证"
    assert found(mended) == []


def test_what_refers_to_another_paper_is_for_a_person_to_decide() -> None:
    (alias,) = found(of(name="身份证", paper="plan"))
    assert alias.fix is None


def test_nothing_is_said_without_a_registry_or_of_items_from_elsewhere() -> None:
    assert found(of(name="月亮证"), []) == []
    assert found(of(name="月亮证") | {"source": "guangdong"}) == []
