"""What a city declares for the helpdesk: `ratings.toml`, and its part of `[rules]` in city.toml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yiwang.casework.helpdesk import satisfaction
from yiwang.casework.helpdesk.models import Level, Tag
from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile, Problem, check_schema, problem
from yiwang.kit.pack.shapes import line, many, named, one_of, rules, table, width

_TAG = table(
    ["code", "zh", "en"],
    {
        "code": {"type": "string", "pattern": "^[1-5][0-9]{2}$"},
        "zh": line(width(Tag, "name")),
        "en": line(width(Tag, "name_en")),
    },
)
_LEVEL = table(
    ["level", "name", "class", "national", "standard", "tags"],
    {
        "level": {"type": "integer", "minimum": 1, "maximum": 5},
        "name": named(Level),
        "class": one_of("good middle bad"),
        "national": {"type": "string"},
        "standard": {"type": "string"},
        "tags": {**many(_TAG), "maxItems": 20},
    },
)
SCHEMA = table(["levels"], {"levels": {**many(_LEVEL, 5), "maxItems": 5}})
RULES = {
    # 国办发〔2019〕51号：差评十五个工作日内整改。
    "rectify_days": {"type": "integer", "minimum": 1, "maximum": 15},
    "rating_threshold": {"type": "integer", "minimum": 1, "maximum": 10_000},
}


def check(pack: Pack) -> list[Problem]:
    """Every fault of `ratings.toml`, and of the rules about ratings."""
    file = pack.file("ratings")
    return [*check_schema(pack.file("city"), rules(RULES)), *(check_schema(file, SCHEMA) or _faults(file))]


def load(pack: Pack) -> dict[str, int]:
    """Make the tables say what the pack says; a tag that is no longer offered stays in the ratings that bear it."""
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    kept = []
    for entry in pack.file("ratings").data.get("levels", []):
        name = {"name": entry["name"]["zh"], "name_en": entry["name"]["en"]}
        counts[_put(Level, {"level": entry["level"]}, name)] += 1
        for order, tag in enumerate(entry["tags"]):
            said = {"level_id": entry["level"], "name": tag["zh"], "name_en": tag["en"], "order": order}
            counts[_put(Tag, {"code": tag["code"]}, said)] += 1
            kept.append(tag["code"])
    Tag.objects.exclude(code__in=kept).delete()
    return counts


def _put(model: Any, key: dict[str, Any], values: dict[str, Any]) -> str:
    row = model.objects.filter(**key).first()
    if row and all(getattr(row, name) == value for name, value in values.items()):
        return "unchanged"
    model.objects.update_or_create(**key, defaults=values)
    return "changed" if row else "new"


def _faults(file: PackFile) -> Iterator[Problem]:
    seen: set[Any] = set()
    for index, entry in enumerate(file.data["levels"]):
        level = entry["level"]
        expected = {
            "class": satisfaction.grade(level),
            "national": satisfaction.to_national(level),
            "standard": satisfaction.to_standard(level),
        }
        for key, value in expected.items():
            if entry[key] != value:
                text = Text(f"这一级应是 {value}。", f"For this level it must be {value}.")
                yield problem(file, ("levels", index, key), text)
        if level in seen:
            yield problem(file, ("levels", index, "level"), Text("这一级写了两次。", "This level is there twice."))
        seen.add(level)
        yield from _tag_faults(file, index, entry, seen)


def _tag_faults(file: PackFile, index: int, entry: dict[str, Any], seen: set[Any]) -> Iterator[Problem]:
    for place, tag in enumerate(entry["tags"]):
        if not tag["code"].startswith(str(entry["level"])):
            text = Text("标签代码的首位应是级别。", "A tag's code begins with its level.")
            yield problem(file, ("levels", index, "tags", place), text)
        if tag["code"] in seen:
            text = Text("标签代码重复。", "This tag's code is there twice.")
            yield problem(file, ("levels", index, "tags", place), text)
        seen.add(tag["code"])
