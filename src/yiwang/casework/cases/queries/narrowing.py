"""Narrowing a queue: by item, by number or applicant, to what is late, soon due, one's own turn, or of elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from yiwang.casework.cases import lifecycle, numbers
from yiwang.casework.cases.models import Case
from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.calendar import workdays
from yiwang.kit.codes import citizen
from yiwang.kit.errors import Invalid, Refusal, Text
from yiwang.registers.parties import queries as parties

SOON_DAYS = 2
"""Working days left, today included."""
RUNNING = [state for state in lifecycle.OPEN if state not in lifecycle.WAITING]
"""States in which the office's own clock runs."""


@dataclass(frozen=True)
class Filters:
    """`item` is an item's code; `text` a case number or its beginning, or the applicant's whole name or number.

    `only` is one of ONLY, or empty.
    """

    item: str = ""
    text: str = ""
    only: str = ""


_Rows = QuerySet[Case]


def late(rows: _Rows, actor: Actor) -> _Rows:
    return _in_office_hands(rows).filter(due_index__lt=calendar.today())


def _soon(rows: _Rows, actor: Actor) -> _Rows:
    return _in_office_hands(rows).filter(due_index__gte=calendar.today(), due_index__lte=_last_soon())


def my_turn(rows: _Rows, actor: Actor) -> _Rows:
    """Cases at a point where the table opens an act to one of the actor's roles."""
    return rows.filter(state__in=lifecycle.open_to(actor.roles))


def _elsewhere(rows: _Rows, actor: Actor) -> _Rows:
    return rows.filter(elsewhere=True)


ONLY: dict[str, tuple[Text, Callable[[_Rows, Actor], _Rows]]] = {
    "late": (Text("超期", "Overdue"), late),
    "soon": (Text("两天内到期", "Due in two days"), _soon),
    "turn": (Text("轮到我办", "My turn"), my_turn),
    "elsewhere": (Text("全市通办", "City-wide"), _elsewhere),
}


def narrowed(rows: _Rows, filters: Filters, actor: Actor) -> _Rows:
    """Raises Invalid for an unknown `only`."""
    if filters.item:
        rows = rows.filter(item_code=filters.item)
    if filters.only and filters.only not in ONLY:
        raise Invalid(fields={"only": Text("没有这个条件。", "There is no such filter.")})
    if filters.only:
        rows = ONLY[filters.only][1](rows, actor)
    return _found(rows, filters.text.strip())


def _found(rows: _Rows, text: str) -> _Rows:
    """By number, or by the applicant, never by both: a condition with OR between two tables reads them whole."""
    if not text:
        return rows
    digits = numbers.tidy(text)
    if re.fullmatch(r"[0-9]{1,20}", digits) and not _is_citizen(digits):
        return rows.filter(number__startswith=digits)
    return rows.filter(applicant__in=parties.known_as(text))


def _is_citizen(digits: str) -> bool:
    try:
        return bool(citizen.parse(digits))
    except Refusal:
        return False


def _in_office_hands(rows: _Rows) -> _Rows:
    return rows.filter(state__in=RUNNING)


def _last_soon() -> date:
    return workdays.current().add(calendar.today() - timedelta(days=1), SOON_DAYS)
