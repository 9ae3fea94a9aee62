"""Intermediary services and the agencies that offer them: open facts, for anybody."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema

from yiwang.registers.intermediaries import queries as intermediaries
from yiwang.registers.intermediaries.directory import Offer, Service
from yiwang.registers.intermediaries.queries import Entry, Figures
from yiwang.surfaces.gateway.shapes import CITY, REFUSALS, LegalBasis, TimeLimit, Words, in_both, laws, time_limit

router = Router(tags=["intermediaries"])


class Range(Schema):
    kind: str
    low: Decimal
    high: Decimal
    unit: Words
    basis: str


class StandardLine(Schema):
    number: str
    name: Words


class Trade(Schema):
    key: str
    name: Words
    summary: Words
    papers: list[str]
    basis: list[LegalBasis]
    standards: list[StandardLine]
    qualification: Words
    price: Range
    limit: TimeLimit | None
    bought_by: str
    assumed: list[str]


class TradeWhole(Trade):
    items: list[str]
    """Codes of the items in force that ask for one of its papers by law."""


class Asked(Schema):
    service: str
    price: Decimal
    most: Decimal | None
    limit: TimeLimit | None
    ratings: int
    average: float | None
    """None below the city's threshold."""


class Agency(Schema):
    key: str
    code: str
    name: Words
    division: str
    address: Words
    phone: str
    since: date
    retired: bool
    offers: list[Asked]
    assumed: list[str]


class Line(Schema):
    key: str
    code: str
    name: Words
    division: str
    offer: Asked


class Page(Schema):
    agencies: list[Line]
    next: str | None = None


@router.get("/intermediaries", response={200: list[Trade], **REFUSALS}, summary="Intermediary services of a city")
def listed(request: HttpRequest, city: str = CITY) -> list[Trade]:
    """Every service: which papers it makes, by which law it may be asked for, standard, price and time."""
    return [Trade(**_trade(line.service)) for line in intermediaries.services(city or settings.CITY)]


@router.get(
    "/intermediaries/{key}", response={200: TradeWhole, **REFUSALS}, summary="One service", url_name="agency_service"
)
def service(request: HttpRequest, key: str, city: str = CITY) -> TradeWhole:
    """One service with the items that need it."""
    place = city or settings.CITY
    found = intermediaries.service(place, key)
    items = [version.definition.code for version in intermediaries.needing(place, found)]
    return TradeWhole(**_trade(found), items=items)


@router.get(
    "/intermediaries/{key}/agencies",
    response={200: Page, **REFUSALS},
    summary="Agencies of one service",
    url_name="agencies_of_service",
)
def agencies(
    request: HttpRequest,
    key: str,
    city: str = CITY,
    district: str = CITY,
    order: Literal["price", "time", "rating"] = "price",
    after: str = Query("", max_length=60),
    limit: int = Query(20, ge=1, le=100),
) -> Page:
    """A page of agencies, cheapest, fastest or best rated first, going on after `next`."""
    place = city or settings.CITY
    found = intermediaries.agencies(place, key, district=district, order=order, after=after, limit=limit + 1)
    cursor = found[limit - 1].cursor if len(found) > limit else None
    return Page(agencies=[_line(entry) for entry in found[:limit]], next=cursor)


@router.get("/agencies/{key}", response={200: Agency, **REFUSALS}, summary="One agency", url_name="agency")
def agency(request: HttpRequest, key: str, city: str = CITY) -> Agency:
    """One agency with all it offers; `retired` ones are no longer listed."""
    provider = intermediaries.agency(city or settings.CITY, key)
    found = provider.agency
    return Agency(
        key=found.key, code=found.code, name=in_both(found.name), division=found.division,
        address=in_both(found.address), phone=found.phone, since=found.since, retired=provider.retired,
        offers=[_asked(offer, figures) for _, offer, figures in provider.offers], assumed=list(found.assumed),
    )  # fmt: skip


def _trade(found: Service) -> dict[str, object]:
    price = found.price
    return {
        "key": found.key,
        "name": in_both(found.name),
        "summary": in_both(found.summary),
        "papers": list(found.papers),
        "basis": laws(found.basis),
        "standards": [StandardLine(number=each.number, name=in_both(each.name)) for each in found.standards],
        "qualification": in_both(found.qualification),
        "price": Range(kind=price.kind, low=price.low, high=price.high, unit=in_both(price.unit), basis=price.basis),
        "limit": time_limit(found.limit),
        "bought_by": found.bought_by,
        "assumed": list(found.assumed),
    }


def _line(entry: Entry) -> Line:
    found = entry.agency
    return Line(
        key=found.key,
        code=found.code,
        name=in_both(found.name),
        division=found.division,
        offer=_asked(entry.offer, entry.figures),
    )


def _asked(offer: Offer, figures: Figures) -> Asked:
    return Asked(
        service=offer.service,
        price=offer.price,
        most=offer.most,
        limit=time_limit(offer.limit),
        ratings=figures.voices,
        average=figures.average,
    )
