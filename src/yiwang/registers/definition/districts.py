"""What the districts of an item may say: who carries it out, differences that are differences, never other papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from yiwang.kit.errors import Text
from yiwang.registers.definition.implementations import Implementation, members
from yiwang.registers.definition.item import ItemDefinition
from yiwang.registers.definition.known import Known

Path = tuple[str | int, ...]
Fault = tuple[Path, Text]

ALIKE = ("conditions", "materials", "basis", "form", "questions", "fees")
NO_FAMILY = Text(
    "departments.toml 里没有这类区级部门（键如“scj.01”）。",
    "departments.toml has no district offices of this family (keys such as “scj.01”).",
)
NOT_THERE = Text("departments.toml 里没有这个部门。", "There is no such department in departments.toml.")
UNIFORM = Text(
    "条件、材料、依据、表单和收费各区必须一致（零差别受理），不能按区另写。",
    "Conditions, papers, bases, form and fees are the same in every district: they cannot be stated for one.",
)
NOT_OF_A_DISTRICT = Text(
    "法律把事项交给区里（行使层级为区级）才有各区实施清单。",
    "Only an item that the law puts in districts (its level is a district's) is carried out by them.",
)
NOT_A_DISTRICT_OFFICE = Text("实施部门应是区级部门。", "An implementer has to be a district's office.")
TWICE = Text("这个区已经有实施部门。", "This district has its implementer already.")
SAME = Text("和事项本身说的一样，请删去。", "It says the same as the item: leave it out.")
BEYOND = Text("承诺时限超过了法定时限。", "The promise is longer than the statute allows.")
NO_REASON = Text("要到现场就要说明原因 visits_reason。", "Say why a visit is needed (visits_reason).")
NOT_AMONG = Text(
    "事项的部门 department 应是实施部门之一。", "The item's department has to be one of those that carry it out."
)
WHICH = Text(
    "由各区实施的事项要写明 competence：凭什么定哪个区办。",
    "An item carried out by districts has to say what tells which one is competent (competence).",
)
NOT_ASKED = Text(
    "表单里没有必填的这一项，无法知道归哪个区。",
    "No required field of the form asks this, so nothing tells the district.",
)
NOBODY = Text("没有实施部门，谈不上归哪个区。", "Nobody carries it out in districts, so there is nothing to tell.")


def said(data: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    """Faults that are seen before the declaration is read: names that are not there, and what may not differ."""
    family = data.get("implementers")
    if isinstance(family, str) and not members(family, known.departments):
        yield ("implementers",), NO_FAMILY
    rows = data.get("implementations", [])
    for at, row in enumerate(rows if isinstance(rows, list) else []):
        if not isinstance(row, dict):
            continue
        if str(row.get("department")) not in known.departments:
            yield ("implementations", at, "department"), NOT_THERE
        yield from ((("implementations", at, key), UNIFORM) for key in ALIKE if key in row)
    competence = data.get("competence")
    fallback = competence.get("fallback") if isinstance(competence, dict) else None
    if fallback is not None and str(fallback) not in known.departments:
        yield ("competence", "fallback"), NOT_THERE


def check(definition: ItemDefinition, known: Known) -> Iterator[Fault]:
    """Faults of a declaration that was read whole, its family's offices included."""
    if not definition.implementations:
        if definition.competence:
            yield ("competence",), NOBODY
        return
    if definition.level != known.level_codes.get("district"):
        yield ("level",), NOT_OF_A_DISTRICT
    if definition.implementation_of(definition.department) is None:
        yield ("department",), NOT_AMONG
    yield from _competence(definition)
    seen: set[str] = set()
    for at, row in enumerate(definition.implementations):
        office = known.departments.get(row.department, {})
        if office and office.get("level") != "district":
            yield ("implementations", at, "department"), NOT_A_DISTRICT_OFFICE
        if {row.department, row.division} & seen:
            yield ("implementations", at, "department"), TWICE
        seen |= {row.department, row.division} - {""}
        yield from ((("implementations", at, *path), text) for path, text in _differences(definition, row))


def _competence(definition: ItemDefinition) -> Iterator[Fault]:
    said = definition.competence
    if said is None:
        yield ("competence",), WHICH
    elif not any(each.element == said.element and each.required and not each.when for each in definition.fields()):
        yield ("competence", "element"), NOT_ASKED


def _differences(definition: ItemDefinition, row: Implementation) -> Iterator[Fault]:
    for name, value in row.differences().items():
        if value == getattr(definition, name):
            yield (name,), SAME
    limits = definition.limits
    if row.promised and _without_note(row.promised) == _without_note(limits.promised):
        yield ("promised",), SAME
    if row.promised and limits.statutory and row.promised.natural_days > limits.statutory.natural_days:
        yield ("promised",), BEYOND
    here = definition.at(row.department)
    if row.visits and not here.visits_reason.zh:
        yield ("visits",), NO_REASON
    yield from ((("faq", at), SAME) for at, one in enumerate(row.faq) if one in definition.faq)


def _without_note(limit: Any) -> Any:
    return replace(limit, note=Text("", ""))
