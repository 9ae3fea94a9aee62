"""Which cases a delegation takes along, and what a zone handles itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet

from yiwang.casework.cases.lifecycle import OPEN, UNDECIDED
from yiwang.casework.cases.models import Case
from yiwang.kit.calendar import SHANGHAI
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.offices import queries as offices
from yiwang.registers.offices.delegating import Delegation


@dataclass(frozen=True)
class Share:
    """Of the cases that lie in a zone, how many its own office handles (园内事园内办)."""

    cases: int
    inside: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.inside / self.cases) if self.cases else None


def under_way(delegation: Delegation, city: str) -> QuerySet[Case]:
    """The undecided cases of a delegated power at its place that are still with the office that gave it away."""
    items = [version.definition.code for version in catalogue.of_power(delegation.power, city)]
    places = offices.gazetteer().within(delegation.place)
    # `state IN OPEN` is the condition of the partial index; without it that cannot be used.
    rows = Case.objects.filter(office=delegation.giver, item_code__in=items, state__in=OPEN)
    return rows.filter(place__in=places, state__in=UNDECIDED)


def numbers_under_way(delegation: Delegation, city: str, *, limit: int) -> list[str]:
    """Their numbers, the most urgent first."""
    return list(under_way(delegation, city).order_by("due_index", "pk").values_list("number", flat=True)[:limit])


def open_by_office(items: Collection[str], at: Collection[int]) -> dict[tuple[int, str, str], int]:
    """How many undecided cases of these items there are at these offices, by office, item and place."""
    rows = Case.objects.filter(office__in=list(at), item_code__in=list(items), state__in=OPEN)
    rows = rows.filter(state__in=UNDECIDED)
    counted = rows.values_list("office", "item_code", "place").annotate(n=Count("pk"))
    return {(office, item, place): n for office, item, place, n in counted}


def share_inside(zone: str, takers: Iterable[int], first: date, last: date) -> Share:
    """Of the cases received from `first` to `last` whose place is in a zone, those that are with the zone's offices."""
    rows = Case.objects.filter(
        place__in=offices.gazetteer().within(zone),
        received_at__gte=_begin(first),
        received_at__lt=_begin(last + timedelta(days=1)),
    )
    counted = rows.aggregate(cases=Count("pk"), inside=Count("pk", filter=Q(office__in=list(takers))))
    return Share(counted["cases"], counted["inside"])


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
