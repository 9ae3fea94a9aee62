"""The first page: search first, then what waits for this person, then the ways in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.casework.intake import queries as intake
from yiwang.surfaces.portal import mycases
from yiwang.surfaces.portal.shelf import shelf

MOST_ROWS = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {"section": "home", "shelf": shelf(), **_own(request.actor)}  # type: ignore[attr-defined]
    return render(request, "portal/home.html", context)


def _own(actor: Any) -> dict[str, Any]:
    if actor.kind != "person":
        return {}
    drafts = intake.mine(actor, limit=MOST_ROWS)
    mine = mycases.lately(actor, limit=10)
    waiting = [row for row in mine if row.waits_for_me][:MOST_ROWS]
    running = [row for row in mine if row.is_running][:MOST_ROWS]
    return {
        "drafts": drafts.rows,
        "waiting": waiting,
        "running": running,
        "to_do": len(drafts.rows) + len(waiting),
        # Who has nothing to do reads what came of the last cases instead of an empty column.
        "done": [row for row in mine if row.is_done][:MOST_ROWS],
    }
