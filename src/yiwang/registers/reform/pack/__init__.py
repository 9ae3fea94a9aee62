"""What a city declares of the reform: `reform_lists.toml`, `aspects.toml`, `reform/*.toml`, `scopes/*.toml`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from yiwang.kit.errors import Invalid, Text
from yiwang.kit.pack import Pack, PackFile, Problem, check_schema, problem
from yiwang.kit.pack.declared import repeated, tables
from yiwang.registers.definition import ItemDefinition, read
from yiwang.registers.materials import resolving
from yiwang.registers.reform import services
from yiwang.registers.reform.matter import read_list, read_matter
from yiwang.registers.reform.pack import completeness, examples, references, schemas
from yiwang.registers.reform.pack.references import Fault, Known
from yiwang.registers.reform.scope import read_aspect, read_scope
from yiwang.registers.reform.wizard import Register
from yiwang.registers.things.thing import Thing
from yiwang.registers.things.thing import read as read_thing

LISTS, ASPECTS = "reform_lists", "aspects"


def check(pack: Pack) -> list[Problem]:
    """Every fault: shape, references, answers left without a row, and examples that do not hold."""
    matters, scopes = pack.files("reform"), pack.files("scopes")
    if not matters and not scopes:
        return []
    frame = [(pack.file(LISTS), schemas.LISTS), (pack.file(ASPECTS), schemas.ASPECTS)]
    shapes = [(file, check_schema(file, schema)) for file, schema in frame]
    shapes += [(file, check_schema(file, schemas.MATTER)) for file in matters]
    shapes += [(file, check_schema(file, schemas.SCOPE)) for file in scopes]
    found = [fault for _, faults in shapes for fault in faults]
    sound = {file.name for file, faults in shapes if not faults}
    if all(file.name in sound for file, _ in frame):
        good = [[each for each in files if each.name in sound] for files in (matters, scopes)]
        found += _meanings(pack, *good)
    return sorted(dict.fromkeys(found), key=lambda one: (one.file, one.line))


def load(pack: Pack) -> dict[str, int]:
    """Load a checked pack; counts of declarations new, changed, unchanged and retired."""
    if not pack.files("reform"):
        return {}
    frame = {**pack.file(LISTS).data, **pack.file(ASPECTS).data}
    matters, scopes = ([file.data for file in pack.files(folder)] for folder in ("reform", "scopes"))
    return services.publish(city=pack.file("city").data["code"], frame=frame, matters=matters, scopes=scopes)


def register(pack: Pack) -> Register:
    """What the files say, without a database; their shape must hold."""
    frame = pack.file(LISTS).data
    return Register(
        matters={file.data["key"]: read_matter(file.data) for file in pack.files("reform")},
        scopes={file.data["key"]: read_scope(file.data) for file in pack.files("scopes")},
        aspects={each["key"]: read_aspect(each) for each in pack.file(ASPECTS).data["aspects"]},
        lists={each["key"]: read_list(each) for each in frame["lists"]},
        departments={each["key"]: Text(**each["name"]) for each in frame["departments"]},
        areas={row["code"]: Text(row["name"], row.get("name_en", row["name"])) for row in _divisions(pack)},
    )


def known(pack: Pack) -> Known:
    """What the files refer to."""
    frame, files = pack.file(LISTS).data, pack.files("reform")
    return Known(
        items=_items(pack),
        licences=frozenset(file.stem for file in pack.files("licences")),
        divisions=frozenset(row["code"] for row in _divisions(pack)),
        things=_things(pack),
        lists={each["key"]: each for each in frame["lists"]},
        departments=frozenset(each["key"] for each in frame["departments"]),
        matters={str(file.data.get("key")): file.data for file in files},
        aspects={each["key"]: read_aspect(each) for each in pack.file(ASPECTS).data["aspects"]},
    )


def _meanings(pack: Pack, matters: list[PackFile], scopes: list[PackFile]) -> Iterator[Problem]:
    """What can be told where shapes hold. Examples run only while nothing else is wrong."""
    has, aspects = known(pack), pack.file(ASPECTS)
    found = [*_told(matters, lambda file: references.of_matter(file.data, has)), *repeated(matters)]
    for at, declared in enumerate(aspects.data["aspects"]):
        aspect = read_aspect(declared)
        faults = [*completeness.flaws(aspect), *references.of_subject(aspect, has)]
        found += [problem(aspects, ("aspects", at, *path), text) for path, text in faults]
    found += [*_told(scopes, lambda file: _scope(file, has)), *repeated([*_named(aspects), *scopes])]
    yield from found
    if not found and len(matters) == len(pack.files("reform")) and len(scopes) == len(pack.files("scopes")):
        whole = replace(register(pack), areas={code: Text(code, code) for code in has.divisions})
        yield from _told(scopes, lambda file: examples.check(whole.scopes[file.data["key"]], whole, has))


def _scope(file: PackFile, has: Known) -> Iterator[Fault]:
    scope = read_scope(file.data)
    yield from completeness.flaws(scope)
    yield from references.of_subject(scope, has)
    yield from references.of_scope(scope, has)


def _told(files: list[PackFile], faults: Callable[[PackFile], Iterator[Fault]]) -> Iterator[Problem]:
    yield from (problem(file, path, text) for file in files for path, text in faults(file))


def _named(aspects: PackFile) -> list[PackFile]:
    """Aspects as if each were a file: they share their keys with scopes, in whose addresses both stand."""
    return [PackFile(aspects.name, data={"key": each["key"]}) for each in aspects.data["aspects"]]


def _items(pack: Pack) -> dict[str, ItemDefinition | None]:
    found: dict[str, ItemDefinition | None] = {}
    for file in resolving.files(pack):
        try:
            found[str(file.data.get("code"))] = read(file.plain)
        except Invalid:
            found[str(file.data.get("code"))] = None  # told by the catalogue
    return found


def _things(pack: Pack) -> dict[str, Thing]:
    found = {}
    for file in pack.files("themes"):
        try:
            found[str(file.data.get("key"))] = read_thing(file.data)
        except (KeyError, TypeError, ValueError, AttributeError):
            continue  # told by the things
    return found


def _divisions(pack: Pack) -> list[dict[str, Any]]:
    return [row for row in tables(pack.file("divisions").data, "divisions") if "code" in row and "name" in row]
