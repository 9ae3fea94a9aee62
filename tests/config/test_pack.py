"""A pack as a whole: what no single room would find, and what would otherwise stop the loading half-way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yiwang.casework.helpdesk import pack as helpdesk
from yiwang.config import beginning, pack
from yiwang.config.demo import schemas as demo
from yiwang.instruments.exchange import pack as exchange
from yiwang.kit.calendar import pack as workdays
from yiwang.kit.search import synonyms
from yiwang.registers.conveniences.pack.schemas import CONVENIENCE
from yiwang.registers.definition import schemas
from yiwang.registers.intermediaries.schemas import AGENCY, SERVICE
from yiwang.registers.materials import schemas as papers
from yiwang.registers.offices import pack as offices
from yiwang.registers.offices.pack.delegations import DELEGATIONS
from yiwang.registers.powers.pack import POWERS
from yiwang.registers.reform.pack import schemas as reform
from yiwang.registers.things.pack.schemas import THING

PAGE = (Path(__file__).parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    beginning.begin(tmp_path / "city", code="330100", name="示例市")
    return tmp_path / "city"


def faults(folder: Path, file: str, before: str, after: str) -> list[tuple[str, str]]:
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text, before
    (folder / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    return [(problem.file, problem.path) for problem in pack.check(folder)]


def test_a_new_city_has_no_fault(folder: Path) -> None:
    assert pack.check(folder) == []


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ("draft_keep_days = 90", "draft_keep_day = 90", "rules.draft_keep_day"),
        ("draft_keep_days = 90", 'draft_keep_days = "ninety"', "rules.draft_keep_days"),
        ("rating_threshold = 30", "rating_threshold = 0", "rules.rating_threshold"),
        ("rectify_days = 15", "rectify_days = 16", "rules.rectify_days"),
        ("extension_days = 10", "extension_days = 11", "rules.extension_days"),
        ('hotline = "12345"', "hotline = 12345", "hotline"),
        ('hotline = "12345"', 'hot_line = "12345"', "hot_line"),
        ('time_zone = "Asia/Shanghai"', 'time_zone = "Asia/Urumqi"', "time_zone"),
    ],
)
def test_what_a_city_says_of_itself_is_checked(folder: Path, before: str, after: str, path: str) -> None:
    """A misspelt rule would silently leave its default in force; a wrong one would stop the worker each minute."""
    assert faults(folder, "city.toml", before, after) == [("city.toml", path)]


@pytest.mark.parametrize(
    ("file", "key", "longest", "path"),
    [
        ("city.toml", 'name = { zh = "', 100, "name.zh"),
        ("departments.toml", 'name = { zh = "', 200, "departments[0].name.zh"),
        ("divisions.toml", 'name = "', 100, "divisions[0].name"),
        ("halls.toml", 'number = "', 20, "halls[0].windows[0].number"),
        ("resources.toml", 'name = { zh = "', 120, "resources[0].name.zh"),
        ("topics.toml", 'name = { zh = "', 60, "topics[0].name.zh"),
        ("ratings.toml", 'name = { zh = "', 30, "levels[0].name.zh"),
    ],
)
def test_a_text_too_long_for_its_column_is_told_before_anything_is_loaded(
    folder: Path, file: str, key: str, longest: int, path: str
) -> None:
    assert (file, path) in faults(folder, file, key, key + "很" * longest)


def _keys(schema: object) -> set[str]:
    """Every key that a schema knows, at any depth."""
    if isinstance(schema, list):
        return set().union(*map(_keys, schema))
    if not isinstance(schema, dict):
        return set()
    known = schema.get("properties", {})
    inner = (_keys(schema.get(part)) for part in ("items", "anyOf", "allOf", "then"))
    return set(known).union(*map(_keys, known.values()), *inner)


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        ("city.toml", offices.CITY),
        ("divisions.toml", offices.DIVISIONS),
        ("departments.toml", offices.DEPARTMENTS),
        ("halls.toml", offices.HALLS),
        ("powers/*.toml", POWERS),
        ("delegations.toml", DELEGATIONS),
        ("topics.toml", schemas.TOPICS),
        ("data_elements.toml", schemas.ELEMENTS),
        ("items/*.toml", schemas.ITEM),
        ("licences/*.toml", schemas.LICENCE),
        ("materials/*.toml", papers.PAPER),
        ("intermediaries/*.toml", SERVICE),
        ("agencies/*.toml", AGENCY),
        ("themes/*.toml", THING),
        ("reform_lists.toml", reform.LISTS),
        ("reform/*.toml", reform.MATTER),
        ("aspects.toml", reform.ASPECTS),
        ("scopes/*.toml", reform.SCOPE),
        ("conveniences/*/*.toml", CONVENIENCE),
        ("resources.toml", exchange.SCHEMA),
        ("ratings.toml", helpdesk.SCHEMA),
        ("calendar/*.toml", workdays.SCHEMA),
        ("search/synonyms.toml", synonyms.SCHEMA),
        ("demo/personas.toml", demo.PERSONAS),
        ("demo/licences.toml", demo.LICENCES),
        ("demo/scenes.toml", demo.SCENES),
        ("demo/registers/*.toml", demo.REGISTER),
    ],
)
def test_every_key_of_a_pack_is_explained(file: str, schema: dict[str, object]) -> None:
    told = set(re.findall(r"`([a-z_]+)`", PAGE.split(f"## `{file}`")[1].split("\n## ")[0]))
    assert _keys(schema) - told - {"zh", "en"} == set()


def test_every_rule_of_a_city_is_explained() -> None:
    told = set(re.findall(r"`([a-z_]+)`", PAGE.split("Under `[rules]`")[1].split("\n## ")[0]))
    assert told == {name for room in pack.rooms() for name in getattr(room, "RULES", ())}
