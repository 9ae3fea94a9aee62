"""Cases: for the systems of the office that handles them, and for a person's own browser."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from yiwang.casework.cases import queries
from yiwang.surfaces.gateway.callers import CALLERS, caller
from yiwang.surfaces.gateway.problems import Problem
from yiwang.surfaces.gateway.shapes import Words, in_both

router = Router(tags=["cases"], auth=CALLERS)
CLOCKS = ("completeness", "completion", "promised", "statutory", "delivery")
REFUSALS = {401: Problem, 404: Problem, 422: Problem, 503: Problem}


class CaseLine(Schema):
    number: str
    item_code: str
    state: str
    received_at: datetime
    ended_at: datetime | None


class CasePage(Schema):
    cases: list[CaseLine]
    next: int | None = None


class Clock(Schema):
    """One limit: its length in days of `unit` (1 working, 2 natural), its last day, and how many are used."""

    kind: str
    days: int
    unit: str
    used: int
    due_on: date | None
    overdue: int


class Step(Schema):
    act: str
    label: Words
    at: datetime | None
    kind: str


class MaterialLine(Schema):
    key: str
    name: Words
    state: str
    rule: Words
    source: Words


class Case(CaseLine):
    item_name: Words
    office: str
    situation: list[list[Words]]
    materials: list[MaterialLine]
    clocks: list[Clock]
    steps: list[Step]
    licence: str


@router.get("/cases", response={200: CasePage, **REFUSALS}, summary="Cases that the caller may see, newest first")
def cases(
    request: HttpRequest,
    after: int = Query(0, ge=0, le=2**62),
    limit: int = Query(50, ge=1, le=200),
) -> CasePage:
    """A page of cases without names; `next` goes on where this page ended."""
    rows = queries.visible_to(caller(request)).order_by("-pk")
    if after:
        rows = rows.filter(pk__lt=after)
    found = list(rows.values("pk", "number", "item_code", "state", "received_at", "ended_at")[: limit + 1])
    page = [CaseLine(**{name: row[name] for name in CaseLine.model_fields}) for row in found[:limit]]
    return CasePage(cases=page, next=found[limit - 1]["pk"] if len(found) > limit else None)


@router.get("/cases/{number}", response={200: Case, **REFUSALS}, summary="One case; a machine's reading is recorded")
def case(request: HttpRequest, number: str) -> Case:
    """State, clocks, history and materials, without personal data. Another's number is 404 like an unknown one."""
    actor = caller(request)
    row = queries.open_for_reading(actor, number, "api")
    view = queries.view(row)
    return Case(
        number=view.number, item_code=view.item_code, state=view.state, received_at=view.received_at,
        ended_at=view.ended_at, item_name=in_both(view.item_name), office=view.office.code, licence=view.licence,
        situation=[[in_both(ask), in_both(answer)] for ask, answer in view.situation],
        materials=[
            MaterialLine(key=each.key, name=in_both(each.name), state=each.state, rule=in_both(each.rule),
                         source=in_both(each.source))
            for each in view.materials
        ],
        clocks=_clocks(row),
        steps=[
            Step(act=line.act, label=in_both(line.label), at=line.at, kind=line.kind)
            for line in queries.timeline(row, actor)
        ],
    )  # fmt: skip


def _clocks(row: Any) -> list[Clock]:
    reading = queries.reading(row)
    named = {
        name: getattr(reading, name) for name in ("completeness", "completion", "promised", "statutory", "delivery")
    }
    return [
        Clock(kind=name, days=span.allowed, unit=span.unit, used=span.used, due_on=span.due_on, overdue=span.overdue)
        for name, span in named.items()
        if span
    ]
