"""The work list of an office: keyset paging, the same few queries whatever the number of cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from yiwang.casework.cases import cells, lifecycle, numbers
from yiwang.casework.cases.clock import Reading
from yiwang.casework.cases.lifecycle import ENDED, OPEN
from yiwang.casework.cases.models import Case
from yiwang.casework.cases.queries import narrowing
from yiwang.casework.cases.queries.finding import visible_to
from yiwang.casework.cases.queries.narrowing import ONLY, Filters
from yiwang.casework.cases.queries.showing import SOURCES
from yiwang.casework.cases.reading import readings
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties.queries import Identity

MOST_COUNTED = 1000
"""Counting stops here and the page says 999+: no page gets slower as the city grows."""
MOST_ROWS = 200
UNREAD = ("answers", "values", "registered", "contact_phone")
"""What a list never shows is not fetched."""

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
        lambda rows, actor: narrowing.late(_open(rows), actor),
    ),
    "paused": (Text("暂停中", "Paused"), lambda rows, actor: _open(rows, "paused")),
    "waiting": (Text("等申请人", "With applicant"), lambda rows, actor: _open(rows, "returned")),
    "all": (Text("全部在办", "All open"), lambda rows, actor: _open(rows)),
    "closed": (Text("已结束", "Ended"), lambda rows, actor: rows.filter(state__in=ENDED)),
}


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
    elsewhere: bool
    """Received at another office's window."""
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
    rows = narrowing.narrowed(_queue(queue, actor), filters or Filters(), actor)
    rows = _after(rows, after, newest_first=queue == "closed")
    found = list(rows.defer(*UNREAD)[: limit + 1])
    shown = found[:limit]
    following = f"{shown[-1].due_index.isoformat()}.{shown[-1].pk}" if len(found) > limit else None
    return Page(_rows(shown), following)


def counts(actor: Actor, *, within: str = "", filters: Filters | None = None) -> dict[str, int]:
    """How many cases each queue holds, counted up to MOST_COUNTED; one query.

    With `within`, a queue, also how many each of ONLY leaves of it, item and text of `filters` being kept.
    """
    wanted = {name: _queue(name, actor) for name in QUEUES}
    if within:
        wanted |= {only: _only(within, only, filters or Filters(), actor) for only in ONLY}
    parts, values = [], []
    for rows in wanted.values():
        try:
            sql, given = rows.values("pk")[:MOST_COUNTED].query.sql_with_params()
        except EmptyResultSet:
            sql, given = "SELECT WHERE false", ()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")
        values.extend(given)
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), values)
        return dict(zip(wanted, cursor.fetchone(), strict=True))


def _only(queue: str, only: str, filters: Filters, actor: Actor) -> QuerySet[Case]:
    return narrowing.narrowed(_queue(queue, actor), replace(filters, only=only), actor)


def following(actor: Actor, case: Case) -> WorkRow | None:
    """The case to go on with: of one's own work, else of the office's, where it is one's turn.

    Next after `case` in order, and round to the first. Cases of one's own and of one's organisations are left out.
    """
    interest = {each.pk for each in parties.organisations_of(actor.person)} if actor.person else set()
    for queue in ("mine", "all" if actor.has("approver") else "unassigned"):
        rows = narrowing.my_turn(_queue(queue, actor), actor).exclude(pk=case.pk)
        rows = rows.exclude(applicant__in=interest | {actor.person or 0}).defer(*UNREAD)
        here = f"{case.due_index.isoformat()}.{case.pk}"
        if found := _after(rows, here, newest_first=False).first() or _after(rows, None, newest_first=False).first():
            return _rows([found])[0]
    return None


def shown_count(count: int) -> str:
    """As a page says it: 999+ where counting stopped."""
    return str(count) if count < MOST_COUNTED else f"{MOST_COUNTED - 1}+"


def _queue(name: str, actor: Actor) -> QuerySet[Case]:
    if name not in QUEUES:
        raise Invalid(fields={"queue": Text("没有这个队列。", "There is no such queue.")})
    rows = visible_to(actor) if actor.kind == "staff" else Case.objects.none()
    return QUEUES[name][1](rows, actor)


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
        item_name=catalogue.version(case.version_id, case.office_id).definition.name,
        item_code=case.item_code,
        applicant=short_name(applicant),
        state=case.state,
        state_label=lifecycle.STATES[case.state],
        headline=cells.headline(reading),
        level=reading.level,
        due_on=None if case.state in ENDED or reading.running is None else reading.running.due_on,
        reading=reading,
        officer=case.officer_id,
        officer_name=officer,
        source=SOURCES[case.source],
        elsewhere=case.elsewhere,
        received_at=case.received_at,
    )


def short_name(applicant: Identity) -> str:
    """An organisation's name, a person's surname only."""
    return applicant.name if applicant.kind == "organisation" else applicant.name[:1] + "某某"
