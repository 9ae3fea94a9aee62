"""The rest of an acceptance: papers, form, reading out, filing once, the receipt to hand over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.casework.cases.lifecycle import STATES
from yiwang.casework.intake import queries as intake
from yiwang.casework.intake import services, stepping
from yiwang.casework.intake.uploads import NotAccepted
from yiwang.kit import files
from yiwang.kit.documents import qr
from yiwang.kit.errors import Invalid, NotFound, Stale, Text
from yiwang.kit.ledger import kinds
from yiwang.kit.ledger import services as ledger
from yiwang.registers.parties import queries as parties
from yiwang.surfaces.desk import flow
from yiwang.surfaces.desk.pages.side import whole
from yiwang.surfaces.desk.seat import at_desk
from yiwang.surfaces.look import fields
from yiwang.surfaces.look.sending import kept_file

SHOWN = kinds.kind(
    "desk.window_file", "窗口工作人员查看了您交的材料", "A clerk at a window looked at a document you handed in"
)
MOST_BYTES = 20 * 1024 * 1024
TOO_BIG = Text("文件超过 20 MB，请换一个小一点的。", "The file is larger than 20 MB; choose a smaller one.")
WINDOW = "0"


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("clerk")
def materials(request: HttpRequest, draft: str) -> HttpResponse:
    """One screen for all papers: what the sources answered, and what is to be scanned."""
    found = flow.draft_of(request, draft)
    item = flow.shared(request, found, flow.MATERIALS)["item"]
    step = stepping.after_answers(item, found.answers)
    if step != stepping.MATERIALS:
        return redirect(flow.address(found, step))
    if request.method != "POST":
        services.check_sources(actor=request.actor, draft=found)  # type: ignore[attr-defined]
        return _materials(request, found)
    faults = _uploaded(request, found)
    if faults or "stay" in request.POST:
        return _materials(request, flow.draft_of(request, draft), faults)
    return redirect(flow.address(found, stepping.after_page(item, found.answers, found.pages)))


def _uploaded(request: HttpRequest, draft: Any) -> dict[str, Text]:
    faults: dict[str, Text] = {}
    for need in intake.checklist(draft).needs:
        for sent in request.FILES.getlist(f"file-{need.key}"):
            if (sent.size or 0) > MOST_BYTES:
                faults[need.key] = TOO_BIG
                continue
            try:
                services.upload(
                    actor=request.actor,
                    draft=draft,
                    material=need.key,
                    name=sent.name or "",
                    data=sent.read(),  # type: ignore[attr-defined]
                )
            except NotAccepted as refusal:
                faults[need.key] = refusal.citizen
    return faults


def _materials(request: HttpRequest, draft: Any, faults: dict[str, Text] | None = None) -> HttpResponse:
    checklist = intake.checklist(draft)
    context = flow.shared(request, draft, flow.MATERIALS) | {
        "checklist": checklist,
        "mine": [(need, (faults or {}).get(need.key)) for need in checklist.needs if need.is_mine],
        "others": [need for need in checklist.needs if not need.is_mine],
        "faults": faults or {},
    }
    return render(request, "desk/accept_materials.html", context, status=422 if faults else 200)


@require_safe
@at_desk("clerk")
def show(request: HttpRequest, draft: str, file: str) -> HttpResponse:
    found = flow.draft_of(request, draft)
    kept = intake.file(found, file)
    ledger.record(SHOWN, actor=request.actor, subject=parties.subject_of(found.party_id), purpose="window")  # type: ignore[attr-defined]
    return kept_file(files.get(kept.digest), kept.media_type, kept.name)


@require_POST
@at_desk("clerk")
def remove(request: HttpRequest, draft: str, file: str) -> HttpResponse:
    services.remove_upload(actor=request.actor, draft=draft, upload=file)  # type: ignore[attr-defined]
    return redirect("desk:accept_materials", draft)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("clerk")
def form(request: HttpRequest, draft: str) -> HttpResponse:
    """All pages of the form on one screen: a clerk types, and a screen less is a minute less."""
    found = flow.draft_of(request, draft)
    context = flow.shared(request, found, flow.FORM)
    pages = context["item"].pages_for(found.answers)
    if not pages:
        return redirect(flow.address(found, stepping.SUMMARY))
    if request.method != "POST":
        return _form(request, found, context, pages)
    faults, said = _saved(request, found, context, pages)
    if faults or said:
        return _form(request, flow.draft_of(request, draft), context, pages, faults, said)
    return redirect("desk:accept_summary", draft)


def _saved(
    request: HttpRequest, draft: Any, context: dict[str, Any], pages: Any
) -> tuple[dict[str, Text], Text | None]:
    faults: dict[str, Text] = {}
    edition = whole(request.POST.get("edition"))
    for page in pages:
        try:
            draft = services.save_page(
                actor=request.actor,  # type: ignore[attr-defined]
                draft=draft,
                page=page.key,
                values=fields.read(_types(context, page), request.POST),
                expected=edition,
            )
            edition = draft.edition
        except Invalid as refusal:
            faults |= refusal.fields
            edition = flow.draft_of(request, draft.public_id).edition
        except Stale as refusal:
            return faults, refusal.citizen
    return faults, None


def _form(
    request: HttpRequest, draft: Any, context: dict[str, Any], pages: Any, faults: dict[str, Text] | None = None,
    said: Text | None = None,
) -> HttpResponse:  # fmt: skip
    known = intake.prefilled(draft)
    shown = [
        (page, [_field(request, draft, context, each, known, faults or {}) for each in page.fields]) for page in pages
    ]
    context |= {
        "draft": draft,
        "pages": shown,
        "all_fields": [field for _, made in shown for field in made],
        "said": said,
    }
    return render(request, "desk/accept_form.html", context, status=409 if said else 422 if faults else 200)


def _types(context: dict[str, Any], page: Any) -> dict[str, str]:
    return {entry.key: context["version"].elements[entry.element].type for entry in page.fields}


def _field(
    request: HttpRequest, draft: Any, context: dict[str, Any], entry: Any, known: Any, faults: dict[str, Text]
) -> fields.Field:
    """As typed, else as kept, else as the city's records say."""
    element = context["version"].elements[entry.element]
    posted = request.method == "POST"
    kept = (
        fields.read({entry.key: element.type}, request.POST)[entry.key]
        if posted
        else _text(draft.values.get(entry.key))
    )
    from_records = known[entry.key].value if entry.key in known else ""
    value = kept or ("" if posted else from_records)
    return fields.Field(
        name=entry.key,
        label=entry.label or element.name,
        type=element.type,
        hint=entry.hint if entry.hint.zh else element.hint,
        value=value,
        error=faults.get(entry.key),
        required=entry.required,
        choices=element.choices,
        known=bool(from_records) and value == from_records,
        max=int(element.max) if element.max and element.type in ("text", "textarea", "address") else None,
    )


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    return "" if value is None else str(value)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("clerk")
def summary(request: HttpRequest, draft: str) -> HttpResponse:
    """Read out what was taken down; file it once, however often it is pressed."""
    found = flow.draft_of(request, draft)
    if found.case_number:
        return redirect("desk:accept_receipt", draft)
    if request.method != "POST":
        return _summary(request, found)
    try:
        services.submit(
            actor=request.actor,  # type: ignore[attr-defined]
            draft=found,
            key=request.POST.get("key", "")[:50] or found.public_id,
            source=WINDOW,
            expected=whole(request.POST.get("edition")),
        )
    except (Invalid, Stale) as refusal:
        return _summary(request, flow.draft_of(request, draft), refusal)
    return redirect("desk:accept_receipt", draft)


def _summary(request: HttpRequest, draft: Any, refusal: Any = None) -> HttpResponse:
    context = flow.shared(request, draft, flow.CHECK)
    item, checklist = context["item"], intake.checklist(draft)
    open_page = stepping.after_page(item, draft.answers, draft.pages)
    context |= {
        "is_office_known": intake.is_office_known(draft),
        "answers": item.situation_labels(draft.answers),
        "sections": intake.shown(draft),
        "checklist": checklist,
        "ready": not checklist.missing and open_page == stepping.SUMMARY and not item.next_question(draft.answers),
        "go_on": flow.address(draft, "materials" if checklist.missing else open_page),
        "refusal": refusal,
    }
    return render(request, "desk/accept_summary.html", context, status=refusal.status if refusal else 200)


@require_safe
@at_desk("clerk")
def receipt(request: HttpRequest, draft: str) -> HttpResponse:
    """What the person takes home: the number, what has been done in law, and what has not."""
    found = flow.draft_of(request, draft)
    if not found.case_number:
        raise NotFound()
    kept = dict(found.receipt or {})
    address = f"{settings.PUBLIC_URL}{reverse('portal:case', args=[found.case_number])}"
    context = flow.shared(request, found, flow.CHECK) | {
        "number": found.case_number,
        "received_at": datetime.fromisoformat(kept["received_at"]),
        "promised_on": date.fromisoformat(kept["promised_on"]) if kept.get("promised_on") else None,
        "state": kept["state"],
        "state_label": STATES[kept["state"]],
        "leaf": kept.get("leaf"),
        "qr": mark_safe(qr.svg(address)),
    }
    return render(request, "desk/accept_receipt.html", context)
