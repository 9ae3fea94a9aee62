"""What a city declares for licences: one file for each type, `licences/<key>.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yiwang.instruments.licences.models import Type
from yiwang.kit import calendar
from yiwang.kit.documents import missing_glyphs
from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile, Problem, problem


def check(pack: Pack) -> list[Problem]:
    """What makes a type unfit to be printed or stored. Its schema and its sources are the catalogue's to check."""
    return [problem for file in pack.files("licences") for problem in _faults(file)]


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


def _faults(file: PackFile) -> Iterator[Problem]:
    if file.data and file.data.get("key") != file.stem:
        yield problem(file, ("key",), Text("应与文件名相同。", "Must be the file's name."))
    if isinstance(valid := file.data.get("valid"), dict) and _is_endless(valid):
        yield problem(file, ("valid",), Text("太久，长期有效请写 long = true。", "Too long: write long = true."))
    yield from _unprintable(file, ("name",), file.data.get("name"))
    keys: set[str] = set()
    for index, entry in _tables(file):
        if (key := entry.get("key")) in keys:
            yield problem(file, ("fields", index, "key"), Text("这个字段名用了两次。", "This key is used twice."))
        keys |= {key} if isinstance(key, str) else set()
        yield from _unprintable(file, ("fields", index, "name"), entry.get("name"))


def _tables(file: PackFile) -> list[tuple[int, dict[str, Any]]]:
    fields = file.data.get("fields", [])
    return [(at, one) for at, one in enumerate(fields if isinstance(fields, list) else []) if isinstance(one, dict)]


def _is_endless(valid: dict[str, object]) -> bool:
    """A date has four digits for its year."""
    years, days = valid.get("years", 0), valid.get("days", 0)
    return (isinstance(years, int) and years > 100) or (isinstance(days, int) and days > 36_525)


def _unprintable(file: PackFile, path: tuple[str | int, ...], name: object) -> Iterator[Problem]:
    words = str(name.get("zh", "")) if isinstance(name, dict) else ""
    if missing := missing_glyphs(words):
        listed = "、".join(missing)
        yield problem(file, path, Text(f"这些字印不出来：{listed}。", f"These characters cannot be printed: {listed}."))
