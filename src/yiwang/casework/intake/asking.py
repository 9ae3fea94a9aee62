"""Asking the city's sources about the materials of one draft, and what to remember of their answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yiwang.casework.intake.materials import Context
from yiwang.casework.intake.models import Check, Draft
from yiwang.instruments.exchange import queries as shared
from yiwang.instruments.exchange import services as exchange
from yiwang.instruments.licences import queries as store
from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.definition import ItemDefinition, Material

STORE = Text("电子证照库", "The licence store")


def licences(draft: Draft, known: Context) -> list[Check]:
    """What the licence store holds of this party; always asked anew, for a licence may have been revoked."""
    wanted = [material for material in _materials(draft) if material.has_basis and material.licence]
    return [licence(draft, material) for material in wanted if not _is_confirmed(known, material)]


def licence(draft: Draft, material: Material) -> Check:
    """Whether the party holds a licence that stands for one material, in force and its signature checked."""
    held = store.held(draft.party_id or 0, material.licence)
    said_by = Text(f"{STORE.zh}：{held.office}", f"{STORE.en}: {held.office}") if held else STORE
    return Check(
        draft=draft,
        material=material.key,
        source=Check.Source.LICENCE,
        key=material.licence,
        state="held" if held else "none",
        name=said_by.zh,
        name_en=said_by.en,
        licence_identifier=held.identifier if held else "",
        at=calendar.now(),
    )


def open_resources(draft: Draft, known: Context, asked: list[Check]) -> list[Material]:
    """The materials that a register could still spare the person: not answered yet, and not in the licence store."""
    held = {check.material for check in asked if check.state == "held"}
    return [
        material
        for material in _materials(draft)
        if material.has_basis and material.resource and material.key not in held and not _is_settled(known, material)
    ]


def register(actor: Actor, draft: Draft, material: Material) -> Check:
    """Ask one register; outside any transaction."""
    facts = facts_for(catalogue.version(draft.version_id).definition, draft.values, material.resource)
    answer = exchange.ask(
        resource=material.resource,
        actor=actor,
        party=draft.party_id or 0,
        purpose=catalogue.version(draft.version_id).definition.name.zh[:200],
        reference=draft.public_id,
        facts=facts,
    )
    check = _said(draft, material, answer.state, answer.source)
    check.values, check.at = answer.values, answer.at
    check.uses_form = bool(facts)
    return check


def silent(draft: Draft, material: Material) -> Check:
    """A register that there was no time to ask."""
    return _said(draft, material, "unavailable", shared.resource(material.resource).name)


def facts_for(definition: ItemDefinition, values: Mapping[str, Any], resource: str) -> dict[str, Any]:
    """What the form says of what this resource asks about (a plate, a flat), by field key and by data element."""
    asks = shared.resource(resource).asks
    named = {field.key: field for field in definition.fields()}
    by_element = {named[key].element: value for key, value in values.items() if key in named}
    return {key: value for key, value in {**by_element, **values}.items() if key in asks}


def _said(draft: Draft, material: Material, state: str, source: Text) -> Check:
    return Check(
        draft=draft,
        material=material.key,
        source=Check.Source.RESOURCE,
        key=material.resource,
        state=state,
        name=source.zh,
        name_en=source.en,
        at=calendar.now(),
    )


def _materials(draft: Draft) -> list[Material]:
    return catalogue.version(draft.version_id).definition.materials_for(draft.answers)


def _is_confirmed(known: Context, material: Material) -> bool:
    said = known.resources.get(material.key)
    return said is not None and said.state == "confirmed"


def _is_settled(known: Context, material: Material) -> bool:
    """An answer within a day holds; a register that was down is asked again each time."""
    said = known.resources.get(material.key)
    return said is not None and said.state != "unavailable"
