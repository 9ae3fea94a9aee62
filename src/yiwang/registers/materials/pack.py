"""What a city declares about its papers: `materials/*.toml`. Whatever is wrong is told at once, with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile, Problem, check_schema, problem
from yiwang.kit.pack.declared import entries, misnamed, tables, unknown, wrongly_assumed
from yiwang.registers.materials import blanks, services
from yiwang.registers.materials import paper as registry
from yiwang.registers.materials.schemas import PAPER

NO_ISSUER = Text("由部门或机构出具的材料要写明出具机构 issuer。", "Say who issues this paper (issuer).")


def check(pack: Pack) -> list[Problem]:
    """Every fault of the registry: shape, references, names that two papers claim."""
    files = pack.files("materials")
    found = [fault for file in files for fault in check_schema(file, PAPER)]
    sound = [file for file in files if not file.fault]
    for file in sound:
        found += [*_references(file, pack), *_itself(file)]
    found += [*misnamed(sound), *_claimed_twice(sound)]
    return sorted(dict.fromkeys(found), key=lambda one: (one.file, one.line))


def _itself(file: PackFile) -> Iterator[Problem]:
    if file.data.get("source") in ("20", "30") and not file.data.get("issuer"):
        yield problem(file, ("source",), NO_ISSUER)
    yield from wrongly_assumed(file)


def _references(file: PackFile, pack: Pack) -> Iterator[Problem]:
    licences = {one.stem for one in pack.files("licences")}
    for key, declared, where in (
        ("licence", licences, "licences/"),
        ("resource", _keys(pack.file("resources"), "resources"), "resources.toml"),
    ):
        yield from _missing(file, (key,), file.data.get(key), declared, where)
    elements = _keys(pack.file("data_elements"), "elements")
    for path, field in _fields(file):
        yield from _missing(file, (*path, "element"), field.get("element"), elements, "data_elements.toml")


def _missing(
    file: PackFile, path: tuple[str | int, ...], value: object, declared: set[str], where: str
) -> Iterator[Problem]:
    if isinstance(value, str) and value not in declared:
        yield problem(file, path, unknown(value, where))


def _keys(file: PackFile, name: str) -> set[str]:
    return {str(row.get("key")) for row in tables(file.data, name)}


def _fields(file: PackFile) -> Iterator[tuple[tuple[str | int, ...], dict[str, object]]]:
    blank = file.data.get("blank")
    for at, page in enumerate(tables(blank, "pages") if isinstance(blank, dict) else ()):
        for place, field in enumerate(tables(page, "fields")):
            yield ("blank", "pages", at, "fields", place), field


def _claimed_twice(files: list[PackFile]) -> Iterator[Problem]:
    """A name or an alias belongs to one paper: each of both files is told about the other."""
    claims: dict[str, list[tuple[PackFile, tuple[str | int, ...], str]]] = {}
    for file in files:
        for path, name in _names(file):
            claims.setdefault(name.casefold(), []).append((file, path, name))
    for places in claims.values():
        for file, path, name in places:
            others = sorted({other.name for other, place, _ in places if (other.name, place) != (file.name, path)})
            if others:
                listed = "、".join(others)
                text = Text(f"“{name}”也是 {listed} 的名称。", f"“{name}” is a name in {', '.join(others)} too.")
                yield problem(file, path, text)


def _names(file: PackFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    name = file.data.get("name")
    for language in ("zh", "en"):
        if isinstance(name, dict) and isinstance(name.get(language), str):
            yield ("name", language), name[language]
    for at, alias in enumerate(entries(file.data, "aliases")):
        if isinstance(alias, str):
            yield ("aliases", at), alias


def load(pack: Pack) -> dict[str, int]:
    """Load a checked registry; counts of papers new, changed, unchanged and gone."""
    names = {row["key"]: row["name"] for row in pack.file("data_elements").plain.get("elements", [])}
    declared = [blanks.labelled(row, names) for row in registry.of_pack(pack).values()]
    return asdict(services.keep(city=pack.file("city").data["code"], declared=declared))
