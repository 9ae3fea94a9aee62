"""What the files of a pack declare, for items to refer to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from yiwang.kit.calendar import pack as calendar
from yiwang.kit.calendar.workdays import Calendar
from yiwang.kit.pack import NotReadable, Pack, PackFile
from yiwang.kit.pack.declared import tables
from yiwang.registers.definition.known import Known
from yiwang.registers.materials import paper as papers

LEVELS = {"city": "2", "district": "3"}


def known_in(pack: Pack) -> Known:
    """Everything an item of this pack may name."""
    return replace(beside(pack), items=frozenset(str(file.data.get("code")) for file in pack.files("items")))


def beside(pack: Pack) -> Known:
    """The same without the items themselves."""
    return Known(
        departments=_by_code(tables(pack.file("departments").data, "departments")),
        level_codes=LEVELS | _table(pack.file("city"), "level_codes"),
        topics=_keys(tables(pack.file("topics").data, "topics")),
        elements=_keys(tables(pack.file("data_elements").data, "elements")),
        licences=_keys([file.data for file in pack.files("licences")]),
        resources=_keys(tables(pack.file("resources").data, "resources")),
        papers=frozenset(papers.of_pack(pack)),
        powers=_powers(pack),
        items=frozenset(),
        days=_days(pack),
    )


def _days(pack: Pack) -> Calendar | None:
    try:
        return calendar.read(pack)
    except NotReadable:
        return None


def _powers(pack: Pack) -> dict[str, dict[str, Any]]:
    return {
        str(row.get("code")): {**row, "holder": file.data.get("holder")}
        for file in pack.files("powers")
        for row in tables(file.data, "powers")
    }


def _table(file: PackFile, key: str) -> dict[str, str]:
    found = file.data.get(key, {})
    return found if isinstance(found, dict) else {}


def _by_code(declared: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["code"]: row for row in declared if isinstance(row.get("code"), str)}


def _keys(declared: list[dict[str, Any]]) -> frozenset[str]:
    return frozenset(str(row["key"]) for row in declared if "key" in row)
