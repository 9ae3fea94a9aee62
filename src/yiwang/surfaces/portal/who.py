"""谁来办: which office decides an item, where another one does, and from when nobody does any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yiwang.kit import calendar
from yiwang.kit.errors import Text
from yiwang.registers.catalogue.queries import Version
from yiwang.registers.offices import queries as offices
from yiwang.registers.offices.delegating import KINDS, Delegation
from yiwang.registers.powers import queries as powers
from yiwang.registers.powers.power import Span


@dataclass(frozen=True)
class Delegate:
    """Another office for one place. `starts_on` is set while that is still to come."""

    place: Text
    office: Text
    kind: Text
    basis: str
    note: Text
    starts_on: date | None
    ends_on: date | None


def decides(version: Version) -> list[Delegate]:
    """Where an item is decided by another office than its own: today, and where that has been announced."""
    power = version.definition.power
    return delegates(offices.delegations_of(power)) if power else []


def delegates(found: list[Delegation] | tuple[Delegation, ...]) -> list[Delegate]:
    """Those that have not ended, as people read them."""
    today, names = calendar.today(), offices.gazetteer()
    return [
        Delegate(
            place=names.name(each.place),
            office=offices.office(each.taker).name,
            kind=KINDS[each.kind],
            basis=each.basis,
            note=each.note,
            starts_on=each.starts_on if each.starts_on > today else None,
            ends_on=each.ends_on,
        )
        for each in found
        if each.ends_on is None or each.ends_on >= today
    ]


def cancellation(version: Version) -> Span | None:
    """The cancellation of an item's power that holds or is announced."""
    power = version.definition.power
    return powers.cancellations(version.city).get(power) if power else None
