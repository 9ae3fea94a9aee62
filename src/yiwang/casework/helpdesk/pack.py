"""What a city declares for the helpdesk: `ratings.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yiwang.casework.helpdesk import satisfaction
from yiwang.casework.helpdesk.models import Level, Tag
from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile, Problem, check_schema, problem

_WORDS = {"type": "string", "minLength": 1, "maxLength": 60}
_TAG = {
    "type": "object",
    "properties": {"code": {"type": "string", "pattern": "^[1-5][0-9]{2}$"}, "zh": _WORDS, "en": _WORDS},
    "required": ["code", "zh", "en"],
    "additionalProperties": False,
}
_LEVEL = {
    "type": "object",
    "properties": {
        "level": {"type": "integer", "minimum": 1, "maximum": 5},
        "name": {
            "type": "object",
            "properties": {"zh": _WORDS, "en": _WORDS},
            "required": ["zh", "en"],
            "additionalProperties": False,
        },
        "class": {"enum": ["good", "middle", "bad"]},
        "national": {"type": "string"},
        "standard": {"type": "string"},
        "tags": {"type": "array", "items": _TAG, "maxItems": 20},
    },
    "required": ["level", "name", "class", "national", "standard", "tags"],
    "additionalProperties": False,
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"levels": {"type": "array", "items": _LEVEL, "minItems": 5, "maxItems": 5}},
    "required": ["levels"],
    "additionalProperties": False,
}


def check(pack: Pack) -> list[Problem]:
    """Every fault of `ratings.toml`."""
    file = pack.file("ratings")
    return check_schema(file, SCHEMA) or list(_faults(file))


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
