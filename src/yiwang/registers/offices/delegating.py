"""Whose a power is at a place on a day: the delegations of a power, followed from the office that holds it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from yiwang.kit.errors import NOTHING, Text
from yiwang.registers.offices.places import Gazetteer

KINDS = {
    "devolve": Text("下放", "Handed down"),
    "entrust": Text("委托", "Entrusted"),
    "authorise": Text("授权", "Authorised"),
}
"""Whoever is entrusted acts in the name of the one who entrusts (行政许可法 art. 24); else in its own name."""


@dataclass(frozen=True)
class Delegation:
    """One delegation. `giver` and `taker` are departments, `place` a division or zone; `ends_on` is the last day."""

    key: str
    power: str
    giver: int
    taker: int
    place: str
    kind: str
    starts_on: date
    ends_on: date | None = None
    basis: str = ""
    pending: str = "stay"
    pending_basis: str = ""
    note: Text = NOTHING
    assumed: bool = False
    pk: int = 0

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def overlaps(self, other: Delegation) -> bool:
        """Whether there is a day on which both hold."""
        return self.starts_on <= (other.ends_on or date.max) and other.starts_on <= (self.ends_on or date.max)


def road(office: int, delegations: Iterable[Delegation], around: Sequence[str], day: date) -> list[Delegation]:
    """The delegations by which a power comes from `office` to whoever has it at a place on a day, in their order.

    Of several the one for the smallest area counts; what has been delegated may be delegated further, never back.
    """
    held = [each for each in delegations if each.holds_on(day) and each.place in around]
    way: list[Delegation] = []
    seen = {office}
    while True:
        onward = [each for each in held if each.giver == office and each.taker not in seen]
        if not onward:
            return way
        way.append(min(onward, key=lambda each: around.index(each.place)))
        office = way[-1].taker
        seen.add(office)


def conflicts(delegations: Sequence[Delegation], places: Gazetteer) -> list[tuple[Delegation, Delegation]]:
    """Pairs that would send one application to two offices: same power and giver, a common day, places that cross.

    A place inside another is no conflict (the smaller counts, and a zone before a district); two zones that share a
    street, neither within the other, are.
    """
    found = []
    for at, one in enumerate(delegations):
        for other in delegations[at + 1 :]:
            if one.power == other.power and one.overlaps(other) and _cross(one, other, places):
                found.append((one, other))
    return found


def _cross(one: Delegation, other: Delegation, places: Gazetteer) -> bool:
    if one.place == other.place:
        return True
    levels = {places.areas[each.place].level for each in (one, other) if each.place in places.areas}
    if one.giver != other.giver or levels != {"zone"}:
        return False
    here, there = set(places.within(one.place)), set(places.within(other.place))
    return bool(here & there) and not (here <= there or there <= here)
