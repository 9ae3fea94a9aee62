"""Which city's items are shown: this portal's own, or another city's that somebody chose.

Items of other cities are left out unless chosen, so nobody applies in the wrong place by mistake.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from yiwang.registers.offices import queries as offices
from yiwang.surfaces.look.context import city


def chosen(request: HttpRequest) -> str:
    """The city of `?city=`; this portal's own where it names none we know."""
    wanted = request.GET.get("city", "")
    own = str(city()["code"])
    return wanted if wanted != own and any(each.code == wanted for each in offices.cities()) else own


def shown(code: str) -> dict[str, Any]:
    """What the templates need: the other city, or the cities one may choose."""
    others = [each for each in offices.cities() if each.code != city()["code"]]
    return {"elsewhere": next((each for each in others if each.code == code), None), "other_cities": others}
