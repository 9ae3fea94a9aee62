"""One things 一件事: the list, a thing, its questions one a page, and what has to be done in this situation.

Answers stand in the address: they say nothing of who asks, nothing is kept of them, and the way back is the browser's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yiwang.casework.intake import services
from yiwang.kit.errors import NotFound, Text
from yiwang.registers.definition import Question
from yiwang.registers.things import queries as things
from yiwang.registers.things.figures import Span
from yiwang.registers.things.merging import Paper
from yiwang.registers.things.planning import Plan
from yiwang.registers.things.queries import Offered
from yiwang.registers.things.thing import Part
from yiwang.surfaces.look.context import city
from yiwang.surfaces.portal import flow, visitors
from yiwang.surfaces.portal.pages.applying import CHOOSE
from yiwang.surfaces.portal.pages.guide import FROM_DATA, FROM_STORE, NOT_ASKED

# Before each question's key, so that `?size=` stays the reader's choice of letters.
PREFIX, LONGEST = "a.", 100
WORDS = {
    "later": Text("可以后补", "May follow later"),
    "optional": Text("可交可不交", "Optional"),
    "data": FROM_DATA,
    "licence": FROM_STORE,
    "no_basis": NOT_ASKED,
}


OF_THE_DISTRICT = Text("所在区的部门", "Your district's office")


@dataclass(frozen=True)
class Row:
    """An item in the order of work. `waits` names the items whose results it needs; empty where there are none."""

    part: Part
    office: Text
    span: Span
    waits: Text

    @property
    def first_day(self) -> int:
        return self.span.start + 1


@dataclass(frozen=True)
class Sheet:
    """A paper as the plan shows it: who asks for it, and why it is or is not the reader's to give."""

    paper: Paper
    items: tuple[Text, ...]
    why: Text


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    code = str(city()["code"])
    context = {"section": "items", "citizen": things.things(code, "citizen")}
    return render(request, "portal/things.html", context | {"enterprise": things.things(code, "enterprise")})


@require_safe
def thing(request: HttpRequest, key: str) -> HttpResponse:
    offered = _offered(key)
    members = [(member, offered.versions[member.code]) for member in offered.thing.items]
    offices = {version.office.code for _, version in members}
    context = {"section": "items", "thing": offered.thing, "members": members, "offices": len(offices)}
    return render(request, "portal/thing.html", context)


@require_safe
def guide(request: HttpRequest, key: str) -> HttpResponse:
    """The first question still open; when none is, the plan."""
    offered, given = _offered(key), _given(request.GET)
    answers = offered.thing.relevant(given, offered.definitions)
    question = offered.thing.next_question(answers, offered.definitions)
    if question:
        return _question(request, offered, given, answers, question)
    return render(request, "portal/thing_plan.html", _plan(offered, answers))


@require_POST
def begin(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Begin an application for one item; what the thing has been told of it is not asked again."""
    offered = _offered(key)
    answers = offered.thing.relevant(_given(request.POST), offered.definitions)
    parts = offered.thing.parts(answers, offered.definitions)
    part = next((each for each in parts if each.key == item), None)
    if part is None:
        raise NotFound()
    actor = request.actor  # type: ignore[attr-defined]
    visitor = visitors.of(request) or visitors.new()
    draft = services.start(actor=actor, code=part.member.code, visitor=visitor, city=str(city()["code"]))
    for question, value in part.answers.items():
        draft = services.answer(actor=actor, draft=draft, question=question, value=value, visitor=visitor)
    response = redirect(flow.address(draft))
    if actor.kind == "anonymous":
        visitors.remember(response, visitor)
    return response


def _offered(key: str) -> Offered:
    offered = things.thing(str(city()["code"]), key)
    if offered is None:
        raise NotFound()
    return offered


def _given(sent: QueryDict) -> dict[str, str]:
    return {
        name[len(PREFIX) :]: str(value)[:LONGEST]
        for name, value in list(sent.items())[:LONGEST]
        if name.startswith(PREFIX)
    }


def _address(key: str, answers: dict[str, str]) -> str:
    query = urlencode({f"{PREFIX}{question}": value for question, value in answers.items()})
    return f"{reverse('portal:thing_guide', args=[key])}?{query}"


def _question(
    request: HttpRequest, offered: Offered, given: dict[str, str], answers: dict[str, str], question: Question
) -> HttpResponse:
    key, was_asked = offered.thing.key, request.GET.get("asked") == question.key
    before = dict(list(answers.items())[:-1])
    context = {
        "thing": offered.thing,
        "question": question,
        "number": len(answers) + 1,
        # Answers further on are kept while an earlier one is changed; those of a road then left no longer count.
        "kept": [(f"{PREFIX}{name}", value) for name, value in given.items() if name != question.key],
        "field": f"{PREFIX}{question.key}",
        "before": _address(key, before) if answers else reverse("portal:thing", args=[key]),
        "error": CHOOSE if was_asked else None,
    }
    return render(request, "portal/thing_question.html", context, status=422 if was_asked else 200)


def _plan(offered: Offered, answers: dict[str, str]) -> dict[str, Any]:
    thing, plan = offered.thing, offered.plan(answers)
    asked = thing.questions_for(answers, offered.definitions)
    sheets = [_sheet(plan, paper) for paper in plan.papers]
    return {
        "section": "items",
        "thing": thing,
        "plan": plan,
        "waves": [[_row(offered, plan, key) for key in wave] for wave in plan.waves],
        "total": plan.figures.days.after,
        "mine": [sheet for sheet in sheets if sheet.paper.is_yours],
        "others": [sheet for sheet in sheets if not sheet.paper.is_yours],
        "kinds": ["mine" if s.paper.is_yours else "cut" if s.paper.reason == "no_basis" else "gone" for s in sheets],
        "fields": len(plan.form.fields()),
        "answers": [
            (
                each,
                each.option(answers[each.key]),
                _address(thing.key, {k: v for k, v in answers.items() if k != each.key}),
            )
            for each in asked
        ],
        "sent": [(f"{PREFIX}{name}", value) for name, value in answers.items()],
    }


def _row(offered: Offered, plan: Plan, key: str) -> Row:
    part = plan.part(key)
    givers = dict.fromkeys(edge.giver for edge in plan.edges if edge.taker == key)
    names = [plan.part(giver).definition.name for giver in givers]
    waits = Text("".join(f"“{each.zh}”" for each in names), ", ".join(f"“{each.en}”" for each in names))
    version = offered.versions[part.member.code]
    office = OF_THE_DISTRICT if version.definition.implementations else version.office.name
    return Row(part, office, plan.spans[key], waits)


def _sheet(plan: Plan, paper: Paper) -> Sheet:
    asking = [use for use in paper.uses if use.reason != "no_basis"] or paper.uses
    names = tuple(plan.part(use.member).definition.name for use in asking)
    why = WORDS.get(paper.reason, paper.hint)
    if paper.reason == "result":
        givers = [plan.part(giver).definition.name for giver in paper.givers]
        zh, en = "、".join(each.zh for each in givers), ", ".join(each.en for each in givers)
        why = Text(f"办好“{zh}”就有了，不用再交", f"Comes out of “{en}”; nothing to hand in")
    return Sheet(paper, names, why)
