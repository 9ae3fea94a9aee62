"""Which permits a business needs: choose what it does, one question a page, and what comes of it.

What is chosen and answered stands in the address: it says nothing of who asks, and whoever gets it sees the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yiwang.casework.intake import services
from yiwang.kit import calendar
from yiwang.kit.errors import NotFound, Text
from yiwang.registers.definition import Question
from yiwang.registers.reform import queries as reform
from yiwang.registers.reform import wizard
from yiwang.registers.reform.bundling import Task, Whole
from yiwang.registers.reform.matter import MEANINGS, MODES
from yiwang.registers.reform.queries import Told
from yiwang.registers.reform.wizard import Choice, Register, Requirement
from yiwang.surfaces.look.context import city
from yiwang.surfaces.portal import blindspots, flow, visitors
from yiwang.surfaces.portal.pages.applying import CHOOSE
from yiwang.surfaces.portal.pages.things import OF_THE_DISTRICT

PREFIX, CHOSEN, HELD = "a.", "s", "h"
LONGEST, MOST_CHOSEN, MOST_ANSWERS = 100, 8, 100
AS_BEFORE = Text("照原来审批", "Approved as before")
LEVELS = {"nation": Text("国家", "national"), "city": Text("市级", "city"), "district": Text("区级", "district")}


@dataclass(frozen=True)
class Row:
    """A permit as the page shows it; `task` is None where this platform has no item for it yet."""

    requirement: Requirement
    mode: Text
    meaning: Text
    department: Text
    level: Text
    task: Task | None
    office: Text | None
    other: str
    """The same page with this permit held, or no longer held."""


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Search, common trades, and what is chosen so far."""
    register, choice = _register(), _choice(request.GET)
    words = " ".join(request.GET.get("q", "").split())[:LONGEST]
    found = reform.search(register, words) if words else []
    if words and not found:
        blindspots.count(words)
    chosen = wizard.chosen(register, choice)
    keys = [each.key for each in chosen]
    trades = sorted((each for each in register.scopes.values() if each.trade), key=lambda each: each.trade)
    context = {
        "section": "items",
        "words": words,
        "chosen": [(each, _start(choice, [key for key in keys if key != each.key])) for each in chosen],
        "found": [(each, each.key in keys, _start(choice, [*keys, each.key])) for each in found],
        "trades": [(each, _start(choice, [*keys, each.key])) for each in trades if each.key not in keys],
        "full": len(keys) >= MOST_CHOSEN,
        "onward": _guide(choice),
        "sent": _sent(choice),
        "count": len(register.matters),
        "scopes": len(register.scopes),
    }
    return render(request, "portal/permits.html", context)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The first question still open; when none is, the permits."""
    register, given = _register(), _choice(request.GET)
    if not wizard.chosen(register, given):
        return redirect("portal:permits")
    choice = replace(given, answers=wizard.relevant(register, given))
    question = wizard.next_question(register, choice)
    if question:
        return _question(request, register, given, choice, question)
    return render(request, "portal/permit_result.html", _result(register, choice))


@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin an application for one item; what the wizard was told of it is not asked again."""
    told = reform.tell(str(city()["code"]), _choice(request.POST))
    task = next((each for wave in told.plan.waves for each in wave if each.code == code), None)
    if task is None:
        raise NotFound()
    actor = request.actor  # type: ignore[attr-defined]
    visitor = visitors.of(request) or visitors.new()
    draft = services.start(actor=actor, code=code, visitor=visitor, city=str(city()["code"]))
    for question, value in task.part.answers.items():
        draft = services.answer(actor=actor, draft=draft, question=question, value=value, visitor=visitor)
    response = redirect(flow.address(draft))
    if actor.kind == "anonymous":
        visitors.remember(response, visitor)
    return response


def _register() -> Register:
    return reform.register(str(city()["code"]))


def _choice(sent: QueryDict) -> Choice:
    answers = {
        name[len(PREFIX) :]: str(value)[:LONGEST]
        for name, value in list(sent.items())[:MOST_ANSWERS]
        if name.startswith(PREFIX)
    }
    scopes, held = sent.getlist(CHOSEN)[:MOST_CHOSEN], sent.getlist(HELD)[:MOST_ANSWERS]
    return Choice(tuple(dict.fromkeys(scopes)), calendar.today(), answers, frozenset(held))


def _sent(choice: Choice) -> list[tuple[str, str]]:
    """The choice as an address or a form carries it."""
    return [
        *((CHOSEN, key) for key in choice.scopes),
        *((f"{PREFIX}{key}", value) for key, value in choice.answers.items()),
        *((HELD, key) for key in sorted(choice.held)),
    ]


def _guide(choice: Choice) -> str:
    return f"{reverse('portal:permits_guide')}?{urlencode(_sent(choice))}"


def _start(choice: Choice, keys: list[str]) -> str:
    sent = _sent(replace(choice, scopes=tuple(keys)))
    return f"{reverse('portal:permits')}?{urlencode(sent)}" if keys else reverse("portal:permits")


def _question(
    request: HttpRequest, register: Register, given: Choice, choice: Choice, question: Question
) -> HttpResponse:
    was_asked = request.GET.get("asked") == question.key
    before = replace(choice, answers=dict(list(choice.answers.items())[:-1]))
    kept = replace(given, answers={key: value for key, value in given.answers.items() if key != question.key})
    context = {
        "question": question,
        "number": len(choice.answers) + 1,
        "names": [each.label for each in wizard.chosen(register, choice)],
        # Answers further on are kept while an earlier one is changed; those of a road then left no longer count.
        "kept": _sent(kept),
        "field": f"{PREFIX}{question.key}",
        "before": _guide(before) if choice.answers else _start(choice, list(choice.scopes)),
        "again": _start(choice, list(choice.scopes)),
        "error": CHOOSE if was_asked else None,
    }
    return render(request, "portal/permit_question.html", context, status=422 if was_asked else 200)


def _result(register: Register, choice: Choice) -> dict[str, Any]:
    told = reform.tell(str(city()["code"]), choice)
    asked = wizard.questions(register, choice)
    result, plan = told.result, told.plan
    return {
        "section": "items",
        "result": result,
        "plan": plan,
        "names": [each.label for each in result.scopes],
        "earlier": [_row(register, choice, told, each) for each in result.before_licence],
        "later": [_row(register, choice, told, each) for each in result.after_licence],
        "held": [_row(register, choice, told, each) for each in result.held],
        "steps": [[(task, _office(told, task.code)) for task in wave] for wave in plan.waves],
        "beside": [(task, _office(told, task.code)) for task in plan.beside],
        "whole": plan.whole,
        "whole_address": _whole(plan.whole) if plan.whole else "",
        "at_least": any(task.is_open for wave in plan.waves for task in wave),
        "words": result.words(),
        "answers": [(each, each.option(choice.answers[each.key]), _without(choice, each.key)) for each in asked],
        "again": _start(choice, list(choice.scopes)),
        "sent": _sent(choice),
        "day": choice.day,
    }


def _row(register: Register, choice: Choice, told: Told, requirement: Requirement) -> Row:
    matter = requirement.matter
    task = next((each for wave in told.plan.waves for each in wave if each.code == matter.item), None)
    held = choice.held - {matter.key} if requirement.is_held else choice.held | {matter.key}
    return Row(
        requirement=requirement,
        mode=MODES.get(requirement.mode, AS_BEFORE),
        meaning=MEANINGS.get(requirement.mode, AS_BEFORE),
        department=register.departments[matter.department],
        level=LEVELS[matter.level],
        task=task,
        office=_office(told, matter.item) if matter.item in told.versions else None,
        other=_guide(replace(choice, held=held)),
    )


def _office(told: Told, code: str) -> Text:
    """Who decides; of what the districts do nobody knows yet which of them."""
    version = told.versions[code]
    return OF_THE_DISTRICT if version.definition.implementations else version.office.name


def _without(choice: Choice, key: str) -> str:
    """The page that asks this question again; later answers are kept."""
    kept = {other: value for other, value in choice.answers.items() if other != key}
    return _guide(replace(choice, answers=kept))


def _whole(whole: Whole) -> str:
    query = urlencode({f"{PREFIX}{question}": value for question, value in whole.answers.items()})
    return f"{reverse('portal:thing_guide', args=[whole.thing.key])}?{query}"
