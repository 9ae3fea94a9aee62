"""Beginning an application and answering its questions, one a page. No sign-in is needed up to here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.casework.intake import queries as intake
from yiwang.casework.intake import services
from yiwang.kit.errors import Invalid, NotFound, Stale, Text
from yiwang.surfaces.look.signing import signed_in
from yiwang.surfaces.portal import flow, visitors

CHOOSE = Text("请选一个答案。", "Please choose one answer.")


@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    visitor = visitors.of(request) or visitors.new()
    draft = services.start(actor=actor, code=code, visitor=visitor, city=request.POST.get("city") or None)
    response = redirect(flow.address(draft))
    if actor.kind == "anonymous":
        visitors.remember(response, visitor)
    return response


@require_safe
def go_on(request: HttpRequest, draft: str) -> HttpResponse:
    """Where this draft was left."""
    found = flow.draft_of(request, draft)
    if found.case_number:
        return redirect("portal:receipt", found.public_id)
    return redirect(flow.address(found))


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, draft: str, key: str) -> HttpResponse:
    found = flow.draft_of(request, draft)
    if request.method != "POST":
        return _question(request, found, key)
    value = request.POST.get(key, "")
    if not value:
        return _question(request, found, key, error=CHOOSE)
    try:
        held = services.answer(
            actor=request.actor,  # type: ignore[attr-defined]
            draft=found,
            question=key,
            value=value,
            expected=number(request.POST.get("edition")),
            visitor=visitors.of(request),
        )
    except Invalid as refusal:
        return _question(request, found, key, error=refusal.fields.get(key, refusal.citizen))
    except Stale as refusal:
        return _question(request, flow.draft_of(request, draft), key, chosen=value, error=refusal.citizen)
    return redirect(flow.address(held))


def _question(
    request: HttpRequest, draft: Any, key: str, *, chosen: str = "", error: Text | None = None
) -> HttpResponse:
    context = flow.shared(draft, flow.SITUATION)
    asked = context["item"].questions_for(draft.answers)
    place = next((index for index, each in enumerate(asked) if each.key == key), None)
    if place is None:
        raise NotFound()
    context |= {
        "question": asked[place],
        "number": place + 1,
        "total": len(asked),
        "before": flow.address(draft, f"question:{asked[place - 1].key}") if place else "",
        "chosen": chosen or draft.answers.get(key, ""),
        "error": error,
        "checklist": intake.checklist(draft),
    }
    return render(request, "portal/question.html", context, status=422 if error else 200)


@require_safe
def stopped(request: HttpRequest, draft: str) -> HttpResponse:
    """An answer ended the road: what to do instead."""
    found = flow.draft_of(request, draft)
    context = flow.shared(found, flow.SITUATION)
    option = context["item"].stop_for(found.answers)
    if option is None:
        return redirect(flow.address(found))
    asked = context["item"].questions_for(found.answers)
    before = flow.address(found, f"question:{asked[-1].key}")
    return render(request, "portal/stopped.html", context | {"option": option, "before": before})


@require_POST
def move_over(request: HttpRequest, draft: str) -> HttpResponse:
    held = services.move_over(
        actor=request.actor,
        draft=flow.draft_of(request, draft),
        visitor=visitors.of(request),  # type: ignore[attr-defined]
    )
    return redirect(flow.address(held))


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, draft: str) -> HttpResponse:
    found = flow.draft_of(request, draft)
    if request.method != "POST":
        return render(request, "portal/delete.html", flow.shared(found, flow.SITUATION))
    services.delete(actor=request.actor, draft=found, visitor=visitors.of(request))  # type: ignore[attr-defined]
    return redirect("portal:drafts" if request.actor.kind == "person" else "portal:home")  # type: ignore[attr-defined]


@require_safe
@signed_in
def drafts(request: HttpRequest) -> HttpResponse:
    page = intake.mine(request.actor, after=request.GET.get("after", ""))  # type: ignore[attr-defined]
    return render(request, "portal/drafts.html", {"section": "cases", "page": page})


def number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else None
