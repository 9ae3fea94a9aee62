"""What is done beside the table of acts: taking, handing over, verifying a material, writing a message."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.casework.cases import queries as cases
from yiwang.casework.cases import services
from yiwang.casework.cases.standing import CASE_ROLES
from yiwang.kit.errors import Invalid, Stale, Text
from yiwang.registers.parties import queries as parties
from yiwang.surfaces.desk import seat
from yiwang.surfaces.desk.pages.case import page
from yiwang.surfaces.desk.seat import on_cases
from yiwang.surfaces.look.fields import Field

COLLEAGUE = Text("交给谁", "To whom")
NOTE = Text("留给同事的话", "A word to the colleague")


def done(number: str, act: str) -> HttpResponse:
    return redirect(f"{reverse('desk:case', args=[number])}?done={act}")


@require_POST
@on_cases
def take(request: HttpRequest, number: str) -> HttpResponse:
    services.take(actor=request.actor, number=number)  # type: ignore[attr-defined]
    return done(number, "take")


@require_http_methods(["GET", "HEAD", "POST"])
@on_cases
def hand_over(request: HttpRequest, number: str) -> HttpResponse:
    if request.method != "POST":
        return _hand_over(request, cases.open_for_reading(request.actor, number, "hand_over"))  # type: ignore[attr-defined]
    wanted = request.POST.get("to_post", "")
    try:
        services.hand_over(
            actor=request.actor,  # type: ignore[attr-defined]
            number=number,
            to_post=int(wanted) if wanted.isdecimal() and len(wanted) < 18 else 0,
            expected=whole(request.POST.get("revision")),
            note=request.POST.get("note", "").strip()[:1000],
        )
    except (Invalid, Stale) as refusal:
        return _hand_over(request, cases.find(request.actor, number), refusal)  # type: ignore[attr-defined]
    return done(number, "hand_over")


def _hand_over(request: HttpRequest, found: Any, refusal: Any = None) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    colleagues = [
        each for each in parties.colleagues(actor.office) if each.roles & CASE_ROLES and each.pk != actor.post
    ]
    choices = tuple((str(each.pk), _named(each)) for each in colleagues)
    errors = refusal.fields if refusal else {}
    likely = _likely(found.state, colleagues, actor)
    context = seat.context(request, "case") | {
        "case": cases.view(found),
        "fields": [
            Field("to_post", COLLEAGUE, "choice", value=request.POST.get("to_post", likely), choices=choices,
                  error=errors.get("to_post")),
            Field("note", NOTE, "textarea", value=request.POST.get("note", ""), required=False),
        ],
        "stale": refusal.officer if isinstance(refusal, Stale) else None,
        "alone": not choices,
    }  # fmt: skip
    return render(request, "desk/hand_over.html", context, status=refusal.status if refusal else 200)


def _likely(state: str, colleagues: list[Any], actor: Any) -> str:
    """What is under review goes from whoever reviewed it to whoever decides."""
    if state != "accepted" or actor.has("approver"):
        return ""
    return next((str(each.pk) for each in colleagues if "approver" in each.roles), "")


def _named(each: Any) -> Text:
    held = [text for role, text in seat.ROLES.items() if role in each.roles]
    return Text(f"{each.name}，{'、'.join(t.zh for t in held)}", f"{each.name}, {', '.join(t.en for t in held)}")


@require_POST
@on_cases
def verify(request: HttpRequest, number: str, material: str) -> HttpResponse:
    try:
        services.verify_material(
            actor=request.actor,  # type: ignore[attr-defined]
            number=number,
            expected=whole(request.POST.get("revision")),
            material=material,
            result=request.POST.get("result", ""),
        )
    except Stale as refusal:
        found = cases.open_for_reading(request.actor, number, "page")  # type: ignore[attr-defined]
        return render(request, "desk/case.html", page(request, found, stale=refusal.officer), status=409)
    return done(number, "verify_material")


@require_POST
@on_cases
def message(request: HttpRequest, number: str) -> HttpResponse:
    text = request.POST.get("text", "")
    found = cases.find(request.actor, number)  # type: ignore[attr-defined]
    try:
        services.send_message(actor=request.actor, number=found.number, text=text)  # type: ignore[attr-defined]
    except Invalid as refusal:
        cases.open_for_reading(request.actor, number, "page")  # type: ignore[attr-defined]
        error = refusal.fields.get("text", refusal.citizen)
        return render(request, "desk/case.html", page(request, found, typed=text, message_error=error), status=422)
    return redirect(f"{reverse('desk:case', args=[number])}?done=message#messages")


def whole(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else None
