"""What a clerk received at the window: whoever stood there comes back and asks how far it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.casework.cases import queries as cases
from yiwang.surfaces.desk import seat
from yiwang.surfaces.desk.pages.side import whole
from yiwang.surfaces.desk.seat import at_desk

PAGE = 30


@require_safe
@at_desk("clerk")
def received(request: HttpRequest) -> HttpResponse:
    """Newest first, also other offices' cases: those with their state alone."""
    after = whole(request.GET.get("after"))
    page = cases.received_by(request.actor, after=after, limit=PAGE)  # type: ignore[attr-defined]
    context = seat.context(request, "received") | {"rows": page.rows, "cursor": page.next}
    return render(request, "desk/received.html", context)
