"""Which papers a person gives, and why the others are not asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import settings

from yiwang.casework.intake.materials import Checked, Context, FileRef, checklist, decide
from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack
from yiwang.registers.definition import Basis, Material, read
from yiwang.registers.materials import resolving

AT = datetime(2026, 11, 20, 1, 5, tzinfo=UTC)
LAW = (Basis("中华人民共和国食品安全法", "第三十五条"),)
PLAN = Material(key="plan", name=Text("平面图", "Floor plan"), basis=LAW)
IDENTITY = replace(PLAN, key="identity", resource="population.identity")
LICENCE = replace(PLAN, key="licence", licence="business-licence")
BOTH = replace(LICENCE, resource="enterprise.registration")
FILE = FileRef("ab" * 32, "平面图.pdf", "application/pdf", 900, "x")


def said(state: str, identifier: str = "") -> Checked:
    return Checked(state, Text("某登记机关", "Some registry"), AT, identifier)  # type: ignore[arg-type]


def context(resource: str = "", licence: str = "", files: int = 0, of: str = "") -> Context:
    return Context(
        resources={of: said(resource)} if resource else {},
        licences={of: said(licence, "L-1" if licence == "held" else "")} if licence else {},
        uploads={of: (FILE,) * files} if files else {},
    )


@pytest.mark.parametrize(
    ("material", "resource", "licence", "files", "state"),
    [
        # Rule 1: no law asks for it.
        (replace(PLAN, basis=()), "", "", 0, "no_basis"),
        (replace(PLAN, basis=()), "", "", 1, "no_basis"),
        (replace(IDENTITY, basis=()), "different", "", 0, "no_basis"),
        # Rule 2: verified by shared data.
        (IDENTITY, "", "", 0, "unchecked"),
        (IDENTITY, "confirmed", "", 0, "data"),
        (IDENTITY, "confirmed", "", 1, "data"),
        (IDENTITY, "different", "", 0, "missing"),
        (IDENTITY, "different", "", 1, "uploaded"),
        (IDENTITY, "unknown", "", 0, "missing"),
        (IDENTITY, "unavailable", "", 0, "to_verify"),
        (IDENTITY, "unavailable", "", 1, "uploaded"),
        # Rule 3: taken from the licence store.
        (LICENCE, "", "", 0, "unchecked"),
        (LICENCE, "", "held", 0, "licence"),
        (LICENCE, "", "none", 0, "missing"),
        (LICENCE, "", "none", 1, "uploaded"),
        # A register and the store: whichever answers spares the person the paper.
        (BOTH, "", "held", 0, "licence"),
        (BOTH, "confirmed", "none", 0, "data"),
        (BOTH, "confirmed", "held", 0, "data"),
        (BOTH, "unavailable", "held", 0, "licence"),
        (BOTH, "unavailable", "none", 0, "to_verify"),
        (BOTH, "different", "none", 0, "missing"),
        (BOTH, "unavailable", "", 0, "unchecked"),
        # The person's own to give.
        (PLAN, "", "", 0, "missing"),
        (PLAN, "", "", 2, "uploaded"),
        (replace(PLAN, necessity="2"), "", "", 0, "optional"),
        (replace(PLAN, necessity="2"), "", "", 1, "uploaded"),
        (replace(PLAN, necessity="3"), "", "", 0, "later"),
        (replace(PLAN, necessity="3"), "", "", 1, "uploaded"),
        (replace(IDENTITY, necessity="3"), "different", "", 0, "later"),
        (replace(IDENTITY, necessity="2"), "unavailable", "", 0, "to_verify"),
    ],
)
def test_each_material_has_one_state_and_a_rule_in_words(
    material: Material, resource: str, licence: str, files: int, state: str
) -> None:
    need = decide(material, context(resource, licence, files, of=material.key))
    assert need.state == state
    assert need.rule.zh and need.rule.en
    assert need.may_upload is (state not in ("no_basis", "data", "licence"))
    assert bool(need.files) is (state == "uploaded"), "a paper that is not needed is not passed on"


def test_a_waived_material_says_who_answered_and_when() -> None:
    need = decide(IDENTITY, context("confirmed", of="identity"))
    assert need.source == Text("某登记机关，2026-11-20 09:05", "Some registry, 2026-11-20 09:05")
    assert need.checked_at == AT
    assert need.basis == LAW


def test_a_licence_that_is_held_is_named() -> None:
    assert decide(LICENCE, context(licence="held", of="licence")).licence_identifier == "L-1"


@pytest.mark.parametrize(("state", "word"), [("different", "不一致"), ("unknown", "没有查到")])
def test_a_paper_still_asked_after_a_register_was_asked_says_why(state: str, word: str) -> None:
    assert word in decide(IDENTITY, context(state, of="identity")).detail.zh


def test_what_the_person_gives_comes_first_and_does_not_move_when_given() -> None:
    materials = [
        replace(PLAN, key="free", basis=()),
        replace(IDENTITY, key="known"),
        replace(PLAN, key="a"),
        replace(PLAN, key="follows", necessity="3"),
        replace(PLAN, key="b"),
    ]
    known = Context(resources={"known": said("confirmed")})
    before = checklist(materials, known)
    after = checklist(materials, replace(known, uploads={"a": (FILE,)}))
    assert [need.key for need in before.needs] == ["a", "b", "follows", "known", "free"]
    assert [need.key for need in after.needs] == [need.key for need in before.needs]
    assert (before.asked, before.mine) == (5, 3)
    assert [need.key for need in before.missing] == ["a", "b"]
    assert [need.key for need in after.missing] == ["b"]
    assert [need.key for need in before.waived] == ["known", "free"]


def test_with_all_sources_answering_a_zero_material_item_asks_for_nothing() -> None:
    sources = Context(
        resources={"identity": said("confirmed"), "both": said("confirmed")}, licences={"licence": said("held", "L-1")}
    )
    listed = checklist([IDENTITY, LICENCE, replace(PLAN, key="free", basis=())], sources)
    assert (listed.asked, listed.mine) == (3, 0)


def test_the_examples_of_the_citys_items_hold() -> None:
    """Each item's author says what remains to be given when every source answers; the rules agree."""
    for file in resolving.files(Pack(settings.PACK)):
        item = read(file.data)
        for example in item.examples:
            asked = item.materials_for(example.answers, committed=example.committed)
            asked = [] if item.stop_for(example.answers) else asked
            sources = Context(
                resources={each.key: said("confirmed") for each in asked if each.resource},
                licences={each.key: said("held", "L-1") for each in asked if each.licence},
            )
            left = {need.key for need in checklist(asked, sources).needs if need.counts}
            assert left == set(example.mine), f"{file.name} {dict(example.answers)}"
            if item.zero_material:
                assert not left, file.name
