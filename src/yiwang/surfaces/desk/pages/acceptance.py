"""Somebody stands at the window: find the item, say who it is, answer what tells situations apart."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.casework.cases import standing
from yiwang.casework.intake import queries as intake
from yiwang.casework.intake import services
from yiwang.kit.errors import Invalid, NotFound, Refusal, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.parties import services as parties
from yiwang.surfaces.desk import flow, seat
from yiwang.surfaces.desk.seat import at_desk
from yiwang.surfaces.look.fields import Field

LONGEST = 60
CHOOSE = Text("请选一个答案。", "Please choose one answer.")
NUMBERS = {
    "citizen": Text("居民身份证", "Resident identity card"),
    "residence": Text("外国人永久居留身份证", "Permanent residence card"),
    "passport": Text("护照", "Passport"),
    "credit": Text("统一社会信用代码（单位）", "Unified social credit code (organisation)"),
}
NAME_AND_NUMBER = Text("证件上的姓名或者名称", "The name on the document")


@require_safe
@at_desk("clerk")
def find(request: HttpRequest) -> HttpResponse:
    words = " ".join(request.GET.get("q", "").split())[:LONGEST]
    hits = catalogue.search(words, settings.CITY, limit=12) if words else []
    context = seat.context(request, "accept") | {
        "steps": flow.STEPS,
        "current": flow.FIND,
        "words": words,
        "hits": hits,
        "drafts": intake.mine(request.actor, limit=8).rows if not words else (),  # type: ignore[attr-defined]
    }
    return render(request, "desk/accept_find.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("clerk")
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Who it is, and the first questions, on one screen."""
    version = catalogue.current(code, settings.CITY)
    if version is None:
        raise NotFound()
    if request.method != "POST":
        return _begin(request, version, {})
    asked = version.definition.questions_for({})
    faults = {each.key: CHOOSE for each in asked if each.option(request.POST.get(f"q-{each.key}", "")) is None}
    if faults:
        return _begin(request, version, faults)
    try:
        draft = _started(request, version, [each.key for each in asked])
    except Invalid as refusal:
        return _begin(request, version, refusal.fields, refusal)
    except parties.NameDiffers as refusal:
        return _begin(request, version, {"name": refusal.citizen})
    return redirect(flow.address(draft))


def _begin(request: HttpRequest, version: Any, faults: dict[str, Text], refusal: Refusal | None = None) -> HttpResponse:
    fields = _who(request, version, faults)
    asked = _asked(version.definition.questions_for({}), request, {}, faults)
    context = seat.context(request, "accept") | {
        "steps": flow.STEPS,
        "current": flow.WHO,
        "version": version,
        "item": version.definition,
        "fields": fields,
        "questions": asked,
        "all_fields": [*fields, *(field for _, field in asked)],
        "said": refusal.citizen if refusal and not refusal.fields else None,
        "elsewhere": not standing.to_receive(request.actor, 0, version),  # type: ignore[attr-defined]
    }
    return render(request, "desk/accept_who.html", context, status=422 if faults or refusal else 200)


def _who(request: HttpRequest, version: Any, faults: dict[str, Text]) -> list[Field]:
    kinds = _kinds(version)
    given = request.POST
    return [
        Field("kind", Text("证件", "Document"), "choice", value=given.get("kind", kinds[0][0]), choices=tuple(kinds)),
        Field("number", Text("证件号码", "Number"), value=given.get("number", ""), error=faults.get("number"), max=40),
        Field("name", Text("姓名或者名称", "Name"), value=given.get("name", ""), hint=NAME_AND_NUMBER,
              error=faults.get("name"), max=100),
        Field("phone", Text("手机号", "Mobile"), "mobile", value=given.get("phone", ""), required=False,
              error=faults.get("phone")),
    ]  # fmt: skip


def _kinds(version: Any) -> list[tuple[str, Text]]:
    """Which documents the item is for: persons', organisations', or both."""
    audience = version.definition.audience
    kinds = [(key, text) for key, text in NUMBERS.items() if (key == "credit") == ("person" not in audience)]
    return [*kinds, ("credit", NUMBERS["credit"])] if {"person", "organisation"} <= set(audience) else kinds


def _asked(asked: Any, request: HttpRequest, answers: dict[str, str], faults: dict[str, Text]) -> list[Any]:
    return [
        (
            question,
            Field(
                name=f"q-{question.key}",
                label=question.ask,
                type="choice",
                hint=question.hint,
                value=request.POST.get(f"q-{question.key}", answers.get(question.key, "")),
                choices=tuple((option.value, option.label) for option in question.options),
                error=faults.get(question.key),
            ),
        )
        for question in asked
    ]


def _started(request: HttpRequest, version: Any, asked: list[str]) -> Any:
    """The person, the draft and the answers, all or nothing."""
    actor = request.actor  # type: ignore[attr-defined]
    given = {key: request.POST.get(key, "").strip() for key in ("number", "name", "phone")}
    kind = request.POST.get("kind", "citizen")
    with transaction.atomic():
        if kind == "credit":
            applicant = parties.register_organisation(actor=actor, **given)
        else:
            applicant = parties.register_person(
                actor=actor, number_kind=kind if kind in NUMBERS else "citizen", **given
            )
        draft = services.start(actor=actor, code=version.definition.code, city=version.city, applicant=applicant)
        for key in asked:
            draft = services.answer(actor=actor, draft=draft, question=key, value=request.POST[f"q-{key}"])
    return draft


@require_safe
@at_desk("clerk")
def go_on(request: HttpRequest, draft: str) -> HttpResponse:
    found = flow.draft_of(request, draft)
    return redirect("desk:accept_receipt", draft) if found.case_number else redirect(flow.address(found))


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("clerk")
def questions(request: HttpRequest, draft: str) -> HttpResponse:
    """Every question of this situation on one screen; further ones appear when an answer opens them."""
    found = flow.draft_of(request, draft)
    context = flow.shared(request, found, flow.WHO)
    definition = context["item"]
    faults: dict[str, Text] = {}
    if request.method == "POST":
        faults, found = _answered(request, found, definition)
        ended = definition.stop_for(found.answers) or definition.next_question(found.answers)
        if not faults and not ended:
            return redirect(flow.address(found))
    asked = _asked(definition.questions_for(found.answers), request, found.answers, faults)
    context |= {
        "draft": found,
        "questions": asked,
        "all_fields": [field for _, field in asked],
        "stop": definition.stop_for(found.answers),
    }
    return render(request, "desk/accept_questions.html", context, status=422 if faults else 200)


def _answered(request: HttpRequest, draft: Any, definition: Any) -> tuple[dict[str, Text], Any]:
    faults: dict[str, Text] = {}
    for question in definition.questions_for(draft.answers):
        value = request.POST.get(f"q-{question.key}", "")
        if question.option(value) is None:
            faults[question.key] = CHOOSE
            continue
        if question.key in {each.key for each in definition.questions_for(draft.answers)}:
            draft = services.answer(actor=request.actor, draft=draft, question=question.key, value=value)  # type: ignore[attr-defined]
    return faults, draft


@require_POST
@at_desk("clerk")
def delete(request: HttpRequest, draft: str) -> HttpResponse:
    services.delete(actor=request.actor, draft=draft)  # type: ignore[attr-defined]
    return redirect("desk:accept")
