"""The work list: queues, the rows of one of them, and beside it the case chosen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yiwang.casework.cases import queries as cases
from yiwang.casework.cases import services
from yiwang.casework.cases.queries import Filters
from yiwang.casework.cases.standing import CASE_ROLES
from yiwang.kit.errors import Refusal
from yiwang.surfaces.desk import listing, seat
from yiwang.surfaces.desk.pages.case import opened
from yiwang.surfaces.desk.seat import at_desk, on_cases

PAGE = 30
LONGEST = 60
MOST_TAKEN = 50


@require_safe
@at_desk()
def work(request: HttpRequest) -> HttpResponse:
    """A full load shows list and case; htmx asks for the same address and takes the case alone."""
    actor = request.actor  # type: ignore[attr-defined]
    if not actor.roles & CASE_ROLES:
        return redirect("desk:posts" if actor.has("administrator") else "desk:ledger")
    queue = request.GET.get("queue", "mine")
    number = request.GET.get("case", "")
    if request.htmx and number:  # type: ignore[attr-defined]
        return render(request, "desk/panel.html", opened(request, number, "list") | {"queue": queue})
    return render(request, "desk/work.html", _listed(request, queue, number))


def _listed(request: HttpRequest, queue: str, number: str) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    words, item = " ".join(request.GET.get("q", "").split())[:LONGEST], request.GET.get("item", "")
    after = request.GET.get("after") or None
    filters = Filters(item=item, text=words)
    page = cases.work_list(actor, queue=queue, filters=filters, after=after, limit=PAGE)
    counts = cases.counts(actor)
    context = seat.context(request, queue, counts) | {
        "queue": queue,
        "title": cases.QUEUES[queue][0],
        "count": seat.shown_count(counts[queue]),
        "rows": [listing.drawn(row) for row in page.rows],
        "cursor": page.next,
        "words": words,
        "item": item,
        "chips": listing.chips(page.rows, item),
        "chosen": number,
        "here": listing.address(queue=queue, q=words, item=item, after=after or ""),
        "taken": request.GET.get("taken", "")[:3],
    }
    return context | (opened(request, number, "list") if number else {})


@require_POST
@on_cases
def take_many(request: HttpRequest) -> HttpResponse:
    """Take what is marked. One that a colleague has just taken stays theirs; the rest is taken all the same."""
    taken = 0
    for number in request.POST.getlist("number")[:MOST_TAKEN]:
        try:
            services.take(actor=request.actor, number=number)  # type: ignore[attr-defined]
            taken += 1
        except Refusal:
            continue
    return redirect(f"{reverse('desk:work')}?queue=mine&taken={taken}")
