"""Events: what happened, in order, for the systems of the office it happened in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from yiwang.kit.errors import NotAllowed
from yiwang.kit.outbox import queries as outbox
from yiwang.surfaces.gateway.callers import CALLERS, caller
from yiwang.surfaces.gateway.problems import Problem

router = Router(tags=["events"])
KINDS = ["cases.CaseMoved"]
SCAN = 2000


class Event(Schema):
    """One fact. `number` grows; ask for what comes after the last one seen."""

    number: int
    kind: str
    told_at: datetime
    case: str
    act: str
    before: str
    after: str


class EventPage(Schema):
    events: list[Event]
    next: int


@router.get(
    "/events", auth=CALLERS, response={200: EventPage, 401: Problem, 403: Problem, 422: Problem, 503: Problem},
    summary="What happened to the cases of one's office, after a number",
)  # fmt: skip
def events(
    request: HttpRequest, after: int = Query(0, ge=0, le=2**62), limit: int = Query(100, ge=1, le=500)
) -> EventPage:
    """A page of facts of the caller's office, oldest first. Facts carry no name and no identifier.

    `next` goes on where the reading stopped, also when nothing in between was the caller's.
    """
    actor = caller(request)
    if actor.office is None:
        raise NotAllowed()
    found, last = [], after
    for fact in outbox.since(after, KINDS)[:SCAN]:
        last = fact.pk
        if fact.body.get("office") == actor.office:
            found.append(_event(fact))
            if len(found) == limit:
                break
    return EventPage(events=found, next=last)


def _event(fact: Any) -> Event:
    body = fact.body
    return Event(
        number=fact.pk, kind=fact.kind, told_at=fact.told_at, case=body["number"], act=body["act"],
        before=body["before"], after=body["after"],
    )  # fmt: skip
