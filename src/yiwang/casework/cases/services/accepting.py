"""From receipt to acceptance (行政许可法 art. 32)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from yiwang.casework.cases.applying import MaterialLine, rows_of
from yiwang.casework.cases.models import Material
from yiwang.casework.cases.moving import Moved, Step, move
from yiwang.casework.cases.preparing import date_back
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.kit.errors import Invalid, Text


def accept(*, actor: Actor, number: str, expected: int | None) -> Moved:
    """Everything is there: the clocks of promise and statute begin with the next working day."""
    return move("accept", actor=actor, number=number, expected=expected)


def return_for_completion(*, actor: Actor, number: str, expected: int | None, items: list[str] | str) -> Moved:
    """Tell once, and all of it, what is missing. Raises ConditionNotMet the second time."""
    return move("return_for_completion", actor=actor, number=number, expected=expected, given={"items": items})


def complete(
    *,
    actor: Actor,
    number: str,
    expected: int | None,
    materials: tuple[MaterialLine, ...] = (),
    values: Mapping[str, Any] | None = None,
    contact_phone: str | None = None,
    forgotten: Collection[str] = (),
) -> Moved:
    """Hand in what was missing: given materials replace those of the same key, given values change the form.

    A value None takes an answer back. Whoever calls has judged the form (`intake.services.complete`); `forgotten` are
    answers of registers that no longer hold, because what they were asked about was corrected. The day of completion
    is the new day of receipt. Raises Invalid when nothing at all is handed in.
    """
    if not materials and not values:
        raise Invalid(Text("请先补上材料或者修改填写的内容。", "Add a material or change an answer first."))

    def hand_in(step: Step) -> None:
        case, merged = step.case, {**step.case.values, **(values or {})}
        case.values = {key: value for key, value in merged.items() if value is not None}
        case.registered = {key: value for key, value in case.registered.items() if key not in forgotten}
        case.contact_phone = case.contact_phone if contact_phone is None else contact_phone
        _replace(step, materials)
        step.details = {"materials": [line.key for line in materials], "values": sorted(values or {})}

    return move("complete", actor=actor, number=number, expected=expected, prepare=hand_in)


def _replace(step: Step, lines: tuple[MaterialLine, ...]) -> None:
    opened = step.opened
    kept = [row for row in opened.materials if row.key not in {line.key for line in lines}]
    Material.objects.filter(case=step.case, key__in=[line.key for line in lines]).delete()
    added = Material.objects.bulk_create(rows_of(step.case, lines, after=max((r.order for r in kept), default=0)))
    opened.materials = [*kept, *added]


def decline(*, actor: Actor, number: str, expected: int | None, ground: str, reasons: str) -> Moved:
    """Do not accept, on a ground of the closed list (`asking.GROUNDS`), with reasons and remedies in writing.

    `still_incomplete` needs a completion to have been asked for before.
    """

    def see_ground(step: Step) -> None:
        if ground == "still_incomplete" and not step.opened.reading().course.returned_before:
            sentence = Text("要先一次性告知补正，才能以材料不齐为由不予受理。", "Ask for completion first.")
            raise Invalid(fields={"ground": sentence})

    given = {"ground": ground, "reasons": reasons}
    return move("decline", actor=actor, number=number, expected=expected, given=given, prepare=see_ground)


def deem_accepted(*, actor: Actor = SYSTEM, number: str, expected: int | None = None) -> Moved:
    """Five working days of silence are acceptance, dated from the day received."""
    return move("deem_accepted", actor=actor, number=number, expected=expected, prepare=date_back)


def lapse(*, actor: Actor = SYSTEM, number: str, expected: int | None = None) -> Moved:
    """Nothing was completed in time: the application ends, and the person may apply again."""
    return move("lapse", actor=actor, number=number, expected=expected)
