"""A case goes to another office because its power did. Journaled, outside the lifecycle table: no clock moves."""

from __future__ import annotations

from django.db import transaction

from yiwang.casework.cases import journaling, lifecycle
from yiwang.casework.cases import reading as readings
from yiwang.casework.cases.models import Case
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.kit.errors import NotAllowed


@transaction.atomic
def transfer(*, actor: Actor = SYSTEM, number: str, giver: int, taker: int, basis: str) -> bool:
    """Hand an undecided case over to the office that has the power now; False where there is nothing to hand over.

    State, dates and papers stay as they are and the applicant is told in the case's history. Nobody of the new office
    has it yet. A case that somebody is acting on at this moment is left for the next time. Raises NotAllowed for
    anybody but the system: where the law moves the power, nobody chooses.
    """
    if actor.kind != "system":
        raise NotAllowed()
    rows = Case.objects.select_for_update(no_key=True, skip_locked=True)
    case = rows.filter(number=number, office=giver, state__in=lifecycle.UNDECIDED).first()
    if case is None:
        return False
    case.office_id, case.officer_id = taker, None
    case.save(update_fields=["office", "officer"])
    journaling.note(
        readings.opened(case), "transfer", actor=actor, details={"from": giver, "to": taker, "basis": basis}
    )
    return True
