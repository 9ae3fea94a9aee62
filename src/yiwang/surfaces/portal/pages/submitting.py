"""Reading everything back, sending it once, and the receipt."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from yiwang.casework.intake import queries as intake
from yiwang.casework.intake import services, stepping
from yiwang.kit.documents import qr
from yiwang.kit.errors import Invalid, NotFound, Refusal, Stale
from yiwang.registers.parties import queries as parties
from yiwang.surfaces.look.signing import signed_in
from yiwang.surfaces.portal import flow
from yiwang.surfaces.portal.pages import applying

PHONE, COMPUTER = "2", "1"


@require_safe
@signed_in
def summary(request: HttpRequest, draft: str) -> HttpResponse:
    found = flow.draft_of(request, draft)
    if found.case_number:
        return redirect("portal:receipt", found.public_id)
    return _summary(request, found)


def _summary(request: HttpRequest, draft: Any, refusal: Refusal | None = None) -> HttpResponse:
    context = flow.shared(draft, flow.CHECK)
    item = context["item"]
    checklist = intake.checklist(draft)
    open_step = stepping.after_answers(item, draft.answers)
    open_page = stepping.after_page(item, draft.answers, draft.pages)
    context |= {
        "is_office_known": intake.is_office_known(draft),
        "answers": item.situation_labels(draft.answers),
        "sections": intake.shown(draft),
        "checklist": checklist,
        "applicant": parties.identity(draft.party_id),
        "missing": checklist.missing,
        "ready": open_step == stepping.MATERIALS and open_page == stepping.SUMMARY and not checklist.missing,
        "go_on": flow.address(draft, open_page if open_page != stepping.SUMMARY else "materials"),
        "refusal": refusal,
        "before": flow.address(draft, f"page:{draft.pages[-1]}" if draft.pages else "materials"),
    }
    return render(request, "portal/summary.html", context, status=refusal.status if refusal else 200)


@require_POST
@signed_in
def submit(request: HttpRequest, draft: str) -> HttpResponse:
    """Once, whatever is clicked: the draft's own name is the key, so a repetition finds the same case."""
    mobile = "Mobi" in request.headers.get("User-Agent", "")
    try:
        services.submit(
            actor=request.actor,  # type: ignore[attr-defined]
            draft=draft,
            key=request.POST.get("key", "")[:50] or draft,
            source=PHONE if mobile else COMPUTER,
            expected=applying.number(request.POST.get("edition")),
        )
    except (Invalid, Stale) as refusal:
        return _summary(request, flow.draft_of(request, draft), refusal)
    return redirect("portal:receipt", draft)


@require_safe
@signed_in
def receipt(request: HttpRequest, draft: str) -> HttpResponse:
    found = flow.draft_of(request, draft)
    if not found.case_number:
        raise NotFound()
    address = f"{settings.PUBLIC_URL}{reverse('portal:case', args=[found.case_number])}"
    kept = {key: _read(value) for key, value in (found.receipt or {}).items()}
    context = flow.shared(found, flow.CHECK) | {
        "receipt": kept,
        "number": found.case_number,
        "qr": mark_safe(qr.svg(address)),
        "checklist": intake.checklist(found),
    }
    return render(request, "portal/receipt.html", context)


def _read(value: Any) -> Any:
    """Days and instants of the kept receipt, which is plain JSON."""
    if not isinstance(value, str) or len(value) < 10 or value[4] != "-":
        return value
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    except ValueError:
        return value
