"""The form, one page a page: filled in from what the city knows, judged by its schema, saved on each step."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from yiwang.casework.intake import queries as intake
from yiwang.casework.intake import services
from yiwang.casework.intake.keeping import Changed
from yiwang.kit.errors import Invalid, NotFound
from yiwang.registers.definition import FormPage
from yiwang.surfaces.look import fields
from yiwang.surfaces.look.signing import signed_in
from yiwang.surfaces.portal import flow, formfields


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def page(request: HttpRequest, draft: str, key: str) -> HttpResponse:
    found = flow.draft_of(request, draft)
    context = flow.shared(found, flow.DETAILS)
    pages = context["item"].pages_for(found.answers)
    at = next((index for index, each in enumerate(pages) if each.key == key), None)
    if at is None:
        raise NotFound()
    if request.method != "POST":
        return _page(request, found, context, pages, at)
    typed = fields.read(formfields.types(context["version"], [pages[at]]), request.POST)
    leaving = "leave" in request.POST
    try:
        held = services.save_page(
            actor=request.actor,  # type: ignore[attr-defined]
            draft=found,
            page=key,
            values=typed,
            expected=_number(request.POST.get("edition", "")),
            leaving=leaving,
        )
    except Invalid as refusal:
        return _page(request, flow.draft_of(request, draft), context, pages, at, typed=typed, refusal=refusal)
    except Changed as refusal:
        return _page(request, flow.draft_of(request, draft), context, pages, at, typed=typed, refusal=refusal)
    return redirect("portal:drafts") if leaving else redirect(flow.address(held))


def _page(
    request: HttpRequest,
    draft: Any,
    context: dict[str, Any],
    pages: list[FormPage],
    at: int,
    *,
    typed: dict[str, str] | None = None,
    refusal: Any = None,
) -> HttpResponse:
    known = {key: each.value for key, each in intake.prefilled(draft).items()}
    errors = refusal.fields if refusal else {}
    shown = formfields.shown(context["version"], pages[at], kept=draft.values, known=known, typed=typed, errors=errors)
    before = flow.address(draft, f"page:{pages[at - 1].key}" if at else "materials")
    context |= {
        "draft": draft,
        "page": pages[at],
        "number": at + 1,
        "total": len(pages),
        "fields": shown,
        "before": before,
        "stale": refusal.citizen if isinstance(refusal, Changed) else None,
    }
    return render(request, "portal/form.html", context, status=refusal.status if refusal else 200)


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
