"""`delegations.toml`: which power goes from which department to which, where and from when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from yiwang.kit.errors import NOTHING, Text
from yiwang.kit.pack import Pack, PackFile, Problem, check_schema, problem
from yiwang.kit.pack.declared import tables
from yiwang.kit.pack.shapes import line, many, one_of, table, text, width
from yiwang.registers.offices import delegating
from yiwang.registers.offices.delegating import Delegation
from yiwang.registers.offices.models import Delegation as Row
from yiwang.registers.offices.places import Area, Gazetteer

_DAY = {"type": "string", "format": "date"}
_CREDIT_CODE = {"type": "string", "pattern": "^[0-9A-Z]{18}$"}
_DELEGATION = {
    "key": {"type": "string", "pattern": r"^[a-z0-9][a-z0-9-]{0,59}$"},
    "power": {"type": "string", "pattern": r"^\d{12}$"},
    "giver": _CREDIT_CODE,
    "taker": _CREDIT_CODE,
    "place": {"type": "string", "pattern": r"^(\d{6}|\d{9}|\d{12})$"},
    "kind": one_of(" ".join(delegating.KINDS)),
    "from": _DAY,
    "until": _DAY,
    "basis": line(width(Row, "basis")),
    "pending": one_of("stay move"),
    "pending_basis": line(width(Row, "pending_basis")),
    "note": text(width(Row, "note"), width(Row, "note_en")),
    "assumed": {"type": "array", "items": {"type": "string"}},
}
_NEEDED = ["key", "power", "giver", "taker", "place", "kind", "from", "basis"]
DELEGATIONS = table(["delegations"], {"delegations": many(table(_NEEDED, _DELEGATION))})

TWICE = Text("这个键出现了两次。", "This key is there twice.")
NO_DIVISION = Text("divisions.toml 里没有这个区划。", "There is no such division in divisions.toml.")
NO_DEPARTMENT = Text("departments.toml 里没有这个部门。", "There is no such department in departments.toml.")
NO_POWER = Text("powers/ 里没有这项权力。", "There is no such power in powers/.")
SAME = Text("不能下放给自己。", "A department cannot delegate to itself.")
NO_BASIS = Text(
    "在办件随权力移交，要写明依据 pending_basis；没有依据的，由原部门办完。",
    "Cases under way move only with a basis (pending_basis); without one the office that has them finishes them.",
)
ENDS_FIRST = Text("until 早于 from。", "It ends (until) before it begins (from).")


def check(pack: Pack) -> list[Problem]:
    """Every fault of the file; a pack without delegations has none."""
    if not pack.has("delegations"):
        return []
    file = pack.file("delegations")
    if found := check_schema(file, DELEGATIONS):
        return found
    return sorted([*_faults(pack, file), *_conflicts(pack, file)], key=lambda one: one.line)


def declared(pack: Pack) -> list[dict[str, Any]]:
    """What the file says, as tables; empty for a pack without one."""
    rows = pack.file("delegations").plain.get("delegations", []) if pack.has("delegations") else []
    return [dict(row) for row in rows]


def areas(pack: Pack) -> list[Area]:
    """The divisions and zones that the pack declares."""
    return [
        Area(
            row["code"],
            row["name"],
            row["level"],
            row.get("parent", ""),
            tuple(row.get("covers", ())),
            tuple(row.get("also", ())),
            row.get("name_en", ""),
        )
        for row in tables(pack.file("divisions").data, "divisions")
        if {"code", "name", "level"} <= set(row)
    ]


def delegation(row: dict[str, Any], departments: dict[str, int]) -> Delegation:
    """A declared one; `departments` gives each code its number."""
    until, note = row.get("until"), row.get("note")
    return Delegation(
        key=row["key"],
        power=row["power"],
        giver=departments.get(row["giver"], 0),
        taker=departments.get(row["taker"], 0),
        place=row["place"],
        kind=row["kind"],
        starts_on=date.fromisoformat(row["from"]),
        ends_on=date.fromisoformat(until) if until else None,
        basis=row["basis"],
        pending=row.get("pending", "stay"),
        pending_basis=row.get("pending_basis", ""),
        note=Text(note["zh"], note["en"]) if note else NOTHING,
        assumed=bool(row.get("assumed")),
    )


def _faults(pack: Pack, file: PackFile) -> Iterator[Problem]:
    held = {row["code"]: row for row in tables(pack.file("departments").data, "departments") if "code" in row}
    known = {row.get("code") for row in tables(pack.file("divisions").data, "divisions")}
    powers = _powers(pack)
    seen: set[str] = set()
    for at, row in enumerate(declared(pack)):
        path = ("delegations", at)
        if row["key"] in seen:
            yield problem(file, (*path, "key"), TWICE)
        seen.add(row["key"])
        for side in ("giver", "taker"):
            if row[side] not in held:
                yield problem(file, (*path, side), NO_DEPARTMENT)
        if row["place"] not in known:
            yield problem(file, (*path, "place"), NO_DIVISION)
        if row["giver"] == row["taker"]:
            yield problem(file, (*path, "taker"), SAME)
        if row.get("pending") == "move" and not row.get("pending_basis"):
            yield problem(file, (*path, "pending"), NO_BASIS)
        if row.get("until") and row["until"] < row["from"]:
            yield problem(file, (*path, "until"), ENDS_FIRST)
        if row["power"] not in powers:
            yield problem(file, (*path, "power"), NO_POWER)


def _conflicts(pack: Pack, file: PackFile) -> Iterator[Problem]:
    rows = declared(pack)
    numbers = {code: at for at, code in enumerate(sorted({row[side] for row in rows for side in ("giver", "taker")}))}
    read = [delegation(row, numbers) for row in rows]
    places = {id(one): at for at, one in enumerate(read)}
    for one, other in delegating.conflicts(read, Gazetteer.of(areas(pack))):
        sentence = Text(
            f"和 {one.key} 冲突：同一项权力、同一天、同一个地方归了两个部门。",
            f"In conflict with {one.key}: one power, one day and one place would belong to two departments.",
        )
        yield problem(file, ("delegations", places[id(other)], "place"), sentence)


def _powers(pack: Pack) -> set[str]:
    return {str(row.get("code")) for file in pack.files("powers") for row in tables(file.data, "powers")}
