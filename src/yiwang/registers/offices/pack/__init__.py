"""What a city declares about its offices: `city.toml`, `divisions.toml`, `departments.toml`, `halls.toml`,
`delegations.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from yiwang.kit.codes import Malformed, credit, divisions
from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile, Problem, check_schema, problem
from yiwang.kit.pack.declared import tables
from yiwang.kit.pack.shapes import line, many, maybe, named, one_of, table, text, width
from yiwang.registers.offices import services
from yiwang.registers.offices.models import City, Department, Division, Hall, Window
from yiwang.registers.offices.pack import delegations
from yiwang.registers.offices.pack.delegations import NO_DEPARTMENT, NO_DIVISION

_ASSUMED = {"type": "array", "items": {"type": "string"}}
_SIX = {"type": "string", "pattern": r"^\d{6}$"}
_CREDIT_CODE = {"type": "string", "pattern": "^[0-9A-Z]{18}$"}
_LEVEL = one_of("1 2 3 4 5 6 7")


CITY = table(
    ["code", "name"],
    {
        "code": _SIX,
        "name": named(City),
        "full_name": text(100, 200),
        "owner": text(200, 300),
        "hotline": line(40),
        "hotline_note": text(100, 200),
        # Instants are kept in UTC and days are the nation's: a city has no time of its own.
        "time_zone": {"const": "Asia/Shanghai"},
        # What the first page proposes: words to search for, and the items that people come for most.
        "searches": many(text(20, 40)) | {"maxItems": 6},
        "popular": many(line(40)) | {"maxItems": 8},
        "level_codes": table([], {"city": _LEVEL, "district": _LEVEL}),
        "assumed": _ASSUMED,
        "rules": {"type": "object"},
    },
)
_DIVISION = {
    "code": {"type": "string", "pattern": r"^(\d{6}|\d{9}|\d{12})$"},
    "name": line(width(Division, "name")),
    "name_en": line(width(Division, "name_en")),
    "level": one_of("province city district street zone"),
    "parent": {"type": "string"},
    "covers": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    "also": {"type": "array", "items": line(60), "uniqueItems": True},
    "assumed": _ASSUMED,
}
_RETIRED = _DIVISION | {
    "became": {"type": "string"},
    "retired_on": {"type": "string", "format": "date"},
    "note": maybe(300),
    "assumed": _ASSUMED,
}
DIVISIONS = table(
    ["divisions"],
    {
        "assumed": _ASSUMED,
        "divisions": many(table(["code", "name", "level"], _DIVISION)),
        "retired": many(table(["code", "name", "level", "retired_on"], _RETIRED)),
    },
)
_DEPARTMENT = {
    "key": line(80),
    "code": _CREDIT_CODE,
    "name": named(Department),
    "short": line(width(Department, "short_name")),
    "division": _SIX,
    "level": one_of("city district"),
    "item_level": _LEVEL,
    "segment": {"type": "string", "pattern": r"^\d{2}$"},
    "phone": maybe(width(Department, "phone")),
    "complaint_phone": maybe(width(Department, "complaint_phone")),
    "assumed": _ASSUMED,
}
DEPARTMENTS = table(
    ["departments"],
    {"assumed": _ASSUMED, "departments": many(table(["code", "name", "division", "level"], _DEPARTMENT))},
)
_WINDOW = {
    "number": line(width(Window, "number")),
    "name": named(Window),
    "departments": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
}
_HALL = {
    "code": line(width(Hall, "code")),
    "name": named(Hall),
    "address": named(Hall, "address"),
    "division": _SIX,
    "hours": named(Hall, "hours"),
    "phone": maybe(width(Hall, "phone")),
    "assumed": _ASSUMED,
    "windows": many(table(["number"], _WINDOW)),
}
HALLS = table(["halls"], {"assumed": _ASSUMED, "halls": many(table(["code", "name", "address", "division"], _HALL))})
FILES = {"city": CITY, "divisions": DIVISIONS, "departments": DEPARTMENTS, "halls": HALLS}

TWICE = Text("这个代码出现了两次。", "This code is there twice.")
COVERS = Text(
    "功能区 zone 要写明覆盖哪些街镇 covers；别的区划不写。",
    "A zone says what it covers (covers); no other division does.",
)


def check(pack: Pack) -> list[Problem]:
    """Every fault of the four files; references are followed where their files can be read."""
    files = {name: pack.file(name) for name in FILES}
    found = [fault for name, schema in FILES.items() for fault in check_schema(files[name], schema)]
    if found:
        return found
    return [
        *delegations.check(pack),
        *_division_faults(files["divisions"]),
        *_department_faults(files["departments"], _codes(files["divisions"], "divisions")),
        *_hall_faults(files["halls"], _codes(files["divisions"], "divisions"), _departments(pack)),
    ]


@transaction.atomic
def load(pack: Pack) -> dict[str, int]:
    """Load the checked files; counts of divisions, departments, halls and windows together."""
    city = pack.file("city").data
    code = services.keep_city(code=city["code"], name=city["name"]["zh"], name_en=city["name"]["en"])
    declared = pack.file("divisions").data
    kept = services.keep_divisions(declared=[*declared["divisions"], *declared.get("retired", [])])
    kept += services.keep_departments(city=code, declared=pack.file("departments").data["departments"])
    kept += services.keep_halls(city=code, declared=pack.file("halls").data["halls"])
    kept += services.keep_delegations(city=code, declared=delegations.declared(pack))
    return kept.counts()


def _departments(pack: Pack) -> dict[str, dict[str, Any]]:
    """The pack's departments by code, as declared; empty when the file cannot be read."""
    rows = tables(pack.file("departments").data, "departments")
    return {row["code"]: row for row in rows if isinstance(row.get("code"), str)}


def _codes(file: PackFile, key: str) -> set[str]:
    return {row["code"] for row in file.data.get(key, [])}


def _repeated(file: PackFile, key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, row in enumerate(file.data.get(key, [])):
        if row["code"] in seen:
            yield problem(file, (key, place, "code"), TWICE)
        seen.add(row["code"])


def _division_faults(file: PackFile) -> Iterator[Problem]:
    yield from _repeated(file, "divisions")
    known = _codes(file, "divisions")
    for place, row in enumerate(file.data["divisions"]):
        try:
            divisions.parse(row["code"])
        except Malformed as fault:
            yield problem(file, ("divisions", place, "code"), fault.citizen)
        if row.get("parent") and row["parent"] not in known:
            yield problem(file, ("divisions", place, "parent"), NO_DIVISION)
        for at, code in enumerate(row.get("covers", ())):
            if code not in known:
                yield problem(file, ("divisions", place, "covers", at), NO_DIVISION)
        if bool(row.get("covers")) != (row["level"] == "zone"):
            yield problem(file, ("divisions", place), COVERS)
    for place, row in enumerate(file.data.get("retired", [])):
        if row.get("became") and row["became"] not in known:
            yield problem(file, ("retired", place, "became"), NO_DIVISION)


def _department_faults(file: PackFile, known: set[str]) -> Iterator[Problem]:
    yield from _repeated(file, "departments")
    for place, row in enumerate(file.data["departments"]):
        try:
            credit.parse(row["code"])
        except Malformed as fault:
            yield problem(file, ("departments", place, "code"), fault.citizen)
        if row["division"] not in known:
            yield problem(file, ("departments", place, "division"), NO_DIVISION)


def _hall_faults(file: PackFile, known: set[str], offices: dict[str, Any]) -> Iterator[Problem]:
    yield from _repeated(file, "halls")
    for place, row in enumerate(file.data["halls"]):
        if row["division"] not in known:
            yield problem(file, ("halls", place, "division"), NO_DIVISION)
        numbers: set[str] = set()
        for at, window in enumerate(row.get("windows", [])):
            if window["number"] in numbers:
                yield problem(file, ("halls", place, "windows", at, "number"), TWICE)
            numbers.add(window["number"])
            for index, code in enumerate(window.get("departments", [])):
                if code not in offices:
                    yield problem(file, ("halls", place, "windows", at, "departments", index), NO_DEPARTMENT)
