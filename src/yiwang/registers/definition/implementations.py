"""An item as its districts carry it out 实施清单: who is competent, and what may differ there. Pure; no Django.

Conditions, papers and legal bases are the same in every district (零差别受理): there is no place here to say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.kit.errors import NOTHING, Text
from yiwang.registers.definition.particulars import Access, Counter
from yiwang.registers.definition.parts import Faq, Limit

SAME_NAMED = (
    *("visits", "visits_reason", "channels", "reach", "access", "quota"),
    *("counters", "hours", "place", "contact", "phone", "complaint_phone"),
)
"""What a district says in the item's own words; what it leaves out is as the item says."""


@dataclass(frozen=True)
class Competence:
    """Which district is competent. `by` is premises, residence, registration, place or choice.

    `element` is the data element of the form that names the district. `fallback` is the office of a district that has
    none of its own, the item's department if empty.
    """

    by: str
    element: str
    fallback: str = ""


@dataclass(frozen=True)
class Implementation:
    """One district's office, and what differs there. None or empty: as the item says.

    `promised` is the district's own promise 承诺时限; `faq` is added to the item's.
    """

    department: str
    division: str = ""
    promised: Limit | None = None
    visits: int | None = None
    visits_reason: Text = NOTHING
    channels: tuple[str, ...] = ()
    reach: str = ""
    access: Access | None = None
    quota: Text = NOTHING
    counters: tuple[Counter, ...] = ()
    hours: Text = NOTHING
    place: str = ""
    contact: str = ""
    phone: str = ""
    complaint_phone: str = ""
    faq: tuple[Faq, ...] = ()
    assumed: tuple[str, ...] = ()

    def differences(self) -> dict[str, Any]:
        """What is said here in place of the item's own, by attribute of the item."""
        said = {name: getattr(self, name) for name in SAME_NAMED}
        return {name: value for name, value in said.items() if value not in (None, "", (), NOTHING)}


def expanded(declared: Mapping[str, Any], departments: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The declaration as it is published: each office of the family named by `implementers`, with its district.

    A family are the district offices whose keys begin alike: `scj.01`, `scj.15`. A district without differences of its
    own needs no table in the file. Tables of the file keep their place; what is not well shaped stays, to be refused.
    """
    said = declared.get("implementations", [])
    if not isinstance(said, list) or not all(isinstance(row, dict) for row in said):
        return dict(declared)
    own = {row.get("department") for row in said}
    others = [code for code in members(str(declared.get("implementers", "")), departments) if code not in own]
    placed = [_placed(row, departments) for row in (*said, *({"department": code} for code in others))]
    return {**declared, "implementations": placed} if placed else dict(declared)


def collapsed(declared: Mapping[str, Any], departments: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The inverse of `expanded`, as an item's file says it: of each district its differences, and no bare district."""
    said = declared.get("implementations", [])
    if not isinstance(said, list) or not all(isinstance(row, dict) for row in said):
        return dict(declared)
    family = set(members(str(declared.get("implementers", "")), departments))
    rows = [_unplaced(row, departments) for row in said]
    kept = [row for row in rows if not (row.keys() == {"department"} and row["department"] in family)]
    rest = {key: value for key, value in declared.items() if key != "implementations"}
    return {**rest, "implementations": kept} if kept else rest


def members(family: str, departments: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Credit codes of a family's district offices, by district."""
    offices = [
        row
        for row in departments.values()
        if family and str(row.get("key", "")).partition(".")[0] == family and row.get("level") == "district"
    ]
    return [str(row["code"]) for row in sorted(offices, key=lambda row: str(row.get("division", "")))]


def _placed(row: Mapping[str, Any], departments: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    office = departments.get(str(row.get("department")), {})
    return {"division": office["division"], **row} if office.get("division") else dict(row)


def _unplaced(row: Mapping[str, Any], departments: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Without the district where it is that of the office."""
    office = departments.get(str(row.get("department")), {})
    return {key: value for key, value in row.items() if key != "division" or value != office.get("division")}
