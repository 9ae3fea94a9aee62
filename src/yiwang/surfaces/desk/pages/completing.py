"""Taking in, at a window, what a returned case was missing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from yiwang.casework.cases import queries as cases
from yiwang.casework.cases.services import FileRef, MaterialLine
from yiwang.casework.intake import services as intake
from yiwang.casework.intake.materials import GIVEN
from yiwang.casework.intake.uploads import NotAccepted, inspect
from yiwang.kit import files
from yiwang.kit.errors import Invalid, Stale, Text
from yiwang.surfaces.desk import seat
from yiwang.surfaces.desk.pages.side import done, whole
from yiwang.surfaces.desk.seat import on_cases

NOTHING = Text("", "")
NO_FILE = Text("请至少扫描或上传一份材料。", "Scan or upload at least one material.")
ANSWERED = ("data", "licence", "no_basis")


@require_http_methods(["GET", "HEAD", "POST"])
@on_cases
def complete(request: HttpRequest, number: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    posted = request.method == "POST"
    found = cases.find(actor, number) if posted else cases.open_for_reading(actor, number, "act:complete")
    if not any(act.act == "complete" and act.why_not is None for act in cases.open_acts(found, actor)):
        return redirect("desk:case", number)
    if not posted:
        return _complete(request, found)
    lines, faults = _lines(request, found)
    if faults or not lines:
        return _complete(request, found, faults or {"": NO_FILE})
    try:
        intake.complete(
            actor=actor, number=found.number, expected=whole(request.POST.get("revision")), materials=tuple(lines)
        )
    except (Invalid, Stale) as refusal:
        return _complete(request, cases.find(actor, number), {"": refusal.officer or refusal.citizen})
    return done(number, "complete")


def _complete(request: HttpRequest, found: Any, faults: dict[str, Text] | None = None) -> HttpResponse:
    told = [line for line in cases.timeline(found, request.actor) if line.act == "return_for_completion"]  # type: ignore[attr-defined]
    view = cases.view(found)
    context = seat.context(request, "case") | {
        "case": view,
        "told": told[-1].details if told else (),
        "open": [(each, (faults or {}).get(each.key)) for each in _open(view)],
        "faults": faults or {},
    }
    return render(request, "desk/complete.html", context, status=422 if faults else 200)


def _open(view: Any) -> list[Any]:
    return [material for material in view.materials if material.state not in ANSWERED]


def _lines(request: HttpRequest, found: Any) -> tuple[list[MaterialLine], dict[str, Text]]:
    lines: list[MaterialLine] = []
    faults: dict[str, Text] = {}
    view = cases.view(found)
    accept = {material.key: material.accept for material in view.version.definition.materials}
    for material in _open(view):
        kept = [FileRef(**file) for file in material.files]
        try:
            new = [_kept(sent, accept[material.key]) for sent in request.FILES.getlist(f"file-{material.key}")]
        except NotAccepted as refusal:
            faults[material.key] = refusal.citizen
            continue
        if new:
            lines.append(MaterialLine(material.key, material.name, "uploaded", GIVEN, NOTHING, (*kept, *new)))
    return lines, faults


def _kept(sent: Any, accept: tuple[str, ...]) -> FileRef:
    clean = inspect(sent.name or "", sent.read(), accept)
    return FileRef(files.put(clean.data), clean.name, clean.media_type, len(clean.data))
