"""What the city knows already is not asked again: form fields filled from the registers, each with its source. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition
from yiwang.registers.definition.elements import DataElement
from yiwang.registers.parties.queries import Identity

FROM_RECORDS = Text("来自本市登记信息", "From the city's records")


@dataclass(frozen=True)
class Prefilled:
    """A value that the page shows filled in and marked; the person may change it."""

    value: str
    source: Text = FROM_RECORDS


def prefill(
    definition: ItemDefinition,
    elements: Mapping[str, DataElement],
    answers: Mapping[str, str],
    party: Identity,
    person: Identity | None,
) -> dict[str, Prefilled]:
    """By field key, what the records say; nothing where they say nothing."""
    known = {
        "party": party,
        "person": party if party.kind == "person" else person,
        "organisation": party if party.kind == "organisation" else None,
    }
    found = {}
    for page in definition.pages_for(answers):
        for field in page.fields:
            who, _, what = elements[field.element].prefill.partition(".")
            choices = dict(elements[field.element].choices)
            if (value := _of(known.get(who), what)) and (not choices or value in choices):
                found[field.key] = Prefilled(value)
    return found


def _of(who: Identity | None, what: str) -> str:
    if who is None:
        return ""
    return {
        "name": who.name,
        "number": who.number,
        "phone": who.phone,
        "address": who.address,
        # The district, whatever street or town the records know.
        "division": who.division[:6],
        "representative": who.legal_representative,
    }.get(what, "")
