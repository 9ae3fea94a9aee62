"""Permits reform 证照分离: matters, business scopes and the wizard between them. Open facts, for anybody."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema

from yiwang.kit import calendar
from yiwang.kit.errors import Invalid, NotFound, Text
from yiwang.registers.definition import Question
from yiwang.registers.reform import queries as reform
from yiwang.registers.reform import wizard
from yiwang.registers.reform.bundling import Task
from yiwang.registers.reform.matter import Matter
from yiwang.registers.reform.queries import Told
from yiwang.registers.reform.wizard import Choice, Reason, Register, Requirement
from yiwang.surfaces.gateway.shapes import CITY, REFUSALS, Words, in_both

router = Router(tags=["reform"])
Mode = Literal["", "cancelled", "filing", "commitment", "improved"]
NOT_AN_ANSWER = Text("回答写成“问题:选项”。", "An answer is written “question:option”.")
TOO_MANY = Text("一次最多看 8 样经营范围。", "Eight scopes at most at once.")
MOST = 8


class MatterLine(Schema):
    key: str
    name: Words
    department: Words
    level: str
    mode: str
    item: str


class Step(Schema):
    since: date
    mode: str
    area: str
    list: str
    document: str
    measures: list[Words]


class Law(Schema):
    law: str
    article: str


class MatterWhole(MatterLine):
    before: Words
    steps: list[Step]
    supervision: list[Words]
    basis: list[Law]
    licence: str
    precedes: bool
    assumed: list[str]


class ScopeLine(Schema):
    key: str
    name: Words
    label: Words
    industry: str
    kind: str


class Choices(Schema):
    value: str
    label: Words


class Asked(Schema):
    key: str
    ask: Words
    options: list[Choices]


class Because(Schema):
    scope: Words
    about: Words
    why: Words
    answers: dict[str, str]


class Permit(Schema):
    matter: str
    name: Words
    mode: str
    since: date | None
    item: str
    precedes: bool
    why: list[Because]
    answers: dict[str, str]


class Work(Schema):
    code: str
    name: Words
    office: Words
    days: int
    unit: str
    papers: int
    answers: dict[str, str]


class Together(Schema):
    thing: str
    answers: dict[str, str]
    covers: list[str]


class Outcome(Schema):
    permits: list[Permit]
    needless: list[Permit]
    free: list[Because]
    wording: str
    order: list[list[Work]]
    bundle: Together | None


class Wizard(Schema):
    """Either the next question, or the outcome."""

    answers: dict[str, str]
    question: Asked | None = None
    outcome: Outcome | None = None


@router.get("/reform/matters", response={200: list[MatterLine], **REFUSALS}, summary="Matters of the permits reform")
def matters(request: HttpRequest, mode: Mode = "", department: str = "", city: str = CITY) -> list[MatterLine]:
    """All of a city's matters, or those of a mode as of today, or of a department (a key of its own lists)."""
    register, today = reform.register(city or settings.CITY), calendar.today()
    return [
        MatterLine(**_line(register, each))
        for each in register.matters.values()
        if mode in ("", each.mode(today)) and department in ("", each.department)
    ]


@router.get("/reform/matters/{key}", response={200: MatterWhole, **REFUSALS}, summary="One matter, whole")
def matter(request: HttpRequest, key: str, city: str = CITY) -> MatterWhole:
    """What was before, what each list made of it from which day and where, supervision and legal basis."""
    register = reform.register(city or settings.CITY)
    found = register.matters.get(key)
    if found is None:
        raise NotFound()
    return MatterWhole(
        **_line(register, found),
        before=in_both(found.before),
        steps=[
            Step(
                since=each.from_on,
                mode=each.mode,
                area=each.area,
                list=each.list,
                document=register.lists[each.list].number,
                measures=[in_both(one) for one in each.measures],
            )
            for each in found.steps
        ],
        supervision=[in_both(each) for each in found.supervision],
        basis=[Law(law=each.law, article=each.article) for each in found.basis],
        licence=found.licence,
        precedes=found.precedes,
        assumed=list(found.assumed),
    )


@router.get("/reform/scopes", response={200: list[ScopeLine], **REFUSALS}, summary="Business scopes, or a search")
def scopes(request: HttpRequest, q: str = Query("", max_length=60), city: str = CITY) -> list[ScopeLine]:
    """All entries by key; with `q` those that answer what people say, best first."""
    register = reform.register(city or settings.CITY)
    found = reform.search(register, q) if q.strip() else register.scopes.values()
    return [
        ScopeLine(
            key=each.key, name=in_both(each.name), label=in_both(each.label), industry=each.industry, kind=each.kind
        )
        for each in found
    ]


@router.get("/reform/wizard", response={200: Wizard, **REFUSALS}, summary="From scopes and answers to permits")
def guide(
    request: HttpRequest,
    scope: list[str] = Query(...),  # noqa: B008
    answer: list[str] = Query([]),  # noqa: B008
    held: list[str] = Query([]),  # noqa: B008
    city: str = CITY,
) -> Wizard:
    """The next question (`answer=restaurant.size:small` answers it), or when none is open what it comes to."""
    code = city or settings.CITY
    register = reform.register(code)
    if any(key not in register.scopes for key in scope):
        raise NotFound()
    if len(scope) > MOST:
        raise Invalid(TOO_MANY)
    if any(":" not in each for each in answer):
        raise Invalid(NOT_AN_ANSWER)
    given = {key: value for key, _, value in (each.partition(":") for each in answer)}
    choice = Choice(tuple(scope), calendar.today(), given, frozenset(held))
    counted = wizard.relevant(register, choice)
    question = wizard.next_question(register, Choice(choice.scopes, choice.day, counted, choice.held))
    if question:
        return Wizard(answers=counted, question=_asked(question))
    return Wizard(answers=counted, outcome=_outcome(reform.tell(code, choice)))


def _line(register: Register, found: Matter) -> dict[str, object]:
    return {
        "key": found.key,
        "name": in_both(found.name),
        "department": in_both(register.departments[found.department]),
        "level": found.level,
        "mode": found.mode(calendar.today()),
        "item": found.item,
    }


def _asked(question: Question) -> Asked:
    options = [Choices(value=each.value, label=in_both(each.label)) for each in question.options]
    return Asked(key=question.key, ask=in_both(question.ask), options=options)


def _outcome(told: Told) -> Outcome:
    whole = told.plan.whole
    return Outcome(
        permits=[_permit(each) for each in told.result.required],
        needless=[_permit(each) for each in told.result.needless],
        free=[_because(each) for each in told.result.free],
        wording=told.result.words(),
        order=[[_work(told, task) for task in wave] for wave in told.plan.waves],
        bundle=Together(thing=whole.thing.key, answers=dict(whole.answers), covers=list(whole.covers))
        if whole
        else None,
    )


def _work(told: Told, task: Task) -> Work:
    return Work(
        code=task.code,
        name=in_both(task.part.definition.name),
        office=in_both(told.versions[task.code].office.name),
        days=task.limit.count,
        unit=task.limit.unit,
        papers=task.papers,
        answers=dict(task.part.answers),
    )


def _permit(found: Requirement) -> Permit:
    return Permit(
        matter=found.matter.key,
        name=in_both(found.matter.name),
        mode=found.mode,
        since=found.step.from_on if found.step else None,
        item=found.matter.item,
        precedes=found.matter.precedes,
        why=[_because(each) for each in found.reasons],
        answers=dict(found.answers),
    )


def _because(reason: Reason) -> Because:
    said = {question.key: option.value for question, option in reason.said}
    return Because(scope=in_both(reason.scope), about=in_both(reason.about), why=in_both(reason.why), answers=said)
