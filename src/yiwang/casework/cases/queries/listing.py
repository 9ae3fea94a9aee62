"""The work list of an office: keyset paging, the same few queries whatever the number of cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from yiwang.casework.cases import cells, lifecycle, numbers
from yiwang.casework.cases.clock import Reading
from yiwang.casework.cases.lifecycle import ENDED, OPEN
from yiwang.casework.cases.models import Case
from yiwang.casework.cases.queries.finding import visible_to
from yiwang.casework.cases.queries.showing import SOURCES
from yiwang.casework.cases.reading import readings
from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.crypto.tokens import token
from yiwang.kit.errors import Invalid, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties.queries import Identity

MOST_COUNTED = 1000
"""Counting stops here and the page says 999+: no page gets slower as the city grows."""
MOST_ROWS = 200

_Queue = Callable[[QuerySet[Case], Actor], QuerySet[Case]]


def _open(rows: QuerySet[Case], *states: str) -> QuerySet[Case]:
    """`state IN OPEN` is the condition of the partial indexes; without it they cannot be used."""
    rows = rows.filter(state__in=OPEN)
    return rows.filter(state=states[0]) if states else rows


QUEUES: dict[str, tuple[Text, _Queue]] = {
    "mine": (Text("待我处理", "Mine"), lambda rows, actor: _open(rows).filter(officer=actor.post)),
    "unassigned": (Text("未分派", "Unassigned"), lambda rows, actor: _open(rows).filter(officer__isnull=True)),
    "overdue": (
        Text("超期", "Overdue"),
        lambda rows, actor: _open(rows).filter(due_index__lt=calendar.today(), state__in=("received", "accepted")),
    ),
    "paused": (Text("暂停中", "Paused"), lambda rows, actor: _open(rows, "paused")),
    "waiting": (Text("等申请人", "Waiting for the applicant"), lambda rows, actor: _open(rows, "returned")),
    "all": (Text("全部在办", "All open"), lambda rows, actor: _open(rows)),
    "closed": (Text("已结束", "Ended"), lambda rows, actor: rows.filter(state__in=ENDED)),
}


@dataclass(frozen=True)
class Filters:
    """`item` is an item's code; `text` a case number or its beginning, or the applicant's whole name or number."""

    item: str = ""
    text: str = ""


@dataclass(frozen=True)
class WorkRow:
    """One row. A person is shown by surname only: the list is for finding work, not for reading about people."""

    number: str
    number_grouped: str
    item_name: Text
    item_code: str
    applicant: str
    state: str
    state_label: Text
    headline: Text | None
    level: str
    due_on: date | None
    reading: Reading
    officer: int | None
    officer_name: str
    source: Text
    received_at: datetime


@dataclass(frozen=True)
class Page:
    """`next` is the cursor of the following page; None at the end."""

    rows: list[WorkRow]
    next: str | None


def work_list(
    actor: Actor,
    *,
    queue: str = "mine",
    filters: Filters | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page:
    """A page of a queue by due date (ended cases: newest first). Raises Invalid for an unknown queue."""
    limit = max(1, min(limit, MOST_ROWS))
    rows = _filtered(_queue(queue, actor), filters or Filters())
    rows = _after(rows, after, newest_first=queue == "closed")
    found = list(rows.defer("answers", "values", "registered", "contact_phone")[: limit + 1])
    shown = found[:limit]
    following = f"{shown[-1].due_index.isoformat()}.{shown[-1].pk}" if len(found) > limit else None
    return Page(_rows(shown), following)


def counts(actor: Actor) -> dict[str, int]:
    """How many cases each queue holds, counted up to MOST_COUNTED; one query."""
    parts, values = [], []
    try:
        queued = [_queue(name, actor).values("pk")[:MOST_COUNTED].query.sql_with_params() for name in QUEUES]
    except EmptyResultSet:
        return dict.fromkeys(QUEUES, 0)
    for sql, given in queued:
        parts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")
        values.extend(given)
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), values)
        return dict(zip(QUEUES, cursor.fetchone(), strict=True))


def shown_count(count: int) -> str:
    return str(count) if count < MOST_COUNTED else f"{MOST_COUNTED - 1}+"


def _queue(name: str, actor: Actor) -> QuerySet[Case]:
    if name not in QUEUES:
        raise Invalid(fields={"queue": Text("没有这个队列。", "There is no such queue.")})
    rows = visible_to(actor) if actor.kind == "staff" else Case.objects.none()
    return QUEUES[name][1](rows, actor)


def _filtered(rows: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    if filters.item:
        rows = rows.filter(item_code=filters.item)
    text = filters.text.strip()
    if not text:
        return rows
    digits = numbers.tidy(text)
    by_number = Q(number__startswith=digits) if digits.isdecimal() and len(digits) <= 20 else Q(pk__in=())
    by_applicant = Q(applicant__name_token=token("party.name", text)) | Q(
        applicant__number_token=token("party.number", text)
    )
    return rows.filter(by_number | by_applicant)


def _after(rows: QuerySet[Case], cursor: str | None, *, newest_first: bool) -> QuerySet[Case]:
    rows = rows.order_by("-due_index", "-pk") if newest_first else rows.order_by("due_index", "pk")
    if not cursor:
        return rows
    day, pk = _position(cursor)
    if newest_first:
        return rows.filter(due_index__lte=day).filter(Q(due_index__lt=day) | Q(pk__lt=pk))
    return rows.filter(due_index__gte=day).filter(Q(due_index__gt=day) | Q(pk__gt=pk))


def _position(cursor: str) -> tuple[date, int]:
    day, _, pk = cursor.partition(".")
    try:
        return date.fromisoformat(day), int(pk)
    except ValueError:
        raise Invalid(fields={"after": Text("翻页位置不对，请从头看。", "Unknown position; start again.")}) from None


def _rows(cases: list[Case]) -> list[WorkRow]:
    clocks = readings(cases)
    people = parties.identities({case.applicant_id for case in cases})
    officers = parties.staff_names({case.officer_id for case in cases if case.officer_id})
    return [
        _row(case, clocks[case.pk], people[case.applicant_id], officers.get(case.officer_id or 0, "")) for case in cases
    ]


def _row(case: Case, reading: Reading, applicant: Identity, officer: str) -> WorkRow:
    return WorkRow(
        number=case.number,
        number_grouped=numbers.grouped(case.number),
        item_name=catalogue.version(case.version_id).definition.name,
        item_code=case.item_code,
        applicant=_short(applicant),
        state=case.state,
        state_label=lifecycle.STATES[case.state],
        headline=cells.headline(reading),
        level=reading.level,
        due_on=None if case.state in ENDED or reading.running is None else reading.running.due_on,
        reading=reading,
        officer=case.officer_id,
        officer_name=officer,
        source=SOURCES[case.source],
        received_at=case.received_at,
    )


def _short(applicant: Identity) -> str:
    return applicant.name if applicant.kind == "organisation" else applicant.name[:1] + "某某"
