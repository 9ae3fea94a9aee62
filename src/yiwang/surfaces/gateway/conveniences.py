"""Convenience services: open to anybody; what is sent is worked out once and not kept."""

from __future__ import annotations

from typing import Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema

from yiwang.kit.errors import NotFound
from yiwang.registers.conveniences import calculating, queries
from yiwang.registers.conveniences.convenience import Convenience, Input
from yiwang.surfaces.gateway.shapes import CITY, REFUSALS, LegalBasis, Words, in_both, laws

router = Router(tags=["services"])


class ServiceLine(Schema):
    """`kind` is table (worked out here), code (a number is checked), list or page (both on the portal)."""

    key: str
    kind: str
    audience: str
    name: Words
    summary: Words
    topics: list[str]


class ServiceChoice(Schema):
    value: str
    label: Words


class Asked(Schema):
    """`kind` is choice, yes, number, integer, money or date; an empty value stands for `default`."""

    key: str
    label: Words
    kind: str
    unit: Words
    default: str
    personal: bool
    options: list[ServiceChoice]


class ServiceWhole(ServiceLine):
    inputs: list[Asked]
    assumed: list[str]


class Given(Schema):
    """A value for each input by its key: numbers and days (2026-11-23) as texts."""

    values: dict[str, str]


class Reason(Schema):
    key: str
    label: Words
    value: Words
    note: Words
    basis: list[LegalBasis]
    assumed: bool


class Worked(Schema):
    """`provisional`: a holiday notice that is not out yet may change it."""

    say: Words
    note: Words
    basis: list[LegalBasis]
    provisional: bool
    steps: list[Reason]


@router.get("/services", response={200: list[ServiceLine], **REFUSALS}, summary="Convenience services, in their order")
def listed(
    request: HttpRequest,
    audience: Literal["", "citizen", "enterprise"] = "",
    city: str = CITY,
) -> list[ServiceLine]:
    """All of a city, or those for citizens or enterprises; what is for both is among either."""
    return [_line(each) for each in queries.conveniences(city or settings.CITY, audience)]


@router.get("/services/{key}", response={200: ServiceWhole, **REFUSALS}, summary="One convenience: what it asks")
def service(request: HttpRequest, key: str, city: str = CITY) -> ServiceWhole:
    """What it asks, in its order."""
    found = _found(key, city)
    inputs = [_asked(each) for each in found.inputs]
    return ServiceWhole(**_line(found).dict(), inputs=inputs, assumed=list(found.assumed))


@router.post("/services/{key}/answer", response={200: Worked, **REFUSALS}, summary="Work it out; nothing is kept")
def answer(request: HttpRequest, key: str, given: Given, city: str = CITY) -> Worked:
    """The answer in a sentence, and the rule that decided at each step. What is wrong is told by field."""
    found = _found(key, city)
    if found.kind != "table":
        raise NotFound()
    made = calculating.answer(found, given.values, queries.day())
    steps = [
        Reason(key=line.key, label=in_both(line.label), value=in_both(line.value), note=in_both(line.note),
               basis=laws(line.basis), assumed=line.is_assumed)
        for line in made.lines
    ]  # fmt: skip
    said = {"say": in_both(made.say), "note": in_both(made.note), "basis": laws(made.basis)}
    return Worked(**said, provisional=made.is_provisional, steps=steps)


def _found(key: str, city: str) -> Convenience:
    found = queries.convenience(city or settings.CITY, key)
    if found is None:
        raise NotFound()
    return found


def _line(found: Convenience) -> ServiceLine:
    return ServiceLine(
        key=found.key, kind=found.kind, audience=found.audience,
        name=in_both(found.name), summary=in_both(found.summary), topics=list(found.topics),
    )  # fmt: skip


def _asked(asked: Input) -> Asked:
    options = [ServiceChoice(value=each.value, label=in_both(each.label)) for each in asked.options]
    return Asked(
        key=asked.key, label=in_both(asked.label), kind=asked.kind, unit=in_both(asked.unit),
        default=asked.default, personal=asked.personal, options=options,
    )  # fmt: skip
