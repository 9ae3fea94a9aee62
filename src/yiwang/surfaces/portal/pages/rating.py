"""Saying how it was: five levels, tags, a few words. One follow-up is open afterwards."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from yiwang.casework.cases import queries as cases
from yiwang.casework.helpdesk import queries as helpdesk
from yiwang.casework.helpdesk import services
from yiwang.kit.errors import Invalid
from yiwang.surfaces.look.signing import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def rate(request: HttpRequest, number: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = cases.find(actor, number)
    if request.method != "POST":
        return _rate(request, found, level=request.GET.get("level", ""))
    level = request.POST.get("level", "")
    if "next" in request.POST or not request.POST.get("second"):
        return _rate(request, found, level=level, refusal=None if level else Invalid(fields={"level": services.CHOOSE}))
    try:
        services.rate(
            actor=actor,
            case_number=found.number,
            level=int(level) if level in "12345" and level else 0,
            tags=request.POST.getlist("tags"),
            text=request.POST.get("text", ""),
            channel="mobile" if "Mobi" in request.headers.get("User-Agent", "") else "pc",
        )
    except Invalid as refusal:
        return _rate(request, found, level=level, refusal=refusal)
    return redirect("portal:case", found.number)


def _rate(request: HttpRequest, found: Any, *, level: str, refusal: Invalid | None = None) -> HttpResponse:
    """First the level, then the tags that go with it: two short steps that need no script."""
    levels = helpdesk.levels()
    chosen = next((each for each in levels if str(each.level) == level), None)
    context = {
        "section": "cases",
        "case": cases.view(found),
        "levels": levels,
        "chosen": chosen,
        "tags": request.POST.getlist("tags"),
        "text": request.POST.get("text", ""),
        "number": helpdesk.open_for(request.actor, found.number),  # type: ignore[attr-defined]
        "given": helpdesk.given(request.actor, found.number),  # type: ignore[attr-defined]
        "faults": refusal.fields if refusal else {},
    }
    return render(request, "portal/rate.html", context, status=422 if refusal else 200)
