"""Intermediary services: which there are, who sells them for how much and how fast, why they are needed, and rating."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.casework.cases import queries as cases
from yiwang.casework.cases.queries import CaseView
from yiwang.casework.helpdesk.queries import DECIDED
from yiwang.kit.errors import Invalid, NotAllowed, Refusal, Text
from yiwang.registers.definition import Limit
from yiwang.registers.intermediaries import queries as intermediaries
from yiwang.registers.intermediaries import services
from yiwang.registers.intermediaries.directory import PRICE_KINDS, Handled, Offer, Service
from yiwang.registers.intermediaries.services import CHOOSE
from yiwang.registers.offices import queries as offices
from yiwang.surfaces.look.context import city
from yiwang.surfaces.look.signing import signed_in
from yiwang.surfaces.portal.pages.commitment import span

PAGE, LONGEST = 20, 60
ORDERS: dict[intermediaries.Order, Text] = {
    "price": Text("价格从低到高", "Lowest price"),
    "time": Text("时间从短到长", "Shortest time"),
    "rating": Text("评价从高到低", "Best rated"),
}
WHICH = Text("请选评价哪一家。", "Choose which agency you rate.")
NOT_YET = Text("办完以后才能评价。", "You can rate it once the case is decided.")
HANDED_IN = ("uploaded",)
STARS = tuple((str(n), Text(f"{n} 颗星", f"{n} star{'' if n == 1 else 's'}")) for n in range(5, 0, -1))


class TooEarly(Refusal):
    """The case has no result yet."""

    code = "agency_rating_too_early"
    citizen = NOT_YET


@dataclass(frozen=True)
class Told:
    """A price and a time in words."""

    price: Text
    time: Text


def cost(low: Decimal, high: Decimal | None, unit: Text) -> Text:
    """A price in words: 800–9000 元一份报告."""
    span_of = f"{_plain(low)}–{_plain(high)}" if high is not None and high != low else _plain(low)
    return Text(f"{span_of} 元/{unit.zh}", f"¥{span_of} per {unit.en}")


def _plain(amount: Decimal) -> str:
    return f"{amount:.2f}".removesuffix(".00")


def told(offer: Offer, service: Service) -> Told:
    return Told(cost(offer.price, offer.most, service.price.unit), _within(offer.limit))


def _within(limit: Limit) -> Text:
    days = span(limit)
    return Text(f"{days.zh}内", f"within {days.en}")


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every service, with how many sell it and from how much."""
    rows = [
        (line, cost(line.cheapest, None, line.service.price.unit) if line.agencies else None)
        for line in intermediaries.services(_city())
    ]
    return render(request, "portal/agencies.html", {"section": "items", "rows": rows})


@require_safe
def service(request: HttpRequest, key: str) -> HttpResponse:
    """What a service is, which items need it, and who offers it."""
    found = intermediaries.service(_city(), key)
    names = {place.code: place.name for place in offices.districts(_city())}
    context = {
        "section": "items",
        "service": found,
        "price": cost(found.price.low, found.price.high, found.price.unit),
        "kind": PRICE_KINDS[found.price.kind],
        "time": _within(found.limit),
        "needing": _needing(found),
        "orders": ORDERS.items(),
        "districts": [(c, names[c], n) for c, n in intermediaries.districts(_city(), key).items() if c in names],
    }
    return render(request, "portal/agency_service.html", context | _offered(request, found, names))


def _offered(request: HttpRequest, found: Service, names: dict[str, Text]) -> dict[str, Any]:
    """A page of agencies as the reader wants them: a district or order that is none counts as not said."""
    order: intermediaries.Order = next((each for each in ORDERS if each == request.GET.get("order")), "price")
    district = request.GET.get("district", "")
    district = district if district in names else ""
    after = request.GET.get("after", "")[:LONGEST]
    rows = intermediaries.agencies(_city(), found.key, district=district, order=order, after=after, limit=PAGE + 1)
    return {
        "rows": [(entry, told(entry.offer, found), names.get(entry.agency.division)) for entry in rows[:PAGE]],
        "cursor": rows[PAGE - 1].cursor if len(rows) > PAGE else None,
        "order": order,
        "district": district,
    }


def _needing(found: Service) -> list[tuple[Any, list[Text]]]:
    """Each item with the papers it wants of this service, and none that shared data or a licence replace."""
    listed = []
    for version in intermediaries.needing(_city(), found):
        papers = [m for m in version.definition.materials if m.paper in found.papers and not m.may_be_waived]
        if papers:
            listed.append((version.definition, papers))
    return listed


@require_safe
def agency(request: HttpRequest, key: str) -> HttpResponse:
    """One agency: what it offers, where it is, which qualification it holds, what its customers said."""
    provider = intermediaries.agency(_city(), key)
    names = {place.code: place.name for place in offices.districts(_city())}
    offers = [(trade, told(offer, trade), offer, figures) for trade, offer, figures in provider.offers]
    district = names.get(provider.agency.division)
    context = {"section": "items", "provider": provider, "agency": provider.agency, "offers": offers}
    return render(request, "portal/agency.html", context | {"district": district})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """Rating the agencies whose papers one handed in with this case, once each."""
    actor = request.actor  # type: ignore[attr-defined]
    found = cases.find(actor, number)
    if actor.kind != "person" or found.applicant_id != actor.party:
        raise NotAllowed
    view = cases.view(found)
    trades = trades_of(view)
    if not trades:
        raise services.NotFromThere
    if found.state not in DECIDED:
        raise TooEarly
    if request.method != "POST":
        return _rate(request, view, trades)
    try:
        _give(request, view, found.applicant_id)
    except (Invalid, services.RatedAlready) as refusal:
        return _rate(request, view, trades, refusal)
    return redirect("portal:rate_agency", number)


def trades_of(view: CaseView) -> list[Service]:
    """The services whose papers were handed in with a case; nothing is asked of the database where there are none."""
    made = intermediaries.producing(view.version.city, _papers(view)).values()
    return list({each.key: each for each in made}.values())


def _papers(view: CaseView) -> frozenset[str]:
    handed_in = {each.key for each in view.materials if each.state in HANDED_IN}
    return frozenset(
        material.paper
        for material in view.version.definition.materials
        if material.key in handed_in and material.paper and material.has_basis
    )


def _give(request: HttpRequest, view: CaseView, applicant: int) -> None:
    trade, _, key = request.POST.get("agency", "").partition("/")
    stars = request.POST.get("stars", "")
    faults: dict[str, Text] = {} if key else {"agency": WHICH}
    faults |= {} if stars in ("1", "2", "3", "4", "5") else {"stars": CHOOSE}
    if faults:
        raise Invalid(fields=faults)
    services.rate(
        actor=request.actor,  # type: ignore[attr-defined]
        city=view.version.city,
        agency=key,
        trade=trade,
        case=Handled(view.number, view.item_code, applicant, _papers(view)),
        stars=int(stars),
        text=request.POST.get("text", ""),
    )


def _rate(request: HttpRequest, view: CaseView, trades: list[Service], refusal: Refusal | None = None) -> HttpResponse:
    actor, place = request.actor, view.version.city  # type: ignore[attr-defined]
    faults = (refusal.fields or {"agency": refusal.citizen}) if refusal else {}
    context = {
        "section": "cases",
        "case": view,
        "choices": [(trade, intermediaries.agencies(place, trade.key, limit=500)) for trade in trades],
        "stars": STARS,
        "given": intermediaries.given(actor, view.number),
        "faults": faults,
        "typed": {name: request.POST.get(name, "") for name in ("agency", "stars", "text")},
    }
    return render(request, "portal/rate_agency.html", context, status=422 if refusal else 200)


def _city() -> str:
    return str(city()["code"])
