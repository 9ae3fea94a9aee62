"""What a city declares for licences: one file for each type, `licences/<key>.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yiwang.instruments.licences.contents import SOURCES
from yiwang.instruments.licences.models import Type
from yiwang.kit import calendar
from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile, Problem, check_schema

_TEXT = {
    "type": "object",
    "properties": {"zh": {"type": "string", "minLength": 1}, "en": {"type": "string", "minLength": 1}},
    "required": ["zh", "en"],
    "additionalProperties": False,
}
_COUNT = {"type": "integer", "minimum": 1, "maximum": 100}
_SOURCE = "^(" + "|".join(one.replace(".", r"\.") for one in SOURCES) + r"|(form|answer|register)\.[a-z][a-z0-9_]*)$"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "key": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$", "maxLength": 80},
        "code": {"type": "string", "pattern": "^[0-9A-Z]{21}$"},
        "name": _TEXT,
        "holder": {"enum": ["person", "organisation"]},
        "issuer_level": {"type": "string", "minLength": 1},
        "valid": {
            "type": "object",
            "properties": {"years": _COUNT, "days": {**_COUNT, "maximum": 3660}, "long": {"const": True}},
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        },
        "assumed": {"type": "array", "items": {"type": "string"}},
        "fields": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {
                    "key": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
                    "name": _TEXT,
                    "from": {"type": "string", "pattern": _SOURCE},
                    "public": {"type": "boolean"},
                },
                "required": ["key", "name", "from", "public"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["key", "code", "name", "holder", "issuer_level", "valid", "fields"],
    "additionalProperties": False,
}


def check(pack: Pack) -> list[Problem]:
    """Every fault of every licence type."""
    files = pack.files("licences")
    problems = [problem for file in files for problem in check_schema(file, SCHEMA)]
    seen: dict[tuple[str, str], str] = {}
    for file in files:
        problems += _names(file)
        for name in ("key", "code"):
            problems += _once(file, name, seen)
    return problems


def load(pack: Pack) -> dict[str, int]:
    """Keep a new version of each type that changed; licences issued before keep the version they have."""
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    newest = {row.key: row for row in Type.objects.order_by("key", "-number").distinct("key")}
    for file in pack.files("licences"):
        body = file.plain
        before = newest.get(body["key"])
        if before is not None and before.body == body:
            counts["unchanged"] += 1
            continue
        counts["changed" if before else "new"] += 1
        number = before.number + 1 if before else 1
        Type.objects.create(key=body["key"], code=body["code"], number=number, body=body, loaded_at=calendar.now())
    return counts


def _names(file: PackFile) -> Iterator[Problem]:
    """The file is named by its key; a field's key stands once."""
    if file.data and file.data.get("key") != file.stem:
        yield _problem(file, ("key",), Text("应与文件名相同。", "Must be the file's name."))
    keys: set[str] = set()
    fields = file.data.get("fields", [])
    for index, entry in enumerate(fields if isinstance(fields, list) else []):
        key = entry.get("key", "") if isinstance(entry, dict) else ""
        if key in keys:
            yield _problem(file, ("fields", index, "key"), Text("这个字段名用了两次。", "This key is used twice."))
        keys.add(key)


def _once(file: PackFile, name: str, seen: dict[tuple[str, str], str]) -> Iterator[Problem]:
    value = file.data.get(name)
    if not isinstance(value, str):
        return
    other = seen.setdefault((name, value), file.name)
    if other != file.name:
        yield _problem(file, (name,), Text(f"与 {other} 相同。", f"The same as in {other}."))


def _problem(file: PackFile, path: tuple[str | int, ...], text: Text) -> Problem:
    written = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    return Problem(file.name, file.line_of(path), written, text)
