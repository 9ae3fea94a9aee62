"""One form and one list of papers for several items. Pure.

A data element is asked once and handed to every field that needs it; a paper appears once, whoever asks for it, and not
at all where another item of the thing makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from yiwang.kit.errors import NOTHING, Text
from yiwang.registers.definition import Field, Material
from yiwang.registers.definition.elements import DataElement
from yiwang.registers.linting.naming import canonical
from yiwang.registers.things.ordering import Edge
from yiwang.registers.things.thing import Part

OPTIONAL, LATER = "2", "3"
Reason = Literal["yours", "later", "optional", "result", "data", "licence", "no_basis"]
# A paper that any item still needs from the person is the person's, whatever the others know already.
STRENGTH: tuple[Reason, ...] = ("yours", "later", "optional", "data", "licence", "result", "no_basis")
SHOWN: tuple[Reason, ...] = ("yours", "later", "optional", "result", "data", "licence", "no_basis")


@dataclass(frozen=True)
class MergedField:
    """A data element, asked once. `goes_to` are the fields it fills: (member, field key)."""

    key: str
    element: str
    label: Text
    required: bool
    hint: Text = NOTHING
    goes_to: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MergedPage:
    """A page of the merged form."""

    key: str
    title: Text
    fields: tuple[MergedField, ...]


@dataclass(frozen=True)
class MergedForm:
    """The pages in the items' order. `alone` counts the fields of the items one by one."""

    pages: tuple[MergedPage, ...]
    alone: int

    def fields(self) -> list[MergedField]:
        return [entry for page in self.pages for entry in page.fields]

    def hand_out(self, values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """Each item's own form, filled: member -> field key -> value."""
        filled: dict[str, dict[str, Any]] = {}
        for entry in self.fields():
            for member, key in entry.goes_to:
                filled.setdefault(member, {})
                if entry.key in values:
                    filled[member][key] = values[entry.key]
        return filled


def form(parts: Sequence[Part], elements: Mapping[str, DataElement]) -> MergedForm:
    """The form of a situation. Pages with the same title become one; a field stands where it is first asked."""
    merged: dict[str, MergedField] = {}
    pages: dict[str, tuple[str, Text, list[str]]] = {}
    alone = 0
    for part in parts:
        seen: dict[str, int] = {}
        for page in part.definition.pages_for(part.answers):
            for entry in page.fields:
                alone += 1
                key = _identity(entry, elements[entry.element], seen, merged)
                if key not in merged:
                    merged[key] = MergedField(key, entry.element, _label(entry, elements), False)
                    held = pages.setdefault(page.title.zh, (f"{part.key}.{page.key}", page.title, []))
                    held[2].append(key)
                merged[key] = _wider(merged[key], entry, part.key)
    listed = (MergedPage(key, title, tuple(merged[one] for one in keys)) for key, title, keys in pages.values())
    return MergedForm(tuple(listed), alone)


def _identity(entry: Field, element: DataElement, seen: dict[str, int], merged: Mapping[str, MergedField]) -> str:
    """The element; numbered where it is another thing: the second use in one item, or a statement in other words."""
    if element.type == "boolean":
        label = entry.label or element.name
        same = next((one.key for one in merged.values() if one.element == element.key and one.label == label), "")
        number = 1 + sum(one.element == element.key for one in merged.values())
        return same or _numbered(element.key, number)
    seen[element.key] = seen.get(element.key, 0) + 1
    return _numbered(element.key, seen[element.key])


def _numbered(key: str, number: int) -> str:
    return key if number == 1 else f"{key}.{number}"


def _label(entry: Field, elements: Mapping[str, DataElement]) -> Text:
    return entry.label or elements[entry.element].name


def _wider(field_: MergedField, entry: Field, member: str) -> MergedField:
    return replace(
        field_,
        required=field_.required or entry.required,
        hint=field_.hint if field_.hint.zh else entry.hint,
        goes_to=(*field_.goes_to, (member, entry.key)),
    )


@dataclass(frozen=True)
class Use:
    """One item's need of a paper. `giver` is the member whose result it is, where `reason` is "result"."""

    member: str
    material: Material
    reason: Reason
    giver: str = ""
    why: Text = NOTHING


@dataclass(frozen=True)
class Paper:
    """A paper, once, with every item that asks for it."""

    name: Text
    uses: tuple[Use, ...] = field(default_factory=tuple)

    @property
    def reason(self) -> Reason:
        """Why it is the person's to give, or why nobody has to."""
        return min((use.reason for use in self.uses), key=STRENGTH.index)

    @property
    def is_yours(self) -> bool:
        return self.reason in ("yours", "later")

    @property
    def hint(self) -> Text:
        return next((use.material.hint for use in self.uses if use.material.hint.zh), NOTHING)

    @property
    def givers(self) -> tuple[str, ...]:
        """The members whose results take its place somewhere."""
        return tuple(dict.fromkeys(use.giver for use in self.uses if use.giver))

    def why(self) -> Text:
        """The words of a stated dependency, where there are any."""
        return next((use.why for use in self.uses if use.why.zh), NOTHING)


def papers(parts: Sequence[Part], edges: Iterable[Edge]) -> list[Paper]:
    """The papers of a situation, each once; what the person gives comes first."""
    made = {(edge.taker, edge.material): edge for edge in edges if edge.material}
    found: list[Paper] = []
    for part in parts:
        for material in part.definition.materials_for(part.answers):
            use = _use(part, material, made.get((part.key, material.key)))
            place = _place(found, use)
            if place is None:
                found.append(Paper(material.name, (use,)))
            else:
                found[place] = replace(found[place], uses=(*found[place].uses, use))
    return sorted(found, key=lambda paper: SHOWN.index(paper.reason))


def _use(part: Part, material: Material, edge: Edge | None) -> Use:
    if not material.has_basis:
        return Use(part.key, material, "no_basis")
    if edge:
        return Use(part.key, material, "result", edge.giver, edge.why)
    if material.resource or material.licence:
        return Use(part.key, material, "data" if material.resource else "licence")
    reasons: dict[str, Reason] = {OPTIONAL: "optional", LATER: "later"}
    return Use(part.key, material, reasons.get(material.necessity, "yours"))


def _place(found: list[Paper], use: Use) -> int | None:
    """Where the same paper stands: by its entry in the registry, its licence type, or the data that answer for it.

    What one item asks for twice under two names is two papers: its author said so. Data about what another item makes
    are not data about what was there before: the parents' entry in a register is not the child's.
    """
    for same in (_same_paper, _same_licence, _same_resource):
        for at, paper in enumerate(found):
            if all(each.member != use.member for each in paper.uses) and any(same(each, use) for each in paper.uses):
                return at
    return None


def _same_paper(one: Use, other: Use) -> bool:
    """One entry of the registry; by name only where neither is in it, as items from other cities are not."""
    if one.material.paper or other.material.paper:
        return one.material.paper == other.material.paper
    return canonical(one.material.name.zh) == canonical(other.material.name.zh)


def _same_licence(one: Use, other: Use) -> bool:
    return bool(one.material.licence) and one.material.licence == other.material.licence


def _same_resource(one: Use, other: Use) -> bool:
    resource = one.material.resource
    return bool(resource) and resource == other.material.resource and bool(one.giver) == bool(other.giver)
