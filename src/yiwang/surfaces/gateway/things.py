"""One things 一件事: open facts, for anybody."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema

from yiwang.kit.errors import NotFound
from yiwang.registers.things import queries as things
from yiwang.registers.things.queries import Offered
from yiwang.registers.things.thing import Member, Thing
from yiwang.surfaces.gateway.items import Office
from yiwang.surfaces.gateway.shapes import CITY, REFUSALS, Words, in_both

router = Router(tags=["things"])


class ThingLine(Schema):
    key: str
    name: Words
    summary: Words
    audience: str
    stage: Words
    items: list[str]


class Choice(Schema):
    value: str
    label: Words


class Asked(Schema):
    key: str
    ask: Words
    when: dict[str, list[str]]
    options: list[Choice]


class Stated(Schema):
    item: str
    material: str
    why: Words


class Fed(Schema):
    question: str
    values: dict[str, str]
    value: str


class Item(Schema):
    key: str
    code: str
    name: Words
    office: Office
    role: Words
    when: dict[str, list[str]]
    answers: dict[str, Fed]
    after: list[Stated]


class ThingWhole(Schema):
    key: str
    name: Words
    summary: Words
    audience: str
    stage: Words
    version: int
    effective_on: date
    situations: int
    questions: list[Asked]
    items: list[Item]
    assumed: list[str]


@router.get("/things", response={200: list[ThingLine], **REFUSALS}, summary="Things in force, in their order")
def listed(
    request: HttpRequest,
    audience: Literal["", "citizen", "enterprise"] = "",
    city: str = CITY,
) -> list[ThingLine]:
    """All of a city's things, or those for citizens or enterprises; `items` are the codes they are made of."""
    return [_line(each) for each in things.things(city or settings.CITY, audience or None)]


@router.get("/things/{key}", response={200: ThingWhole, **REFUSALS}, summary="One thing, whole")
def thing(request: HttpRequest, key: str, city: str = CITY) -> ThingWhole:
    """The version in force today: its questions, its items, what answers them and what they wait for."""
    offered = things.thing(city or settings.CITY, key)
    if offered is None:
        raise NotFound()
    found = offered.thing
    return ThingWhole(
        key=found.key,
        name=in_both(found.name),
        summary=in_both(found.summary),
        audience=found.audience,
        stage=in_both(found.stage),
        version=offered.number,
        effective_on=found.effective_on,
        situations=len(found.situations()),
        questions=_questions(found),
        items=[_item(offered, member) for member in found.items],
        assumed=list(found.assumed),
    )


def _line(found: Thing) -> ThingLine:
    return ThingLine(
        key=found.key,
        name=in_both(found.name),
        summary=in_both(found.summary),
        audience=found.audience,
        stage=in_both(found.stage),
        items=found.codes(),
    )


def _questions(found: Thing) -> list[Asked]:
    return [
        Asked(
            key=each.key,
            ask=in_both(each.ask),
            when={key: list(values) for key, values in each.when.items()},
            options=[Choice(value=option.value, label=in_both(option.label)) for option in each.options],
        )
        for each in found.questions
    ]


def _item(offered: Offered, member: Member) -> Item:
    version = offered.versions[member.code]
    office = version.office
    return Item(
        key=member.key,
        code=member.code,
        name=in_both(version.definition.name),
        office=Office(code=office.code, name=in_both(office.name), division=office.division),
        role=in_both(member.role),
        when={key: list(values) for key, values in member.when.items()},
        answers={
            key: Fed(question=feed.question, values=dict(feed.values), value=feed.value)
            for key, feed in member.feeds.items()
        },
        after=[Stated(item=each.item, material=each.material, why=in_both(each.why)) for each in member.after],
    )
