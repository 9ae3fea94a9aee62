"""What a city declares of its conveniences: `conveniences/*/*.toml`. Every fault at once, with file and line."""

from __future__ import annotations

from collections.abc import Iterator

from yiwang.kit.pack import Pack, PackFile, Problem, check_schema, problem
from yiwang.kit.pack.declared import misnamed, repeated, tables, unknown
from yiwang.registers.conveniences import services
from yiwang.registers.conveniences.pack import rules
from yiwang.registers.conveniences.pack.schemas import CONVENIENCE


def check(pack: Pack) -> list[Problem]:
    """Every fault: shape, references, formulas, gaps and overlaps, examples that do not hold."""
    files = pack.files("conveniences")
    if not files:
        return []
    topics = {str(row.get("key")) for row in tables(pack.file("topics").data, "topics")}
    items = {str(file.data.get("code")) for file in pack.files("items")}
    found = [*misnamed(files), *repeated(files)]
    for file in files:
        shape = check_schema(file, CONVENIENCE)
        found += shape
        if not shape:
            faults = [*_references(file, topics, items), *rules.check(file.plain, pack)]
            found += [problem(file, path, text) for path, text in faults]
    return sorted(dict.fromkeys(found), key=lambda one: (one.file, one.line))


def load(pack: Pack) -> dict[str, int]:
    """Load a checked pack; counts of conveniences new, changed, unchanged and gone."""
    city = pack.file("city").data["code"]
    return services.publish(city=city, declared=(file.plain for file in pack.files("conveniences")))


def _references(file: PackFile, topics: set[str], items: set[str]) -> Iterator[rules.Fault]:
    for name, known, where in (("topics", topics, "topics.toml"), ("items", items, "items/")):
        for at, key in enumerate(file.data.get(name, ())):
            if key not in known:
                yield (name, at), unknown(key, where)
