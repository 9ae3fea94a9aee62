"""What a city declares about its offices: `city.toml`, `divisions.toml`, `departments.toml`, `halls.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from yiwang.kit.codes import Malformed, credit, divisions
from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile, Problem, check_schema, problem
from yiwang.registers.offices import services

_LINE = {"type": "string", "minLength": 1, "maxLength": 300}
_MAYBE = {"type": "string", "maxLength": 300}
_TEXT = {
    "type": "object",
    "required": ["zh", "en"],
    "additionalProperties": False,
    "properties": {"zh": _LINE, "en": _LINE},
}
_ASSUMED = {"type": "array", "items": {"type": "string"}}
_SIX = {"type": "string", "pattern": r"^\d{6}$"}


def _rows(required: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    row = {"type": "object", "required": required, "additionalProperties": False, "properties": properties}
    return {"type": "array", "items": row}


CITY = {
    "type": "object",
    "required": ["code", "name"],
    "properties": {
        "code": _SIX,
        "name": _TEXT,
        "level_codes": {
            "type": "object",
            "propertyNames": {"enum": ["city", "district"]},
            "additionalProperties": {"enum": ["1", "2", "3", "4", "5", "6", "7"]},
        },
    },
}
_DIVISION = {
    "code": {"type": "string", "pattern": r"^(\d{6}|\d{9}|\d{12})$"},
    "name": _LINE,
    "name_en": _LINE,
    "level": {"enum": ["province", "city", "district", "street"]},
    "parent": {"type": "string"},
}
DIVISIONS = {
    "type": "object",
    "required": ["divisions"],
    "additionalProperties": False,
    "properties": {
        "assumed": _ASSUMED,
        "divisions": _rows(["code", "name", "level"], _DIVISION),
        "retired": _rows(
            ["code", "name", "level", "retired_on"],
            _DIVISION
            | {
                "became": {"type": "string"},
                "retired_on": {"type": "string", "format": "date"},
                "note": _MAYBE,
                "assumed": _ASSUMED,
            },
        ),
    },
}
DEPARTMENTS = {
    "type": "object",
    "required": ["departments"],
    "additionalProperties": False,
    "properties": {
        "assumed": _ASSUMED,
        "departments": _rows(
            ["code", "name", "division", "level"],
            {
                "key": _LINE,
                "code": {"type": "string", "pattern": "^[0-9A-Z]{18}$"},
                "name": _TEXT,
                "short": _LINE,
                "division": _SIX,
                "level": {"enum": ["city", "district"]},
                "item_level": {"enum": ["1", "2", "3", "4", "5", "6", "7"]},
                "segment": {"type": "string", "pattern": r"^\d{2}$"},
                "phone": _MAYBE,
                "complaint_phone": _MAYBE,
                "assumed": _ASSUMED,
            },
        ),
    },
}
HALLS = {
    "type": "object",
    "required": ["halls"],
    "additionalProperties": False,
    "properties": {
        "assumed": _ASSUMED,
        "halls": _rows(
            ["code", "name", "address", "division"],
            {
                "code": _LINE,
                "name": _TEXT,
                "address": _TEXT,
                "division": _SIX,
                "hours": _TEXT,
                "phone": _MAYBE,
                "assumed": _ASSUMED,
                "windows": _rows(
                    ["number"],
                    {
                        "number": _LINE,
                        "name": _TEXT,
                        "departments": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
                    },
                ),
            },
        ),
    },
}
FILES = {"city": CITY, "divisions": DIVISIONS, "departments": DEPARTMENTS, "halls": HALLS}

TWICE = Text("这个代码出现了两次。", "This code is there twice.")
NO_DIVISION = Text("divisions.toml 里没有这个区划。", "There is no such division in divisions.toml.")
NO_DEPARTMENT = Text("departments.toml 里没有这个部门。", "There is no such department in departments.toml.")


def check(pack: Pack) -> list[Problem]:
    """Every fault of the four files; references are followed where their files can be read."""
    files = {name: pack.file(name) for name in FILES}
    found = [fault for name, schema in FILES.items() for fault in check_schema(files[name], schema)]
    if found:
        return found
    return [
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
    return kept.counts()


def _departments(pack: Pack) -> dict[str, dict[str, Any]]:
    """The pack's departments by code, as declared; empty when the file cannot be read."""
    rows = pack.file("departments").data.get("departments", [])
    return {row["code"]: row for row in rows if isinstance(row, dict) and isinstance(row.get("code"), str)}


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
