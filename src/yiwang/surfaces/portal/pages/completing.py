"""Completing a returned case: everything that was told as missing, on one page, handed in once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from yiwang.casework.cases import queries as cases
from yiwang.casework.cases import services as acts
from yiwang.casework.cases.queries import MaterialView
from yiwang.casework.cases.services import FileRef, MaterialLine
from yiwang.casework.intake import services as intake
from yiwang.casework.intake.materials import GIVEN
from yiwang.casework.intake.uploads import NotAccepted, inspect
from yiwang.kit import files
from yiwang.kit.errors import Invalid, Refusal, Text
from yiwang.registers.definition import FormPage
from yiwang.surfaces.look import clocks, fields
from yiwang.surfaces.look.signing import signed_in
from yiwang.surfaces.portal import formfields

NOTHING = Text("", "")
SOURCES = ("data", "licence")


@dataclass
class Given:
    """What was handed in, and what is wrong with it: papers by key, answers by key, `note` for the whole."""

    lines: tuple[MaterialLine, ...] = ()
    typed: dict[str, str] | None = None
    note: str = ""
    paper_faults: dict[str, Text] = field(default_factory=dict)
    form_faults: dict[str, Text] = field(default_factory=dict)
    fault: Text | None = None

    @property
    def is_refused(self) -> bool:
        return bool(self.paper_faults or self.form_faults or self.fault)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def complete(request: HttpRequest, number: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = cases.find(actor, number)
    act = next((act for act in cases.open_acts(found, actor) if act.act == "complete"), None)
    if act is None:
        return redirect("portal:case", number)
    if request.method != "POST":
        return _complete(request, found, Given())
    given = _given(request, found)
    if given.paper_faults:
        return _complete(request, found, given)
    return _hand_in(request, found, given)


def _hand_in(request: HttpRequest, found: Any, given: Given) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    revision = request.POST.get("revision", "")
    expected = int(revision) if revision.isdecimal() and len(revision) < 10 else None
    try:
        intake.complete(actor=actor, number=found.number, expected=expected, materials=given.lines, values=given.typed)
        if given.note:
            acts.send_message(actor=actor, number=found.number, text=given.note)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        given.form_faults = refusal.fields if isinstance(refusal, Invalid) else {}
        given.fault = None if given.form_faults else refusal.citizen
        return _complete(request, cases.find(actor, found.number), given)
    return redirect("portal:case", found.number)


def _complete(request: HttpRequest, found: Any, given: Given) -> HttpResponse:
    told = [line for line in cases.timeline(found, request.actor) if line.act == "return_for_completion"]  # type: ignore[attr-defined]
    view = cases.view(found)
    context = {
        "section": "cases",
        "case": view,
        "told": told[-1] if told else None,
        "clock": clocks.drawn(cases.reading(found)),
        "papers": _papers(view.materials, given),
        "given": given,
        "pages": [(page, _fields(view, found, page, given)) for page in _pages(view, found)],
    }
    return render(request, "portal/complete.html", context, status=422 if given.is_refused else 200)


def _pages(view: Any, found: Any) -> list[FormPage]:
    pages: list[FormPage] = view.version.definition.pages_for(found.answers)
    return pages


def _fields(view: Any, found: Any, page: FormPage, given: Given) -> list[fields.Field]:
    """What was filed stands in the boxes; what was typed instead, when it was not taken."""
    return formfields.shown(
        view.version, page, kept=found.values, known={}, typed=given.typed, errors=given.form_faults
    )


def _open(materials: tuple[MaterialView, ...]) -> list[MaterialView]:
    """What may be handed in: not what nobody may ask."""
    return [material for material in materials if material.state != "no_basis"]


def _papers(materials: tuple[MaterialView, ...], given: Given) -> dict[str, list[tuple[MaterialView, Text | None]]]:
    """With the fault of each: the person's own papers, and apart from them what a source has answered."""
    every = [(material, given.paper_faults.get(material.key)) for material in _open(materials)]
    return {
        "mine": [each for each in every if each[0].state not in SOURCES],
        "found": [each for each in every if each[0].state in SOURCES],
    }


def _given(request: HttpRequest, found: Any) -> Given:
    view = cases.view(found)
    given = Given(note=request.POST.get("note", "").strip())
    # Whoever sends papers alone (an old page, another program) leaves the form as it is.
    if "form" in request.POST:
        given.typed = fields.read(formfields.types(view.version, _pages(view, found)), request.POST)
    accepts = {material.key: material.accept for material in view.version.definition.materials}
    lines = []
    for material in _open(view.materials):
        sent = request.FILES.get(f"file-{material.key}")
        if sent is None:
            continue
        try:
            lines.append(_line(material, inspect(sent.name or "", sent.read(), accepts[material.key])))
        except NotAccepted as refusal:
            given.paper_faults[material.key] = refusal.citizen
    given.lines = tuple(lines)
    return given


def _line(material: MaterialView, clean: Any) -> MaterialLine:
    kept = FileRef(files.put(clean.data), clean.name, clean.media_type, len(clean.data))
    before = tuple(FileRef(**{**file}) for file in material.files)  # type: ignore[arg-type]
    return MaterialLine(material.key, material.name, "uploaded", GIVEN, NOTHING, (*before, kept))
