"""Verifying a material that could not be verified when it was filed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from yiwang.casework.cases import journaling, lifecycle, preparing
from yiwang.casework.cases import reading as readings
from yiwang.casework.cases.lifecycle import OwnCase, WrongState
from yiwang.casework.cases.models import Case, Material
from yiwang.casework.cases.moving import locked
from yiwang.casework.cases.reading import UNRESOLVED
from yiwang.casework.cases.standing import is_own
from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.errors import NotAllowed, NotFound, Stale, Text

RESULTS = ("data", "licence", "uploaded", "different")


@transaction.atomic
def verify_material(
    *,
    actor: Actor,
    number: str,
    expected: int | None,
    material: str,
    result: str = "data",
    source: Text | None = None,
    registered: Mapping[str, Any] | None = None,
) -> None:
    """Say what became of a material that was to be verified, or that differed.

    `result`: "data" (the register confirms), "licence", "uploaded" (seen on paper), or "different" (the register says
    otherwise). `registered` is what the register answered, for the fields of a licence. When it was the last one of an
    item that the system decides, the decision follows at once.
    """
    opened = readings.opened(_to_verify(actor, number, expected, result))
    row = next((row for row in opened.materials if row.key == material), None)
    if row is None:
        raise NotFound()
    if row.state not in UNRESOLVED or row.state == result:
        return
    opened.case.registered = {**opened.case.registered, **(registered or {})}
    _resolve(opened.case, row, result, source)
    journaling.note(opened, "verify_material", actor=actor, details={"material": material, "result": result})
    preparing.decide_at_once(opened)


def _to_verify(actor: Actor, number: str, expected: int | None, result: str) -> Case:
    case = locked(number, actor)
    if actor.kind not in ("staff", "system"):
        raise NotAllowed()
    if is_own(actor, case.applicant_id, case.submitted_by_id):
        raise OwnCase()
    if expected is not None and expected != case.revision:
        raise Stale()
    if case.state not in lifecycle.UNDECIDED or result not in RESULTS:
        raise WrongState()
    return case


def _resolve(case: Case, row: Material, result: str, source: Text | None) -> None:
    row.state, row.checked_at = result, calendar.now()
    if source is not None:
        row.origin, row.origin_en = source.zh, source.en
    row.save(update_fields=["state", "checked_at", "origin", "origin_en"])
    case.revision += 1
    case.save(update_fields=["revision", "registered"])
