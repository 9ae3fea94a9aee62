"""What a pack declares for the demo city: `demo/personas`, `demo/licences`, `demo/scenes`, `demo/registers/*`.

A pack without a `demo/` folder has no demo city and no fault: a real city needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any

from yiwang.config.demo import plot, schemas
from yiwang.kit.codes import Malformed, citizen, credit, mobile, residence
from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile, Problem, check_schema, problem

Path = tuple[str | int, ...]
Fault = tuple[Path, Text]
FILES = {"personas": schemas.PERSONAS, "licences": schemas.LICENCES, "scenes": schemas.SCENES}
FOLDER = "demo"
REGISTERS = "demo/registers/"

UNREAD = Text("没有程序读这个文件，请核对文件名。", "Nothing reads this file; check its name.")
TWICE = Text("前面已经有一个了，不能重复。", "It is there before; each is used once.")
NO_DIVISION = Text("divisions.toml 里没有这个区划。", "There is no such division in divisions.toml.")
NO_DEPARTMENT = Text("departments.toml 里没有这个部门。", "There is no such department in departments.toml.")
NO_ITEM_FILE = Text("items/ 里没有这个文件名的事项。", "There is no item with this file name in items/.")
NO_PERSON = Text("people 里没有这个 key。", "Nobody among the people has this key.")
NO_HOLDER = Text(
    "personas.toml 里没有这个 key 的人或者单位。", "No person or organisation in personas.toml has this key."
)
NO_LICENCE = Text("licences/ 里没有这种证照。", "There is no such type of licence in licences/.")
NO_LICENCE_FIELD = Text("这种证照没有这一栏。", "This type of licence has no such field.")
NO_REGISTER = Text(
    "resources.toml 里没有资源用这个文件名（register），这些行永远查不到。",
    "No resource in resources.toml has this file's name as its register: these rows are never found.",
)
NO_ANSWER = Text(
    "resources.toml 里没有资源问或者返回这一栏。", "No resource in resources.toml asks for this field or returns it."
)


def check(pack: Pack) -> list[Problem]:
    """Every fault of the folder's files: their shape, and what they refer to even where a shape is wrong elsewhere."""
    found: list[Problem] = []
    for file in pack.files(FOLDER):
        schema = schemas.REGISTER if file.name.startswith(REGISTERS) else FILES.get(file.stem)
        found += check_schema(file, schema) if schema else [problem(file, (), UNREAD)]
        found += [] if file.fault else _referring(pack, file)
    return found


def tables(data: Any, key: str) -> list[tuple[int, dict[str, Any]]]:
    """The tables of an array with their places; whatever else stands there is left to the schema to refuse."""
    found = data.get(key, []) if isinstance(data, dict) else []
    return [(at, row) for at, row in enumerate(found if isinstance(found, list) else []) if isinstance(row, dict)]


def _referring(pack: Pack, file: PackFile) -> list[Problem]:
    readers: dict[str, Callable[[Pack, PackFile], Iterable[Fault]]] = {
        "demo/personas.toml": _personas,
        "demo/licences.toml": _licences,
        "demo/scenes.toml": plot.faults,
    }
    reader = _register if file.name.startswith(REGISTERS) else readers.get(file.name)
    return [problem(file, path, text) for path, text in reader(pack, file)] if reader else []


def _personas(pack: Pack, file: PackFile) -> Iterator[Fault]:
    divisions, departments = _values(pack, "divisions", "code"), _values(pack, "departments", "code")
    stems = {item.stem for item in pack.files("items")}
    people = {row.get("key") for _, row in tables(file.data, "people") if isinstance(row.get("key"), str)}
    yield from _twice(file, ("people", "organisations", "staff"), "key")
    yield from _twice(file, ("people", "organisations", "staff"), "number")
    yield from _twice(file, ("people", "staff"), "mobile")
    yield from _twice(file, ("staff",), "post_number")
    for kind in ("people", "organisations", "staff"):
        for at, row in tables(file.data, kind):
            yield from _absent((kind, at, "division"), row.get("division"), divisions, NO_DIVISION)
            yield from _absent((kind, at, "department"), row.get("department"), departments, NO_DEPARTMENT)
            yield from _absent((kind, at, "representative"), row.get("representative"), people, NO_PERSON)
            yield from _numbers((kind, at), row, is_person=kind != "organisations")
            journeys = row.get("journeys")
            for place, stem in enumerate(journeys if isinstance(journeys, list) else []):
                yield from _absent((kind, at, "journeys", place), stem, stems, NO_ITEM_FILE)


def _numbers(path: Path, row: dict[str, Any], *, is_person: bool) -> Iterator[Fault]:
    """Invented, yet with the check digits of real ones: registering refuses any other."""
    number: Callable[[str], object] = credit.parse
    if is_person:
        number = residence.parse if row.get("number_kind") == "residence" else citizen.parse
    readers: dict[str, Callable[[str], object]] = {"number": number, "mobile": mobile.parse}
    for key, read in readers.items():
        if isinstance(value := row.get(key), str) and value:
            try:
                read(value)
            except Malformed as fault:
                yield (*path, key), fault.citizen


def _licences(pack: Pack, file: PackFile) -> Iterator[Fault]:
    personas, departments = pack.file("demo/personas").data, _values(pack, "departments", "code")
    holders = {row.get("key") for kind in ("people", "organisations") for _, row in tables(personas, kind)}
    types = {str(one.data.get("key")): one.data for one in pack.files("licences")}
    for at, row in tables(file.data, "licences"):
        path: Path = ("licences", at)
        yield from _absent((*path, "holder"), row.get("holder"), holders, NO_HOLDER)
        yield from _absent((*path, "office"), row.get("office"), departments, NO_DEPARTMENT)
        yield from _absent((*path, "type"), row.get("type"), types, NO_LICENCE)
        fields = {one.get("key") for _, one in tables(types.get(str(row.get("type"))), "fields")}
        values = row.get("values")
        for key in values if isinstance(values, dict) and fields else ():
            yield from _absent((*path, "values", key), key, fields, NO_LICENCE_FIELD)


def _register(pack: Pack, file: PackFile) -> Iterator[Fault]:
    """Rows that no question reaches, or a field that no answer holds, would be a slip seen only at a counter."""
    asked = [row for _, row in tables(pack.file("resources").data, "resources") if row.get("register") == file.stem]
    if not asked:
        yield (), NO_REGISTER
        return
    known = {name for row in asked for key in ("asks", "returns") for name in row.get(key) or ()}
    for at, row in tables(file.data, "rows"):
        for name in row:
            yield from _absent(("rows", at, name), name, known, NO_ANSWER)


def _values(pack: Pack, name: str, key: str) -> set[Any]:
    return {row[key] for _, row in tables(pack.file(name).data, name) if isinstance(row.get(key), str)}


def _absent(path: Path, value: object, known: Container[Any], text: Text) -> Iterator[Fault]:
    """A reference that leads nowhere; a value of another type is the schema's to refuse."""
    if isinstance(value, str) and value not in known:
        yield path, text


def _twice(file: PackFile, kinds: tuple[str, ...], key: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for kind in kinds:
        for at, row in tables(file.data, kind):
            if isinstance(value := row.get(key), str):
                if value in seen:
                    yield (kind, at, key), TWICE
                seen.add(value)
