"""The papers: which one has to give, why the others are not asked, and giving them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from yiwang.casework.intake import queries as intake
from yiwang.casework.intake import services, stepping
from yiwang.casework.intake.uploads import NotAccepted
from yiwang.kit import files
from yiwang.kit.errors import Text
from yiwang.registers.intermediaries import queries as intermediaries
from yiwang.surfaces.look.sending import kept_file
from yiwang.surfaces.portal import flow, visitors

NO_FILE = Text("请先选择一个文件。", "Choose a file first.")
TOO_BIG = Text("文件超过 20 MB，请换一个小一点的。", "The file is larger than 20 MB; choose a smaller one.")
MOST_BYTES = 20 * 1024 * 1024
ACCEPT = {"pdf": ".pdf", "image": "image/jpeg,image/png,image/webp"}


@require_safe
def materials(request: HttpRequest, draft: str) -> HttpResponse:
    found = flow.draft_of(request, draft)
    if step := _not_yet(found):
        return redirect(flow.address(found, step))
    services.check_sources(actor=request.actor, draft=found, visitor=visitors.of(request))  # type: ignore[attr-defined]
    return _materials(request, found)


def _not_yet(draft: Any) -> str:
    """Questions come before papers."""
    item = flow.shared(draft, flow.MATERIALS)["item"]
    step = stepping.after_answers(item, draft.answers)
    return "" if step == stepping.MATERIALS else step


def _materials(request: HttpRequest, draft: Any, faults: dict[str, Text] | None = None) -> HttpResponse:
    context = flow.shared(draft, flow.MATERIALS)
    checklist = intake.checklist(draft)
    item = context["item"]
    asked = item.questions_for(draft.answers)
    context |= {
        **listed(checklist, context["version"], faults),
        "before": flow.address(draft, f"question:{asked[-1].key}") if asked else "",
        "next": flow.address(draft, stepping.after_page(item, draft.answers, draft.pages)),
        "newer": intake.newer(draft),
    }
    return render(request, "portal/materials.html", context, status=422 if faults else 200)


def listed(checklist: Any, version: Any, faults: dict[str, Text] | None = None) -> dict[str, Any]:
    """The checklist as the page shows it: what one gives, each with its fault and who makes it, and the rest."""
    makers, faults = intermediaries.makers(version), faults or {}
    mine = [need for need in checklist.needs if need.is_mine]
    return {
        "checklist": checklist,
        "mine": [(need, faults.get(need.key), makers.get(need.key)) for need in mine],
        "others": [need for need in checklist.needs if not need.is_mine],
        "summary": _summary(checklist),
        "accept": ACCEPT,
        "faults": faults,
    }


def _summary(checklist: Any) -> dict[str, Any]:
    """How many of each kind, and the sheets to draw."""
    kinds = {"data": "gone", "licence": "gone", "unchecked": "open", "to_verify": "open", "no_basis": "cut"}
    counted = [need.state for need in checklist.needs]
    return {
        "papers": [kinds.get(state, "mine") for state in counted],
        "data": counted.count("data"),
        "licence": counted.count("licence"),
        "no_basis": counted.count("no_basis"),
        "waiting": counted.count("to_verify"),
        "unchecked": counted.count("unchecked"),
        "given": counted.count("uploaded"),
        "missing": counted.count("missing"),
        "waived": checklist.asked - checklist.mine,
    }


@require_POST
def upload(request: HttpRequest, draft: str, key: str) -> HttpResponse:
    found = flow.draft_of(request, draft)
    given = request.FILES.get("file")
    if given is None or given.size is None or given.size > MOST_BYTES:
        return _materials(request, found, {key: TOO_BIG if given else NO_FILE})
    try:
        services.upload(
            actor=request.actor,  # type: ignore[attr-defined]
            draft=found,
            material=key,
            name=given.name or "",
            data=given.read(),
            visitor=visitors.of(request),
        )
    except NotAccepted as refusal:
        return _materials(request, found, {key: refusal.citizen})
    response = redirect("portal:materials", found.public_id)
    response["Location"] += f"#m-{key}"
    return response


@require_POST
def remove(request: HttpRequest, draft: str, file: str) -> HttpResponse:
    services.remove_upload(actor=request.actor, draft=draft, upload=file, visitor=visitors.of(request))  # type: ignore[attr-defined]
    return redirect("portal:materials", draft)


@require_safe
def show(request: HttpRequest, draft: str, file: str) -> HttpResponse:
    """One's own file, as it is kept."""
    found = intake.file(flow.draft_of(request, draft), file)
    return kept_file(files.get(found.digest), found.media_type, found.name)
