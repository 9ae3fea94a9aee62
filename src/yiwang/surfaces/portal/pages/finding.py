"""Finding an item: by words, by topic, by department."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.kit.errors import NotFound
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.offices import queries as offices
from yiwang.registers.reform import queries as reform
from yiwang.registers.reform.scope import Scope
from yiwang.registers.things import queries as things
from yiwang.surfaces.look.context import city
from yiwang.surfaces.portal import blindspots, elsewhere, handy
from yiwang.surfaces.portal.shelf import shelf, topics

PAGE = 20
TRADES = 3
LONGEST = 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results by relevance. A search without any is counted, so that somebody fills the gap."""
    words = " ".join(request.GET.get("q", "").split())[:LONGEST]
    code = elsewhere.chosen(request)
    hits = catalogue.search(words, code, limit=PAGE) if words else []
    found = things.named(code, words)
    services = handy.named(shelf(code).services, words)
    trades = _trades(words, code)
    if words and not hits and not found and not services and not trades:
        blindspots.count(words)
    context = {
        "section": "items",
        "words": words,
        "hits": hits,
        "found": found,
        "services": services,
        "trades": trades,
        "shelf": shelf(code),
        **elsewhere.shown(code),
    }
    return render(request, "portal/search.html", context)


def _trades(words: str, code: str) -> list[Scope]:
    """The common trades somebody's words mean: what permits they need is asked on pages of this portal's own city."""
    if not words or code != str(city()["code"]):
        return []
    return [each for each in reform.search(reform.register(code), words) if each.trade][:TRADES]


@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """Every way in: topics of people, topics of firms, departments."""
    code = elsewhere.chosen(request)
    held = catalogue.departments(code)
    context = {"section": "items", "shelf": shelf(code), "departments": [row for row in held if row[0].level == "city"]}
    context |= {"by_district": _by_district(code, held), **elsewhere.shown(code)}
    return render(request, "portal/items.html", context)


def _by_district(city: str, held: list[tuple[offices.Office, int]]) -> list[tuple[offices.Place, Any]]:
    """The offices of the districts, each district's together: there are hundreds."""
    local = [row for row in held if row[0].level == "district"]
    places = offices.districts(city) if local else []
    return [(place, rows) for place in places if (rows := [row for row in local if row[0].division == place.code])]


@require_safe
def topic(request: HttpRequest, key: str) -> HttpResponse:
    code = elsewhere.chosen(request)
    found = next((each for each in topics(code) if each.key == key), None)
    if found is None:
        raise NotFound()
    rows = catalogue.published(code, topic=key, after=request.GET.get("after"), limit=PAGE + 1)
    return _listed(request, found.name, rows, found.count, code)


@require_safe
def department(request: HttpRequest, code: str) -> HttpResponse:
    office = offices.department_by_code(code)
    after = request.GET.get("after")
    rows = catalogue.published(office.city, department=office.pk, after=after, limit=PAGE + 1)
    return _listed(request, office.name, rows, None, office.city)


def _listed(
    request: HttpRequest, name: object, rows: list[catalogue.Summary], count: int | None, code: str
) -> HttpResponse:
    cursor = rows[PAGE - 1].cursor if len(rows) > PAGE else None
    context = {"section": "items", "name": name, "rows": rows[:PAGE], "cursor": cursor, "count": count}
    context |= elsewhere.shown(code)
    return render(request, "portal/listed.html", context)
