"""Completing a returned case: everything that was told as missing, on one page, handed in once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from yiwang.casework.cases import queries as cases
from yiwang.casework.cases import services
from yiwang.casework.cases.queries import MaterialView
from yiwang.casework.cases.services import FileRef, MaterialLine
from yiwang.casework.intake.materials import GIVEN
from yiwang.casework.intake.uploads import NotAccepted, inspect
from yiwang.kit import files
from yiwang.kit.errors import Refusal, Text
from yiwang.surfaces.look import clocks
from yiwang.surfaces.look.signing import signed_in

NOTHING = Text("", "")
NO_FILE = Text("请至少传一个文件。", "Upload at least one file.")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def complete(request: HttpRequest, number: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = cases.find(actor, number)
    act = next((act for act in cases.open_acts(found, actor) if act.act == "complete"), None)
    if act is None:
        return redirect("portal:case", number)
    if request.method != "POST":
        return _complete(request, found)
    lines, faults = _given(request, found)
    note = request.POST.get("note", "").strip()
    if not lines and not faults:
        faults = {"files": NO_FILE}
    if faults:
        return _complete(request, found, faults, note)
    return _hand_in(request, found, lines, note)


def _hand_in(request: HttpRequest, found: Any, lines: tuple[MaterialLine, ...], note: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    revision = request.POST.get("revision", "")
    try:
        expected = int(revision) if revision.isdecimal() else None
        services.complete(actor=actor, number=found.number, expected=expected, materials=lines)
        if note:
            services.send_message(actor=actor, number=found.number, text=note)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        return _complete(request, cases.find(actor, found.number), {"note": refusal.citizen}, note)
    return redirect("portal:case", found.number)


def _complete(request: HttpRequest, found: Any, faults: dict[str, Text] | None = None, note: str = "") -> HttpResponse:
    told = [line for line in cases.timeline(found, request.actor) if line.act == "return_for_completion"]  # type: ignore[attr-defined]
    view = cases.view(found)
    context = {
        "section": "cases",
        "case": view,
        "told": told[-1] if told else None,
        "clock": clocks.drawn(cases.reading(found)),
        "materials": [(material, (faults or {}).get(material.key)) for material in _open(view.materials)],
        "faults": faults or {},
        "note": note,
    }
    return render(request, "portal/complete.html", context, status=422 if faults else 200)


def _open(materials: tuple[MaterialView, ...]) -> list[MaterialView]:
    """What may be handed in: not what a source has answered, and not what nobody may ask."""
    asked = [material for material in materials if material.state != "no_basis"]
    return [material for material in asked if material.state not in ("data", "licence")] or asked


def _given(request: HttpRequest, found: Any) -> tuple[tuple[MaterialLine, ...], dict[str, Text]]:
    lines, faults = [], {}
    definitions = {material.key: material for material in cases.view(found).version.definition.materials}
    for material in _open(cases.view(found).materials):
        sent = request.FILES.get(f"file-{material.key}")
        if sent is None:
            continue
        try:
            clean = inspect(sent.name or "", sent.read(), definitions[material.key].accept)
        except NotAccepted as refusal:
            faults[material.key] = refusal.citizen
            continue
        kept = FileRef(files.put(clean.data), clean.name, clean.media_type, len(clean.data))
        before = tuple(FileRef(**{**file}) for file in material.files)  # type: ignore[arg-type]
        lines.append(MaterialLine(material.key, material.name, "uploaded", GIVEN, NOTHING, (*before, kept)))
    return tuple(lines), faults
