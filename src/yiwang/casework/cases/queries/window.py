"""What a clerk received at the window, also for other offices: that it is on its way, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yiwang.casework.cases import cells, lifecycle, numbers
from yiwang.casework.cases.models import Case
from yiwang.casework.cases.queries.listing import UNREAD, short_name
from yiwang.casework.cases.reading import readings
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.offices.queries import Office
from yiwang.registers.parties import queries as parties


@dataclass(frozen=True)
class ReceivedRow:
    """One case received at the actor's own window. `can_open`: it is of the actor's office."""

    number: str
    number_grouped: str
    item_name: Text
    applicant: str
    office: Office
    can_open: bool
    state_label: Text
    headline: Text | None
    received_at: datetime


@dataclass(frozen=True)
class ReceivedPage:
    """`next` is the cursor of the following page; None at the end."""

    rows: list[ReceivedRow]
    next: int | None


def received_by(actor: Actor, *, after: int | None = None, limit: int = 50) -> ReceivedPage:
    """Cases that this member of staff received, newest first.

    It goes beyond `visible_to` on purpose, and shows less: whoever stood at the window comes back and asks how far it
    is. Nothing of the contents, and another office's case cannot be opened from here.
    """
    if actor.kind != "staff" or actor.post is None:
        return ReceivedPage([], None)
    rows = Case.objects.filter(received_by=actor.post)
    rows = rows.filter(pk__lt=after) if after is not None else rows
    found = list(rows.defer(*UNREAD).order_by("-pk")[: limit + 1])
    shown = found[:limit]
    return ReceivedPage(_rows(shown, actor), shown[-1].pk if len(found) > limit else None)


def _rows(cases: list[Case], actor: Actor) -> list[ReceivedRow]:
    clocks = readings(cases)
    people = parties.identities({case.applicant_id for case in cases})
    versions = {case.pk: catalogue.version(case.version_id, case.office_id) for case in cases}
    return [
        ReceivedRow(
            number=case.number,
            number_grouped=numbers.grouped(case.number),
            item_name=versions[case.pk].definition.name,
            applicant=short_name(people[case.applicant_id]),
            office=versions[case.pk].office,
            can_open=case.office_id == actor.office,
            state_label=lifecycle.STATES[case.state],
            headline=cells.headline(clocks[case.pk]),
            received_at=case.received_at,
        )
        for case in cases
    ]
