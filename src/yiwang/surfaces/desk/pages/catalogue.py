"""The city's items as those see them who look after them: the list, one item with its versions, a new one, an end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.kit.actor import Actor
from yiwang.kit.errors import NotFound, Refusal, Text
from yiwang.registers import linting
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.drafts import life, rules, services
from yiwang.registers.drafts import queries as drafts
from yiwang.registers.offices import queries as offices
from yiwang.surfaces.desk import listing, seat
from yiwang.surfaces.desk.editing import comparing
from yiwang.surfaces.desk.seat import at_desk
from yiwang.surfaces.look import fields
from yiwang.surfaces.look.fields import Field

on_items = at_desk("editor", "publisher")
PAGE = 20
STAGES = {
    "in_force": Text("现行", "In force"),
    "scheduled": Text("定时生效", "Scheduled"),
    "draft": Text("起草中", "Drafts"),
    "review": Text("待审核、待发布", "In review"),
    "retired": Text("已取消", "Retired"),
}
DRAFT_STATES = {"draft": ("draft", "returned"), "review": ("review", "approved")}


@dataclass(frozen=True)
class Line:
    """One item of the list: where it leads, and how much the linter finds in it."""

    name: Text
    code: str
    office: Text
    address: str
    found: tuple[tuple[str, Text, int], ...]
    note: Text


@require_safe
@on_items
def items(request: HttpRequest) -> HttpResponse:
    """Items by stage; those of one's own office first, of any other on request."""
    stage = request.GET.get("stage", "in_force")
    stage = stage if stage in STAGES else "in_force"
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:60]
    department = _department(request)
    rows, cursor = _lines(request, stage, department, words)
    context = seat.context(request, "catalogue") | {
        "stages": [(STAGES[key], _address(request, stage=key, after=""), key == stage) for key in STAGES],
        "stage": stage,
        "words": words,
        "rows": rows,
        "cursor": cursor,
        "departments": offices.departments(settings.CITY),
        "department": department,
        "done": request.GET.get("done", ""),
        "may_create": request.actor.has("editor"),  # type: ignore[attr-defined]
    }
    return render(request, "desk/catalogue.html", context)


def _department(request: HttpRequest) -> int:
    """0 is every department: where those begin who look after the items of all."""
    wanted = request.GET.get("department", "")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 18:
        return int(wanted)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return 0 if rules.looks_after_all(actor) else actor.office or 0


def _lines(request: HttpRequest, stage: str, department: int, words: str) -> tuple[list[Line], str]:
    after = request.GET.get("after")
    if stage in DRAFT_STATES:
        found = drafts.drafts_for(request.actor, state=DRAFT_STATES[stage], after=after, limit=PAGE + 1)  # type: ignore[attr-defined]
        return [_of_draft(each) for each in found[:PAGE]], found[PAGE - 1].cursor if len(found) > PAGE else ""
    shelf = catalogue.shelf(
        settings.CITY, stage=stage, department=department or None, words=words, after=after, limit=PAGE + 1
    )
    return _of_items(shelf[:PAGE]), shelf[PAGE - 1].cursor if len(shelf) > PAGE else ""


def _of_items(shelf: list[catalogue.Summary]) -> list[Line]:
    beside = catalogue.beside(settings.CITY)
    definitions = catalogue.definitions_of([each.pk for each in shelf])
    return [
        Line(
            name=each.name,
            code=each.code,
            office=each.office.name,
            address=reverse("desk:catalogue_item", args=[each.code]),
            found=counted(linting.lint_one(definitions[each.pk], beside)),
            note=Text("", ""),
        )
        for each in shelf
    ]


def _of_draft(each: drafts.Listed) -> Line:
    address = reverse("desk:draft", args=[each.public_id])
    state, kind = life.STATES[each.state], life.KINDS[each.kind]
    return Line(
        each.name,
        each.code,
        each.office.name,
        address,
        (),
        Text(f"{kind.zh}，{state.zh}", f"{kind.en}, {state.en.lower()}"),
    )


def counted(findings: list[Any]) -> tuple[tuple[str, Text, int], ...]:
    """How many of each severity, the gravest first, none left out that is there."""
    severities = Counter(_severity(finding) for finding in findings)
    return tuple((key, said, severities[key]) for key, said in linting.SEVERITIES.items() if severities[key])


def _severity(finding: Any) -> str:
    return str(getattr(finding, "severity", "") or linting.RULES[finding.rule].severity)


def _address(request: HttpRequest, **changed: str) -> str:
    kept = {key: request.GET.get(key, "") for key in ("stage", "department", "q")}
    return listing.address(**(kept | changed)) or "?"


@require_safe
@on_items
def item(request: HttpRequest, code: str) -> HttpResponse:
    """One item: what it is, its versions, what the linter finds, and what may be done with it."""
    actor = request.actor  # type: ignore[attr-defined]
    versions = drafts.history(code, settings.CITY)
    if not versions:
        raise NotFound()
    last = versions[0].past
    declared = catalogue.declaration(last.pk)
    under_way = drafts.open_draft(actor, code, settings.CITY)
    context = seat.context(request, "catalogue") | {
        "code": code,
        "version": catalogue.version(last.pk),
        "last": last,
        "versions": versions,
        "steps": _steps(versions),
        "findings": drafts.findings(declared, settings.CITY),
        "under_way": under_way,
        "may_edit": actor.has("editor") and drafts.may_care_for(actor, last.department, settings.CITY),
        "done": request.GET.get("done", ""),
    }
    return render(request, "desk/catalogue_item.html", context)


def _steps(versions: list[drafts.Version]) -> list[tuple[drafts.Version, drafts.Version | None]]:
    """Each version with the one before it, newest first."""
    return list(zip(versions, [*versions[1:], None], strict=True))


@require_safe
@on_items
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """Two versions of an item, and what is different, in sentences."""
    versions = drafts.history(code, settings.CITY)
    numbers = [each.past.number for each in versions]
    if not versions:
        raise NotFound()
    new = _number(request.GET.get("new"), numbers, numbers[0])
    old = _number(request.GET.get("old"), numbers, numbers[1] if len(numbers) > 1 else numbers[0])
    keys = {each.past.number: each.past.pk for each in versions}
    context = seat.context(request, "catalogue") | {
        "code": code,
        "name": versions[0].past.name,
        "versions": versions,
        "old": old,
        "new": new,
        "groups": comparing.groups(catalogue.declaration(keys[old]), catalogue.declaration(keys[new])),
    }
    return render(request, "desk/catalogue_changes.html", context)


def _number(given: str | None, there: list[int], otherwise: int) -> int:
    number = int(given) if given and given.isascii() and given.isdigit() and len(given) < 6 else otherwise
    return number if number in there else otherwise


@require_POST
@on_items
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Begin to change an item, or go on with the draft there is."""
    version = request.POST.get("version", "")
    actor = request.actor  # type: ignore[attr-defined]
    if version.isascii() and version.isdigit() and len(version) < 18:
        view = services.revert(actor=actor, code=code, version=int(version), city=settings.CITY)
    else:
        view = services.open(actor=actor, code=code, city=settings.CITY)
    return redirect("desk:draft_section", view.public_id, "basics")


CODE = Text("基本编码", "Basic code")
NAME, NAME_EN = Text("事项名称", "Name in Chinese"), Text("英文名称", "Name in English")
AUDIENCES = (("person", Text("个人", "People")), ("organisation", Text("法人", "Organisations")))


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("editor")
def begin(request: HttpRequest) -> HttpResponse:
    """A new item: its code and its name; everything else is written in the draft."""
    if request.method != "POST":
        return _begin(request)
    said = fields.read({"code": "text", "name": "text", "name_en": "text", "audience": "text"}, request.POST)
    try:
        view = services.create(
            actor=request.actor,  # type: ignore[attr-defined]
            code=said["code"].strip(),
            name=Text(said["name"].strip(), said["name_en"].strip()),
            audience=(said["audience"] if said["audience"] in dict(AUDIENCES) else "person",),
        )
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        return _begin(request, refusal)
    return redirect("desk:draft_section", view.public_id, "basics")


def _begin(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    errors = refusal.fields if refusal else {}
    hint = Text("12 位：区划两位、类型两位、部门两位、主项三位、子项三位", "12 digits of GB/T 39046")
    given = request.POST
    asked = [
        Field("name", NAME, value=given.get("name", ""), error=errors.get("name"), max=200),
        Field("name_en", NAME_EN, value=given.get("name_en", ""), error=errors.get("name_en"), max=300),
        Field("code", CODE, hint=hint, value=given.get("code", ""), error=errors.get("code"), max=12),
        Field("audience", Text("给谁办", "For"), "choice", value=given.get("audience", "person"), choices=AUDIENCES),
    ]
    context = seat.context(request, "catalogue") | {
        "fields": asked,
        "said": refusal.officer if refusal and not errors else None,
    }
    return render(request, "desk/catalogue_new.html", context, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("editor")
def retire(request: HttpRequest, code: str) -> HttpResponse:
    """Propose that an item is offered no more, from a day on and for a reason; somebody else decides."""
    if request.method != "POST":
        return _retire(request, code)
    said = fields.read({"from_on": "date", "reason": "textarea"}, request.POST)
    try:
        day = date.fromisoformat(said["from_on"])
    except ValueError:
        return _retire(request, code, {"from_on": Text("请填一个日子。", "Enter a day.")})
    try:
        view = services.retire(
            actor=request.actor, code=code, from_on=day, reason=said["reason"][:2000], city=settings.CITY  # type: ignore[attr-defined]
        )  # fmt: skip
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        return _retire(request, code, refusal.fields, None if refusal.fields else refusal.officer)
    return redirect("desk:draft", view.public_id)


FROM_ON, WHY = Text("从哪天起不再办理", "Not offered from"), Text("为什么", "Why")
BY_WHAT = Text("写明依据，如哪项权力取消、并入哪件事项", "Say by what: a power abolished, an item it goes into")


def _retire(
    request: HttpRequest, code: str, errors: dict[str, Text] | None = None, said: Text | None = None
) -> HttpResponse:
    last = catalogue.latest(code, settings.CITY)
    if last is None:
        raise NotFound()
    errors = errors or {}
    typed = fields.read({"from_on": "date", "reason": "textarea"}, request.POST)
    asked = [
        Field("from_on", FROM_ON, "date", value=typed["from_on"], error=errors.get("from_on")),
        Field("reason", WHY, "textarea", hint=BY_WHAT, value=typed["reason"], error=errors.get("reason")),
    ]  # fmt: skip
    context = seat.context(request, "catalogue") | {"code": code, "name": last.name, "fields": asked, "said": said}
    return render(request, "desk/catalogue_retire.html", context, status=422 if errors or said else 200)
