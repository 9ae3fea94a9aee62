"""The district a reader looks from: chosen on a page, kept in the browser, said to nobody else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.definition import Implementation
from yiwang.registers.offices import queries as offices

COOKIE = "yiwang_district"
KEPT_SECONDS = 365 * 24 * 3600
_SHAPE = re.compile(r"\d{6}")


@dataclass(frozen=True)
class Counter:
    """A hall of the district with the windows that take what this office decides."""

    hall: offices.HallView
    windows: tuple[offices.WindowView, ...]


def of(request: HttpRequest) -> str:
    """The district just chosen, else the one kept; empty for none. `district=` without a code forgets it."""
    said = request.GET.get("district", request.COOKIES.get(COOKIE, ""))
    return said if _SHAPE.fullmatch(said) else ""


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Keep what was just chosen. A function somebody asked for: no consent banner, nothing personal in it."""
    if "district" not in request.GET:
        return
    if found := of(request):
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, found, KEPT_SECONDS, httponly=True, samesite="Lax", secure=secure)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")


def shown(version: catalogue.Version, district: str) -> dict[str, Any]:
    """What a guide says of districts: those to choose from, and the item as it holds in the one chosen."""
    named = version.definition.implementations
    if not named:
        return {"version": version, "item": version.definition, "districts": ()}
    here = next((each for each in named if each.division == district), None)
    places = {place.code: place for place in offices.districts(version.city)}
    found = {"districts": [places[code] for code in sorted({each.division for each in named} & set(places))]}
    if here is None:
        return found | {"version": version, "item": version.definition}
    held = at(version, here)
    more = {"district": places.get(district), "halls": counters(held.office)}
    return found | more | {"version": held, "item": held.definition}


def at(version: catalogue.Version, here: Implementation) -> catalogue.Version:
    """The version as it holds at a district's office."""
    return catalogue.version(version.pk, offices.office_by_code(here.department).pk)


def counters(office: offices.Office) -> list[Counter]:
    """The halls of the office's district where its items are taken."""
    found = [
        Counter(hall, tuple(each for each in hall.windows if not each.departments or office.code in each.departments))
        for hall in offices.halls(office.city)
        if hall.division == office.division
    ]
    return [each for each in found if each.windows]
