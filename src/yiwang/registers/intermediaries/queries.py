"""Questions about intermediary services and agencies. All of it is public, but for what one said oneself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Case, Count, F, IntegerField, Min, Q, QuerySet, Value, When

from yiwang.kit.actor import Actor
from yiwang.kit.errors import NotFound, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.intermediaries import directory, rules
from yiwang.registers.intermediaries.directory import Agency, Service
from yiwang.registers.intermediaries.directory import Offer as Offered
from yiwang.registers.intermediaries.models import Agency as AgencyRow
from yiwang.registers.intermediaries.models import Offer, Rating, Trade

Order = Literal["price", "time", "rating"]
ORDERS: tuple[Order, ...] = ("price", "time", "rating")
BODY = "30"
"""来源渠道: made by a body by law or by an intermediary."""
LARGEST = 10**12


@dataclass(frozen=True)
class Figures:
    """What customers said: `voices` counts them; below the threshold there is no average to read anybody out of."""

    voices: int
    average: float | None


@dataclass(frozen=True)
class Line:
    """A service in the list of services: how many agencies offer it, and the lowest price among them."""

    service: Service
    agencies: int
    cheapest: Any


@dataclass(frozen=True)
class Entry:
    """An agency in the list of one service. `cursor` is what the next page begins after."""

    agency: Agency
    offer: Offered
    figures: Figures
    cursor: str


@dataclass(frozen=True)
class Provider:
    """An agency whole, with each service it offers and what was said of it there."""

    agency: Agency
    offers: tuple[tuple[Service, Offered, Figures], ...]
    retired: bool


@dataclass(frozen=True)
class Given:
    """What one has said of an agency."""

    agency: Text
    stars: int
    text: str


def services(city: str) -> list[Line]:
    """The services of a city by name, with what is offered."""
    offered = Offer.objects.filter(trade__city=city, retired_on=None).values("trade")
    sums = {row["trade"]: row for row in offered.annotate(n=Count("pk"), low=Min("price"))}
    rows = Trade.objects.filter(city=city, retired_on=None).order_by("name", "pk")
    nothing: dict[str, Any] = {"n": 0, "low": None}
    found = ((row, sums.get(row.pk, nothing)) for row in rows)
    return [Line(directory.service(row.body), said["n"], said["low"]) for row, said in found]


def service(city: str, key: str) -> Service:
    """One service; raises NotFound."""
    return directory.service(_trade(city, key).body)


def agencies(
    city: str, key: str, *, district: str = "", order: Order = "price", after: str = "", limit: int = 20
) -> list[Entry]:
    """Agencies of one service in a district or everywhere, cheapest, fastest or best rated first.

    `after` is the cursor of the last one seen; a broken one begins again. Raises NotFound for an unknown service.
    """
    rows = _ranked(Offer.objects.filter(trade=_trade(city, key), retired_on=None))
    if district:
        rows = rows.filter(division=district)
    name = {"price": "price", "time": "days", "rating": "rank"}[order]
    best_first = order == "rating"
    if position := _position(after, order):
        value, pk = position
        onward = Q(**{f"{name}__{'lt' if best_first else 'gt'}": value}) | Q(**{name: value}, pk__gt=pk)
        rows = rows.filter(onward)
    rows = rows.order_by(F(name).desc() if best_first else F(name).asc(), "pk").select_related("agency")
    return [_entry(row, key, name) for row in rows[:limit]]


def districts(city: str, key: str) -> dict[str, int]:
    """How many agencies of one service stand in each district, by division code."""
    rows = Offer.objects.filter(trade__city=city, trade__key=key, retired_on=None).values("division")
    return dict(rows.annotate(n=Count("pk")).order_by("division").values_list("division", "n"))


def agency(city: str, key: str) -> Provider:
    """One agency with all it offers, ended ones too; raises NotFound."""
    row = AgencyRow.objects.filter(city=city, key=key).first()
    if row is None:
        raise NotFound()
    found = directory.agency(row.body)
    rows = {each.trade.key: each for each in Offer.objects.filter(agency=row).select_related("trade")}
    offers = [
        (directory.service(rows[each.service].trade.body), each, _figures(rows[each.service])) for each in found.offers
    ]
    return Provider(found, tuple(offers), row.retired_on is not None)


def producing(city: str, papers: Iterable[str]) -> dict[str, Service]:
    """Which service makes each of these papers, by key of the paper."""
    wanted = {paper for paper in papers if paper}
    if not wanted:
        return {}
    rows = Trade.objects.filter(city=city, retired_on=None)
    found = [directory.service(row.body) for row in rows.filter(_any_of("body__papers", wanted))]
    return {paper: each for each in found for paper in each.papers if paper in wanted}


def makers(version: catalogue.Version) -> dict[str, Service]:
    """By key of the material, the service that makes it; only what a body makes (source 30) is looked for."""
    bought = {m.key: m.paper for m in version.definition.materials if m.source == BODY and m.paper and m.has_basis}
    made = producing(version.city, bought.values())
    return {key: made[paper] for key, paper in bought.items() if paper in made}


def needing(city: str, found: Service) -> list[catalogue.Version]:
    """The items in force that ask by law for a paper of this service, by code."""
    return catalogue.asking_for(found.papers, city)


def given(actor: Actor, case_number: str) -> list[Given]:
    """What the actor has said of agencies in one of their own cases."""
    if actor.kind != "person" or actor.party is None:
        return []
    rows = Rating.objects.filter(case_number=case_number, party=actor.party).select_related("agency").order_by("pk")
    return [Given(directory.agency(row.agency.body).name, row.stars, row.text) for row in rows]


def _any_of(field: str, values: Iterable[str]) -> Q:
    wanted = Q()
    for value in sorted(values):
        wanted |= Q(**{f"{field}__contains": [value]})
    return wanted


def _trade(city: str, key: str) -> Trade:
    row = Trade.objects.filter(city=city, key=key, retired_on=None).first()
    if row is None:
        raise NotFound()
    return row


def _ranked(rows: QuerySet[Offer]) -> QuerySet[Offer]:
    """With `rank`, the average in thousandths; those below the threshold have none and come last."""
    heard = When(voices__gte=max(rules.rating_threshold(), 1), then=F("stars") * 1000 / F("voices"))
    return rows.annotate(rank=Case(heard, default=Value(0), output_field=IntegerField()))


def _entry(row: Any, key: str, name: str) -> Entry:
    found = directory.agency(row.agency.body)
    offer = next(each for each in found.offers if each.service == key)
    return Entry(found, offer, _figures(row), f"{getattr(row, name)}:{row.pk}")


def _figures(row: Offer) -> Figures:
    heard = row.voices and row.voices >= rules.rating_threshold()
    return Figures(row.voices, row.stars / row.voices if heard else None)


def _position(cursor: str, order: Order) -> tuple[str, int] | None:
    """Where a list goes on. Only a price has a part behind the point: a cursor of another order is a broken one."""
    value, _, pk = cursor.partition(":")
    whole, point, part = value.partition(".") if order == "price" else (value, "", "")
    digits = [whole, pk, *([part] if point else [])]
    if not all(each.isascii() and each.isdigit() and len(each) <= 15 for each in digits) or int(whole) > LARGEST:
        return None
    return value, int(pk)
