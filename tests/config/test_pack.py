"""A pack as a whole: what no single room would find, and what would otherwise stop the loading half-way."""

from __future__ import annotations

from pathlib import Path

import pytest

from yiwang.config import beginning, pack


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
