"""What time itself does to cases. Every job is idempotent and takes each case in a transaction of its own.

Several workers may run the same job: a case locked by one is skipped by the others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from yiwang.casework.cases import moving, rules
from yiwang.casework.cases import reading as readings
from yiwang.casework.cases.clock import GREEN, Span
from yiwang.casework.cases.delegating import follow_powers, hand_over_delegated
from yiwang.casework.cases.events import DeadlineNear
from yiwang.casework.cases.lifecycle import OPEN, ConditionNotMet
from yiwang.casework.cases.models import Alert, Case
from yiwang.casework.cases.preparing import date_back, see_end
from yiwang.casework.cases.reading import Opened
from yiwang.kit import calendar
from yiwang.kit.actor import SYSTEM
from yiwang.kit.errors import Refusal
from yiwang.kit.outbox import services as outbox

log = logging.getLogger(__name__)
MOST_AT_ONCE = 2000
"""Cases that one run of a job takes; the rest waits a minute."""


def deem_accepted_when_silent() -> int:
    """Art. 32: five working days without a word are acceptance. Returns how many."""
    return _each(_awake("received"), "wake_index", lambda opened: _act("deem_accepted", opened, date_back))


def lapse_unanswered() -> int:
    """The time to complete is over and nothing came. Returns how many."""
    return _each(_awake("returned"), "wake_index", lambda opened: _act("lapse", opened))


def resume_when_planned_days_end() -> int:
    """Art. 45: the planned days are over, the clocks run again. Returns how many."""
    return _each(_awake("paused"), "wake_index", lambda opened: _act("resume", opened, see_end))


def warn() -> int:
    """Write one alert for each case and level reached, and tell it. Returns how many cases were looked at."""
    due = Case.objects.filter(state__in=OPEN, worsen_index__lte=calendar.today())
    return _each(due, "worsen_index", _warn)


def reread_deadlines() -> int:
    """After a new calendar or new rules of the city: read every open case's days again. Returns how many."""
    mark = rules.mark()
    old = Case.objects.filter(Q(calendar_index__lt=mark) | Q(calendar_index__gt=mark), state__in=OPEN)
    return _each(old, "calendar_index", _reread)


def _awake(state: str) -> QuerySet[Case]:
    return Case.objects.filter(state=state, wake_index__lte=calendar.today())


def _each(due: QuerySet[Case], column: str, act: Callable[[Opened], None]) -> int:
    """Case after case by (column, key), so that one that fails is passed over and tried again in a minute."""
    done, after = 0, Q()
    while done < MOST_AT_ONCE:
        with transaction.atomic():
            rows = due.filter(after).order_by(column, "pk").select_for_update(skip_locked=True, no_key=True)
            case = rows.first()
            if case is None:
                return done
            value = getattr(case, column)
            after = Q(**{f"{column}__gt": value}) | Q(**{column: value, "pk__gt": case.pk})
            done += _try(act, case)
    return done


def _try(act: Callable[[Opened], None], case: Case) -> int:
    try:
        with transaction.atomic():
            act(readings.opened(case))
    except Refusal as refusal:
        log.error("case %s: %s", case.number, refusal.officer.zh if refusal.officer else refusal.code)
        return 0
    return 1


def _act(name: str, opened: Opened, prepare: moving.Prepare | None = None) -> None:
    """The index said that it is time; the law is asked again, and the index corrected where it was wrong."""
    try:
        moving.carry_out(name, opened, actor=SYSTEM, prepare=prepare)
    except ConditionNotMet:
        log.warning("%s was not due for %s: its days were read again", name, opened.case.number)
        _reread(opened)


def _reread(opened: Opened) -> None:
    readings.index(opened.case, opened.reading())
    opened.case.save(update_fields=["due_index", "wake_index", "worsen_index", "calendar_index"])


def _warn(opened: Opened) -> None:
    reading = opened.reading()
    if reading.level != GREEN:
        _alert(opened.case, reading.level, reading.late or reading.running)
    _reread(opened)


def _alert(case: Case, level: str, span: Span | None) -> None:
    due_on: date = span.due_on if span else calendar.today()
    _, is_new = Alert.objects.get_or_create(case=case, level=level, defaults={"due_on": due_on, "at": calendar.now()})
    if is_new:
        outbox.tell(DeadlineNear(case.number, level, due_on.isoformat(), case.office_id, case.officer_id))


EACH_MINUTE = (
    follow_powers,
    hand_over_delegated,
    reread_deadlines,
    deem_accepted_when_silent,
    lapse_unanswered,
    resume_when_planned_days_end,
    warn,
)
