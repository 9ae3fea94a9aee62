"""Who has a case on the desk. Journaled, but outside the lifecycle table: no state changes, no clock moves."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from yiwang.casework.cases import journaling, lifecycle, standing
from yiwang.casework.cases import reading as readings
from yiwang.casework.cases.lifecycle import OwnCase, WrongState
from yiwang.casework.cases.models import Case
from yiwang.casework.cases.moving import locked
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, NotAllowed, Stale, Text
from yiwang.registers.parties import queries as parties

TAKEN = Text("同事已经领走了这件。", "A colleague has taken this case.")


@transaction.atomic
def take(*, actor: Actor, number: str, expected: int | None = None) -> None:
    """Take a case that nobody has. Taking one's own again does nothing."""
    case = _for_assigning(actor, number, expected)
    if case.officer_id == actor.post:
        return
    if case.officer_id is not None:
        raise Stale(TAKEN)
    _assign(case, "take", actor, actor.post, {})


@transaction.atomic
def hand_over(*, actor: Actor, number: str, to_post: int, expected: int | None = None, note: str = "") -> None:
    """Give a case to a colleague of the same office. Whoever has it may, and an approver."""
    case = _for_assigning(actor, number, expected)
    if case.officer_id not in (None, actor.post) and not actor.has("approver"):
        raise NotAllowed()
    colleague = next((post for post in parties.colleagues(case.office_id) if post.pk == to_post), None)
    if colleague is None or not colleague.roles & standing.CASE_ROLES:
        raise Invalid(fields={"to_post": Text("请选择本部门的同事。", "Choose a colleague of this office.")})
    if colleague.person in (case.applicant_id, case.submitted_by_id):
        raise OwnCase(Text("这是这位同事自己的办件。", "This is the colleague's own case."))
    _assign(case, "hand_over", actor, to_post, {"to": to_post}, note)


def _for_assigning(actor: Actor, number: str, expected: int | None) -> Case:
    case = locked(number, actor)
    if actor.kind != "staff":
        raise NotAllowed()
    if standing.is_own(actor, case.applicant_id, case.submitted_by_id):
        raise OwnCase()
    if expected is not None and expected != case.revision:
        raise Stale()
    if case.state not in lifecycle.OPEN:
        raise WrongState()
    return case


def _assign(case: Case, act: str, actor: Actor, post: int | None, details: dict[str, Any], note: str = "") -> None:
    case.officer_id = post
    case.save(update_fields=["officer"])
    journaling.note(readings.opened(case), act, actor=actor, details=details, reasons=note)
