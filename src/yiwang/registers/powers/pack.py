"""What a city declares of its powers: `powers/*.toml`, a department's list in a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from yiwang.kit.codes import Malformed, items
from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile, Problem, check_schema, problem
from yiwang.kit.pack.declared import tables
from yiwang.kit.pack.shapes import line, many, named, one_of, table, text, width
from yiwang.registers.powers import power as pure
from yiwang.registers.powers import services
from yiwang.registers.powers.models import Power, PowerState

_WORDS = {"type": "array", "items": {"type": "string"}}
_LAW = table(["law"], {"law": line(200), "article": line(200), "url": line(500)})
CHANGE = table(
    ["kind", "from", "basis"],
    {
        "kind": one_of(" ".join(pure.CHANGES)),
        "from": {"type": "string", "format": "date"},
        "basis": line(width(PowerState, "basis")),
        "note": text(width(PowerState, "note"), width(PowerState, "note_en")),
        "assumed": _WORDS,
    },
)
POWER = table(
    ["code", "name", "kind", "level", "basis"],
    {
        "code": {"type": "string", "pattern": r"^\d{12}$"},
        "name": named(Power),
        "kind": one_of(pure.KINDS),
        "level": one_of("1 2 3 4 5 6 7"),
        "basis": many(_LAW, 1),
        "changes": many(CHANGE),
        "assumed": _WORDS,
    },
)
POWERS = table(
    ["holder", "powers"],
    {"holder": {"type": "string", "pattern": "^[0-9A-Z]{18}$"}, "assumed": _WORDS, "powers": many(POWER)},
)

TWICE = Text("这个代码出现了两次。", "This code is there twice.")
NO_DEPARTMENT = Text("departments.toml 里没有这个部门。", "There is no such department in departments.toml.")
OTHER_KIND = Text(
    "代码第 3、4 位和事项类型 kind 不一致。", "Digits 3 and 4 of the code are not the kind that is declared."
)
NOT_THEIRS = Text(
    "这项权力不归这个部门：级别或系统和权力清单对不上。",
    "This department does not have the power: its level or its system is another one.",
)


def check(pack: Pack) -> list[Problem]:
    """Every fault of the lists of powers, and delegations by somebody who has not got the power."""
    found: list[Problem] = []
    seen: set[str] = set()
    departments = {row.get("code"): row for row in tables(pack.file("departments").data, "departments")}
    for file in pack.files("powers"):
        shape = check_schema(file, POWERS)
        found += shape
        if not shape:
            found += _faults(file, departments, seen)
    found += _delegated(pack, departments)
    return sorted(dict.fromkeys(found), key=lambda one: (one.file, one.line))


def load(pack: Pack) -> dict[str, int]:
    """Load a checked pack; counts of powers new, changed, unchanged and retired."""
    return services.keep(city=pack.file("city").data["code"], declared=declared(pack).values())


def declared(pack: Pack) -> dict[str, dict[str, Any]]:
    """The powers of a pack by code, each with the holder of its file."""
    return {
        row["code"]: {**row, "holder": file.plain.get("holder")}
        for file in pack.files("powers")
        for row in file.plain.get("powers", [])
    }


def _faults(file: PackFile, departments: dict[Any, Any], seen: set[str]) -> Iterator[Problem]:
    if file.data["holder"] not in departments:
        yield problem(file, ("holder",), NO_DEPARTMENT)
    for at, row in enumerate(file.plain["powers"]):
        path = ("powers", at)
        if row["code"] in seen:
            yield problem(file, (*path, "code"), TWICE)
        seen.add(row["code"])
        try:
            if items.parse(row["code"]).kind != row["kind"]:
                yield problem(file, (*path, "kind"), OTHER_KIND)
        except Malformed as fault:
            yield problem(file, (*path, "code"), fault.citizen)
        for place, sentence in pure.faults(pure.changes_of(row)):
            yield problem(file, (*path, "changes", place), sentence)


def _delegated(pack: Pack, departments: dict[Any, Any]) -> Iterator[Problem]:
    """Only who has a power can delegate it: the holder's own level and system, or who was delegated it before."""
    if not pack.has("delegations"):
        return
    file = pack.file("delegations")
    powers = {row.get("code"): (row, each) for each in pack.files("powers") for row in tables(each.data, "powers")}
    levels = {"city": "2", "district": "3"} | _levels(pack)
    listed = tables(file.data, "delegations")
    for at, row in enumerate(listed):
        giver, known = departments.get(row.get("giver")), powers.get(row.get("power"))
        if giver is None or known is None or _handed_on(row, listed):
            continue
        holder = departments.get(known[1].data.get("holder"), {})
        same = holder.get("segment") in (None, giver.get("segment")) or holder.get("code") == row["giver"]
        if levels.get(giver.get("level")) != known[0].get("level") or not same:
            yield problem(file, ("delegations", at, "giver"), NOT_THEIRS)


def _handed_on(row: dict[str, Any], listed: list[dict[str, Any]]) -> bool:
    return any(
        each.get("power") == row.get("power") and each.get("taker") == row.get("giver") and _day(each) <= _day(row)
        for each in listed
    )


def _day(row: dict[str, Any]) -> date:
    found = row.get("from")
    return found if isinstance(found, date) else date.max


def _levels(pack: Pack) -> dict[str, str]:
    found = pack.file("city").data.get("level_codes", {})
    return found if isinstance(found, dict) else {}
