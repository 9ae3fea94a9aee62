"""A save that was a mistake is taken back, and what is found comes with what mends it."""

from __future__ import annotations

import pytest

from tests.registers.catalogue import items
from tests.registers.drafts.scene import CITY, Scene, declared
from yiwang.kit.errors import NotFound
from yiwang.registers import linting
from yiwang.registers.drafts import keeping, queries, services

pytestmark = pytest.mark.django_db


def test_the_last_editions_can_be_had_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "EDITIONS", 2)
    scene = Scene()
    first = scene.edited(summary=items.text("一"))
    second = services.save(
        actor=scene.ji, draft=first.public_id, declared=declared(summary=items.text("二")), expected=first.edition
    )
    assert [line.edition for line in queries.editions(scene.ji, first.public_id)] == [second.edition, first.edition]
    kept = queries.edition(scene.ji, first.public_id, first.edition)
    assert kept is not None and kept["summary"]["zh"] == "一"
    assert queries.edition(scene.ji, first.public_id, first.edition - 1) is None
    back = services.save(actor=scene.ji, draft=first.public_id, declared=kept, expected=second.edition)
    assert back.edition == second.edition + 1 and back.declared["summary"]["zh"] == "一"


def test_an_edition_is_seen_by_whom_the_draft_is() -> None:
    held = Scene()
    draft = held.edited(summary=items.text("一"))
    with pytest.raises(NotFound):
        queries.edition(held.ji.__class__(kind="person"), draft.public_id, draft.edition)


def test_what_is_found_says_why_and_brings_its_fix() -> None:
    Scene()
    said = declared(conditions=[items.text("有身份证、户口簿等")], visits=2)
    found = {one.rule: one for one in queries.findings(said, CITY)}
    fix = found["vague.etc"].fix
    assert fix and linting.apply(said, fix)["conditions"][0]["zh"] == "有身份证、户口簿"
    assert found["vague.etc"].reason.zh and found["material.not_asked"].severity == "note"


def test_a_flaw_of_situations_is_said_once_and_mended_where_it_can_be() -> None:
    Scene()
    said = declared()
    said["materials"].append(items.material("never", "谁也不交的", when={"river": ["yes"], "size": ["few"]}))
    there = [one for one in queries.findings(said, CITY) if one.path.startswith("materials[4]")]
    assert [one.rule for one in there] == ["fault"] and there[0].fix is not None


def test_notes_need_no_reason_to_stay() -> None:
    scene = Scene()
    draft = scene.edited(summary=items.text("新的说法"))
    assert {one.severity for one in queries.findings(draft.declared, CITY)} <= {"note"}
    services.submit(actor=scene.ji, draft=draft.public_id)
    services.approve(actor=scene.xie, draft=draft.public_id, expected=draft.edition)
    assert services.publish(actor=scene.xie, draft=draft.public_id).state == "published"
