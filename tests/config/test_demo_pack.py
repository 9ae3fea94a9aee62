"""The demo folder of a pack is checked like every other file: all faults at once, with lines, in both languages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from yiwang.config import beginning, pack

ITEM = "331001001000"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    beginning.begin(tmp_path / "city", code="330100", name="示例市")
    return tmp_path / "city"


def change(folder: Path, file: str, *changes: tuple[str, str]) -> None:
    text = (folder / "demo" / file).read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    (folder / "demo" / file).write_text(text, encoding="utf-8")


def found(folder: Path) -> list[tuple[str, str]]:
    return [(problem.file.removeprefix("demo/"), problem.path) for problem in pack.check(folder)]


def test_several_faults_in_every_file_are_told_at_once_with_their_lines(folder: Path) -> None:
    change(
        folder, "personas.toml",
        ("roles =", "rolls ="), ('"110101196508229995"', '"110101196508229996"'), ('"stall-filing"', '"stall-fling"'),
        ('division = "330100"', 'division = "330199"'), ('key = "approver"', 'key = "clerk"'),
    )  # fmt: skip
    change(
        folder, "scenes.toml",
        ('act = "accept"', 'act = "aprove"'), ('path = "granted"', 'path = "grunted"'), (f'"{ITEM}"', '"331001009999"'),
    )  # fmt: skip
    change(folder, "registers/population.toml", ("name =", "nome ="))
    (folder / "demo" / "licenses.toml").write_text("licences = []\n")
    assert set(found(folder)) == {
        ("personas.toml", "staff[0]"),  # roles are missing
        ("personas.toml", "staff[0].rolls"),
        ("personas.toml", "staff[2].key"),
        ("personas.toml", "people[0].division"),
        ("personas.toml", "people[0].journeys[0]"),
        ("personas.toml", "people[1].number"),
        ("scenes.toml", "paths[1].acts[0].act"),
        ("scenes.toml", "scenes[0].item"),
        ("scenes.toml", "scenes[1].path"),
        ("registers/population.toml", "rows[0].nome"),
        ("licenses.toml", ""),
    }
    for problem in pack.check(folder):
        assert problem.text.zh and problem.text.en
        said = (folder / problem.file).read_text(encoding="utf-8").splitlines()[problem.line - 1]
        last = problem.path.rsplit(".", 1)[-1].split("[")[0]
        assert not last or last in said or f"[[{last}]]" in said


@pytest.mark.parametrize(
    ("acts", "path"),
    [
        ('{ act = "grant", after = 0, who = "approver" }', "paths[1].acts[0].act"),  # nothing was accepted
        ('{ act = "accept", after = 0, who = "approver" }', "paths[1].acts[0].who"),
        ('{ act = "decline", after = 0, who = "clerk", ground = "tired", reasons = "-" }', "paths[1].acts[0].ground"),
        ('{ act = "decline", after = 0, who = "clerk", ground = "untrue" }', "paths[1].acts[0]"),
        ('{ act = "accept", after = 2, who = "clerk" }, { act = "grant", after = 1, who = "approver" }',
         "paths[1].acts[1].after"),
        ('{ act = "send_message", after = 0, who = "system", text = "-" }', "paths[1].acts[0].who"),
        ('{ act = "accept", after = 0, who = "clerk", reasons = "-" }', "paths[1].acts[0].reasons"),
    ],
)  # fmt: skip
def test_a_path_is_what_the_lifecycle_table_allows(folder: Path, acts: str, path: str) -> None:
    scenes = f'[[paths]]\nname = "received"\nacts = []\n[[paths]]\nname = "other"\nacts = [{acts}]\n'
    (folder / "demo" / "scenes.toml").write_text(f"scenes = []\n{scenes}", encoding="utf-8")
    assert found(folder) == [("scenes.toml", path)]


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ('[values]\nno_such_field = "-"\n', "values.no_such_field"),
        ('[values]\nperson_phone = "12"\n', "values.person_phone"),
        ('[values]\nperson_phone = ["13800003000", "12"]\n', "values.person_phone"),
        (f'[items.{ITEM}]\nperson_phone = "12"\n', f"items.{ITEM}.person_phone"),
        ('[items.331001009999]\nperson_phone = "13800003000"\n', "items.331001009999"),
    ],
)
def test_what_applicants_write_is_what_the_form_accepts(folder: Path, more: str, path: str) -> None:
    file = folder / "demo" / "scenes.toml"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{more}", encoding="utf-8")
    assert found(folder) == [("scenes.toml", path)]


def test_what_a_persona_holds_is_of_the_pack(folder: Path) -> None:
    declared = 'type = "no-such"\nholder = "nobody"\noffice = "11330100YW00009990"\nissued_days_ago = 1\nvalues = {}\n'
    (folder / "demo" / "licences.toml").write_text(f"[[licences]]\n{declared}", encoding="utf-8")
    assert sorted(found(folder)) == [("licences.toml", f"licences[0].{key}") for key in ("holder", "office", "type")]


def test_a_pack_without_a_demo_folder_has_no_fault(folder: Path) -> None:
    shutil.rmtree(folder / "demo")
    assert pack.check(folder) == []
