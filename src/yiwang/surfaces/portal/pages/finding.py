"""Finding an item: by words, by topic, by department."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.kit.errors import NotFound
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.offices import queries as offices
from yiwang.surfaces.look.context import city
from yiwang.surfaces.portal import blindspots
from yiwang.surfaces.portal.shelf import shelf, topics

PAGE = 20
LONGEST = 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results by relevance. A search without any is counted, so that somebody fills the gap."""
    words = " ".join(request.GET.get("q", "").split())[:LONGEST]
    hits = catalogue.search(words, city()["code"], limit=PAGE) if words else []
    if words and not hits:
        blindspots.count(words)
    context = {"section": "items", "words": words, "hits": hits, "shelf": shelf()}
    return render(request, "portal/search.html", context)


@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """Every way in: topics of people, topics of firms, departments."""
    context = {"section": "items", "shelf": shelf(), "departments": catalogue.departments(city()["code"])}
    return render(request, "portal/items.html", context)


@require_safe
def topic(request: HttpRequest, key: str) -> HttpResponse:
    found = next((each for each in topics() if each.key == key), None)
    if found is None:
        raise NotFound()
    rows = catalogue.published(city()["code"], topic=key, after=request.GET.get("after"), limit=PAGE + 1)
    return _listed(request, found.name, rows, found.count)


@require_safe
def department(request: HttpRequest, code: str) -> HttpResponse:
    office = offices.department_by_code(code)
    after = request.GET.get("after")
    rows = catalogue.published(city()["code"], department=office.pk, after=after, limit=PAGE + 1)
    return _listed(request, office.name, rows, None)


def _listed(request: HttpRequest, name: object, rows: list[catalogue.Summary], count: int | None) -> HttpResponse:
    cursor = rows[PAGE - 1].cursor if len(rows) > PAGE else None
    context = {"section": "items", "name": name, "rows": rows[:PAGE], "cursor": cursor, "count": count}
    return render(request, "portal/listed.html", context)
