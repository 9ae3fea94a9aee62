"""Beside the sections of a draft: the whole of it as a file, the editions before, and how the applicant sees it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.kit.errors import Invalid, Text
from yiwang.kit.pack import files
from yiwang.registers.definition import plain
from yiwang.registers.drafts import previewing, services
from yiwang.registers.drafts import queries as drafts
from yiwang.surfaces.desk import seat
from yiwang.surfaces.desk.editing import drawing, text
from yiwang.surfaces.desk.editing.sections import SECTIONS
from yiwang.surfaces.desk.pages import editing
from yiwang.surfaces.desk.pages.catalogue import on_items
from yiwang.surfaces.desk.pages.side import whole
from yiwang.surfaces.desk.seat import at_desk


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("editor")
def whole_text(request: HttpRequest, draft: str) -> HttpResponse:
    """The item as its file says it. What is no TOML is shown again, with its line; what is, is kept, faulty or not."""
    view = drafts.draft(request.actor, draft)  # type: ignore[attr-defined]
    if request.method != "POST":
        return _page(request, view, text.written(view.declared))
    typed = request.POST.get("text", "").replace("\r\n", "\n").replace("\x00", "")
    file = files.parse(typed)
    if file.fault:
        fault = file.fault
        said = Text(f"第 {fault.line} 行：{fault.text.zh}", f"Line {fault.line}: {fault.text.en}")
        return _page(request, view, typed, said, 422)
    try:
        kept = editing.keep(request, view, drafts.whole(plain(file.data)))
    except (Invalid, TypeError, ValueError) as fault:
        refused = fault if isinstance(fault, Invalid) else Invalid()
        return _page(request, view, typed, next(iter(refused.fields.values()), refused.citizen), 422)
    if isinstance(kept, editing.Clash):
        return editing.conflict(request, None, kept)
    return redirect("desk:draft_text", draft)


def _page(
    request: HttpRequest, view: drafts.View, typed: str, error: Text | None = None, status: int = 200
) -> HttpResponse:
    findings = drafts.findings(view.declared, settings.CITY, based_on=view.based_on)
    places = drawing.by_place(findings, SECTIONS)
    context: dict[str, Any] = seat.context(request, "catalogue") | {
        "draft": view,
        "section": {"key": "text"},
        "tabs": [(each, len(places.get(each.key, ()))) for each in SECTIONS],
        "text": typed,
        "edition": request.POST.get("edition", view.edition),
        "error": error,
        "findings": findings,
        "writable": "save" in view.may,
    }
    return render(request, "desk/draft_text.html", context, status=status)


@require_POST
@at_desk("editor")
def back(request: HttpRequest, draft: str) -> HttpResponse:
    """What an earlier edition said is the draft again, as a new edition."""
    actor = request.actor  # type: ignore[attr-defined]
    wanted = drafts.edition(actor, draft, whole(request.POST.get("back")) or 0)
    if wanted is None:
        return redirect("desk:draft", draft)
    expected = whole(request.POST.get("edition")) or 0
    try:
        services.save(actor=actor, draft=draft, declared=wanted, expected=expected)
    except services.Changed as refusal:
        return editing.conflict(request, None, editing.Clash(refusal.theirs, wanted))
    return redirect("desk:draft", draft)


@on_items
def preview(request: HttpRequest, draft: str) -> HttpResponse:
    """The guide as the applicant will see it, at an address that says nothing of who looks."""
    return redirect("portal:preview", previewing.token(request.actor, draft))  # type: ignore[attr-defined]
