"""What a city declares about its things: `themes/*.toml`. Whatever is wrong is told at once, with file and line."""

from __future__ import annotations

from yiwang.kit.errors import Invalid
from yiwang.kit.pack import Pack, Problem, check_schema, problem
from yiwang.kit.pack.declared import repeated, tables
from yiwang.registers.definition import ItemDefinition, read
from yiwang.registers.definition.elements import DataElement, element
from yiwang.registers.materials import resolving
from yiwang.registers.things import services
from yiwang.registers.things.pack import examples, members
from yiwang.registers.things.pack.schemas import THING


def check(pack: Pack) -> list[Problem]:
    """Every fault of the things: shape, references, what is asked twice, loops, and examples that do not hold."""
    files = pack.files("themes")
    if not files:
        return []
    known, elements = _definitions(pack), _elements(pack)
    found = list(repeated(files))
    for file in files:
        shape = check_schema(file, THING)
        found += shape
        if not file.fault:
            found += [problem(file, path, text) for path, text in members.references(file.data, known)]
        if not shape:
            faults = [*members.check(file.plain, known), *examples.check(file.plain, known, elements)]
            found += [problem(file, path, text) for path, text in faults]
    return sorted(dict.fromkeys(found), key=lambda one: (one.file, one.line))


def load(pack: Pack) -> dict[str, int]:
    """Load a checked pack; counts of things new, changed, unchanged and retired."""
    city = pack.file("city").data["code"]
    return services.publish(city=city, declared=(file.data for file in pack.files("themes"))).counts()


def _definitions(pack: Pack) -> dict[str, ItemDefinition | None]:
    """The items of the pack by code; None for one whose file has faults of its own, told by the catalogue."""
    found: dict[str, ItemDefinition | None] = {}
    for file in resolving.files(pack):
        try:
            found[str(file.data.get("code"))] = read(file.plain)
        except Invalid:
            found[str(file.data.get("code"))] = None
    return found


def _elements(pack: Pack) -> dict[str, DataElement]:
    found = {}
    for row in tables(pack.file("data_elements").data, "elements"):
        try:
            found[row["key"]] = element(row)
        except (KeyError, TypeError, AttributeError):
            continue  # told by the catalogue
    return found
