"""The work list: queues, the rows of one of them, and beside it the case chosen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yiwang.casework.cases import queries as cases
from yiwang.casework.cases import services
from yiwang.casework.cases.queries import Filters
from yiwang.casework.cases.standing import CASE_ROLES
from yiwang.kit.errors import Refusal
from yiwang.registers.catalogue import queries as catalogue
from yiwang.surfaces.desk import listing, searching, seat
from yiwang.surfaces.desk.pages.case import opened
from yiwang.surfaces.desk.pages.side import whole
from yiwang.surfaces.desk.seat import at_desk, on_cases

PAGE = 30
ITEMS = 60
MOST_TAKEN = 50


@require_safe
@at_desk()
def work(request: HttpRequest) -> HttpResponse:
    """A full load shows list and case; htmx asks for the same address and takes the case alone."""
    actor = request.actor  # type: ignore[attr-defined]
    if not actor.roles & CASE_ROLES:
        return redirect(seat.first_place(actor))
    if not request.GET and (better := _instead_of_nothing(actor)):
        return redirect(f"{reverse('desk:work')}{better}")
    queue = request.GET.get("queue", "mine")
    number = request.GET.get("case", "")
    if request.htmx and number:  # type: ignore[attr-defined]
        return render(request, "desk/panel.html", opened(request, number, "list") | {"queue": queue})
    return render(request, "desk/work.html", _listed(request, queue, number))


def _instead_of_nothing(actor: Any) -> str:
    """Where the day begins for somebody with an empty list: at what they may take, or decide."""
    counts = cases.counts(actor, within="all")
    if counts["mine"]:
        return ""
    if actor.has("approver"):
        return listing.address(queue="all", only="turn") if counts["turn"] else ""
    return listing.address(queue="unassigned") if counts["unassigned"] else ""


def _listed(request: HttpRequest, queue: str, number: str) -> dict[str, Any]:
    actor = request.actor  # type: ignore[attr-defined]
    chosen = _chosen(request, queue)
    words = searching.opened(chosen["q"], actor)
    filters = Filters(item=chosen["item"], text=words, only=chosen["only"])
    after = request.GET.get("after") or None
    page = cases.work_list(actor, queue=queue, filters=filters, after=after, limit=PAGE)
    counts = cases.counts(actor, within=queue if queue != "closed" else "", filters=filters)
    context = seat.context(request, queue, counts) | chosen | {
        "words": words,
        "title": cases.QUEUES[queue][0],
        "count": seat.shown_count(counts[queue]),
        "rows": [listing.drawn(row) for row in page.rows],
        "cursor": page.next,
        "only_chips": listing.only_chips(chosen, counts),
        "item_chips": listing.item_chips(page.rows, chosen, whole=not (page.next or after)),
        "everything": listing.address(queue=queue),
        "without_words": listing.address(**(chosen | {"q": ""})),
        "is_narrowed": any((filters.item, filters.text, filters.only)),
        "decides": actor.has("approver"),
        "chosen": number,
        "here": listing.address(**chosen, after=after or ""),
        "taken": whole(request.GET.get("taken", "")[:3]),
    }  # fmt: skip
    return context | (opened(request, number, "list") if number else {})


def _chosen(request: HttpRequest, queue: str) -> dict[str, str]:
    """What the address says of the list, its page apart."""
    return {"queue": queue} | {key: request.GET.get(key, "") for key in ("only", "item", "q")}


@require_POST
@on_cases
def find(request: HttpRequest) -> HttpResponse:
    """A search is sent, never asked for by an address: whoever is searched for does not stand in it."""
    kept = {key: request.POST.get(key, "") for key in ("queue", "only", "item")}
    words = searching.sealed(request.POST.get("q", ""), request.actor)  # type: ignore[attr-defined]
    return redirect(f"{reverse('desk:work')}{listing.address(**kept, q=words)}")


@require_safe
@on_cases
def items(request: HttpRequest) -> HttpResponse:
    """The items of the office: one chosen, the list shows its cases alone."""
    actor = request.actor  # type: ignore[attr-defined]
    after = request.GET.get("after") or None
    found = catalogue.published(settings.CITY, department=actor.office, after=after, limit=ITEMS + 1)
    queue = request.GET.get("queue", "all")
    context = seat.context(request, queue) | {
        "items": [(each, listing.address(queue=queue, item=each.code)) for each in found[:ITEMS]],
        "cursor": found[ITEMS - 1].cursor if len(found) > ITEMS else None,
        "queue": queue,
    }
    return render(request, "desk/items.html", context)


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
