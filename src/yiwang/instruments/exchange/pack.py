"""What a city declares for exchange: `resources.toml`."""

from __future__ import annotations

from typing import Any

from yiwang.instruments.exchange.models import Resource
from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile, Problem, check_schema, problem
from yiwang.kit.pack.shapes import Schema, line, many, named, table, text, width

_FIELDS: Schema = {
    "type": "array",
    "items": {"type": "string", "pattern": "^[a-z][a-z0-9_.]{0,59}$"},
    "uniqueItems": True,
}
_RESOURCE = table(
    # Without the law that lets one department ask another, a resource is not shared.
    ["key", "name", "provider", "register", "asks", "returns", "scenario", "basis"],
    {
        "key": {"type": "string", "pattern": "^[a-z][a-z0-9-]*([.][a-z][a-z0-9-]*)+$", "maxLength": 80},
        "name": named(Resource),
        "provider": {"type": "string", "pattern": "^[0-9A-Z]{18}$"},
        "register": {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,59}$"},
        "asks": {**_FIELDS, "minItems": 1},
        "returns": _FIELDS,
        "scenario": text(500),
        "basis": line(width(Resource, "basis")),
    },
)
SCHEMA = table(["resources"], {"resources": many(_RESOURCE)})


def check(pack: Pack) -> list[Problem]:
    """Every fault of `resources.toml`; a pack without the file asks no register."""
    if not pack.has("resources"):
        return []
    file = pack.file("resources")
    found = check_schema(file, SCHEMA)
    return found or _twice(file) + _without_department(pack, file)


def load(pack: Pack) -> dict[str, int]:
    """Make the table say what the pack says; a resource that the pack no longer names is removed."""
    declared = pack.file("resources").data.get("resources", []) if pack.has("resources") else []
    before = {row.key: row for row in Resource.objects.all()}
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    for entry in declared:
        counts[_put(before.pop(entry["key"], None), entry)] += 1
    Resource.objects.filter(pk__in=before).delete()
    return counts


def _put(row: Resource | None, entry: dict[str, Any]) -> str:
    values = {name: entry[name] for name in ("provider", "register", "asks", "returns", "scenario", "basis")}
    values |= {"name": entry["name"]["zh"], "name_en": entry["name"]["en"]}
    if row and all(getattr(row, name) == value for name, value in values.items()):
        return "unchanged"
    Resource.objects.update_or_create(key=entry["key"], defaults=values)
    return "changed" if row else "new"


def _twice(file: PackFile) -> list[Problem]:
    keys = [entry["key"] for entry in file.data["resources"]]
    text = Text("这个资源声明了两次。", "This resource is declared twice.")
    return [problem(file, ("resources", at, "key"), text) for at, key in enumerate(keys) if key in keys[:at]]


def _without_department(pack: Pack, file: PackFile) -> list[Problem]:
    departments = pack.file("departments").data.get("departments", []) if pack.has("departments") else []
    codes = {entry.get("code") for entry in departments if isinstance(entry, dict)}
    text = Text("departments.toml 里没有这个部门。", "No such department in departments.toml.")
    entries = enumerate(file.data["resources"])
    return [
        problem(file, ("resources", at, "provider"), text) for at, entry in entries if entry["provider"] not in codes
    ]
