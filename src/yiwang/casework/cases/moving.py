"""The one writer of a case's state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from yiwang.casework.cases import asking, covering, lifecycle, rules, standing
from yiwang.casework.cases import reading as readings
from yiwang.casework.cases.events import CaseMoved
from yiwang.casework.cases.lifecycle import Row
from yiwang.casework.cases.models import Case, Entry
from yiwang.casework.cases.reading import Opened
from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.errors import NotFound, Stale
from yiwang.kit.ledger import services as ledger
from yiwang.kit.outbox import services as outbox
from yiwang.registers.parties import queries as parties

WRITTEN = ("state", "revision", "licence", "ended_at", "due_index", "wake_index", "worsen_index", "calendar_index")


@dataclass(frozen=True)
class Moved:
    """What an act did. `leaf` is the ledger leaf that proves it."""

    number: str
    act: str
    before: str
    after: str
    revision: int
    leaf: int


@dataclass
class Step:
    """One act about to be written: what it found, and what it will say in the journal."""

    opened: Opened
    row: Row
    actor: Actor
    answers: Mapping[str, Any]
    details: dict[str, Any] = field(default_factory=dict)
    effective_on: date = field(default_factory=calendar.today)

    @property
    def case(self) -> Case:
        return self.opened.case


Prepare = Callable[[Step], None]


@transaction.atomic
def move(
    act: str,
    *,
    actor: Actor,
    number: str,
    expected: int | None,
    given: Mapping[str, Any] | None = None,
    prepare: Prepare | None = None,
    delivered: bool = False,
) -> Moved:
    """Lock the case, see that the table allows the act, write it. `prepare` does what belongs to the same act."""
    opened = readings.opened(locked(number, actor))
    if expected is not None and expected != opened.case.revision:
        raise Stale()
    return carry_out(act, opened, actor=actor, given=given, prepare=prepare, delivered=delivered)


def locked(number: str, actor: Actor) -> Case:
    """The row, locked until the transaction ends; NotFound alike for an unknown number and for another's case."""
    case = Case.objects.select_for_update(no_key=True).filter(number=number).first()
    if case is None or not standing.of(actor, case):
        raise NotFound()
    return case


def carry_out(
    act: str,
    opened: Opened,
    *,
    actor: Actor,
    given: Mapping[str, Any] | None = None,
    prepare: Prepare | None = None,
    delivered: bool = False,
) -> Moved:
    """An act on a case that is already in memory and locked."""
    case = opened.case
    row = lifecycle.row_for(
        act,
        state=case.state,
        standing=standing.of(actor, case),
        facts=opened.facts(delivered=delivered),
        own=standing.is_own(actor, case.applicant_id, case.submitted_by_id),
    )
    most = rules.city().extension_days if act == "extend" else asking.MOST_PLANNED_DAYS
    step = Step(opened, row, actor, asking.checked(row.asks, given or {}, most_days=most))
    step.details = {key: value for key, value in step.answers.items() if key != "reasons"}
    if prepare:
        prepare(step)
    return _write(step)


def _write(step: Step) -> Moved:
    case, before = step.case, step.case.state
    case.revision += 1
    entry = enter(step.opened, step.row, step.actor, step.effective_on, step.details, step.answers.get("reasons", ""))
    entry.save(force_insert=True)
    given = ("values", "registered", "contact_phone") if step.row.act == "complete" else ()
    case.save(update_fields=[*WRITTEN, *given])
    leaf = ledger.insert(leaf_of(step.opened, entry, actor=step.actor))
    outbox.tell(fact_of(case, entry))
    return Moved(case.number, entry.act, before, entry.after, case.revision, leaf)


def enter(opened: Opened, row: Row, actor: Actor, on: date, details: dict[str, Any], reasons: str = "") -> Entry:
    """Write the state. Nothing else in the house does."""
    case = opened.case
    entry = Entry(
        case=case,
        line=len(opened.entries) + 1,
        act=row.act,
        before=case.state,
        after=row.after,
        at=calendar.now(),
        effective_on=on,
        actor=actor.reference,
        actor_name=actor.name,
        office=actor.office,
        reasons=reasons,
        details=details,
        revision=case.revision,
    )
    opened.entries.append(entry)
    case.state = row.after
    case.ended_at = entry.at if row.after in lifecycle.ENDED else None
    readings.index(case, opened.reading())
    return entry


def leaf_of(opened: Opened, entry: Entry, *, actor: Actor) -> ledger.Draft:
    """The leaf of an act, with the digests of the case as the act left it and of the journal's line."""
    case = opened.case
    return ledger.draw_up(
        covering.MOVED,
        actor=actor,
        subject=parties.subject_of(case.applicant_id),
        purpose=entry.act,
        case_number=case.number,
        facts={
            "line": entry.line,
            "before": entry.before,
            "after": entry.after,
            "on": entry.effective_on.isoformat(),
            **covering.facts_of(case, opened.materials, entry),
        },
    )


def fact_of(case: Case, entry: Entry) -> CaseMoved:
    """What an act tells the rooms above."""
    return CaseMoved(
        number=case.number,
        act=entry.act,
        before=entry.before,
        after=entry.after,
        at=entry.at.isoformat(),
        office=case.office_id,
        applicant=case.applicant_id,
        item_code=case.item_code,
        licence=case.licence,
    )
