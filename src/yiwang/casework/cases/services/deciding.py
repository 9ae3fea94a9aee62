"""From acceptance to the end: special procedures, extension, decision, withdrawal, closing, correction."""

from __future__ import annotations

from dataclasses import replace

from yiwang.casework.cases.moving import Moved, Step, move
from yiwang.casework.cases.preparing import issue_licence, plan, see_end
from yiwang.instruments.licences import services as licensing
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.registers.offices import queries as offices


def pause(*, actor: Actor, number: str, expected: int | None, kind: str, planned_days: int, reasons: str = "") -> Moved:
    """Stop both clocks for a special procedure of the closed list, for so many working days (art. 45).

    The applicant is told in writing; the clocks run again when the planned days end, at the latest.
    """
    given = {"kind": kind, "planned_days": planned_days, "reasons": reasons}
    return move("pause", actor=actor, number=number, expected=expected, given=given, prepare=plan)


def resume(*, actor: Actor = SYSTEM, number: str, expected: int | None = None) -> Moved:
    """The special procedure is over, by its act or because its planned days ended (then as of their last day)."""
    return move("resume", actor=actor, number=number, expected=expected, prepare=see_end)


def extend(*, actor: Actor, number: str, expected: int | None, days: int, reasons: str) -> Moved:
    """Add up to ten working days to the statutory limit, once (art. 42); the promise stays."""
    given = {"days": days, "reasons": reasons}
    return move("extend", actor=actor, number=number, expected=expected, given=given)


def grant(*, actor: Actor, number: str, expected: int | None) -> Moved:
    """Decide for the applicant. The licence, if the item gives one, is issued in the same transaction."""
    return move("grant", actor=actor, number=number, expected=expected, prepare=issue_licence)


def refuse(*, actor: Actor, number: str, expected: int | None, reasons: str) -> Moved:
    """Decide against the applicant, with reasons and remedies in writing (art. 38)."""
    return move("refuse", actor=actor, number=number, expected=expected, given={"reasons": reasons})


def withdraw(*, actor: Actor, number: str, expected: int | None) -> Moved:
    """The applicant no longer wants it. Possible until the decision."""
    return move("withdraw", actor=actor, number=number, expected=expected)


def close(*, actor: Actor = SYSTEM, number: str, expected: int | None = None, delivered: bool = False) -> Moved:
    """The result has been delivered. The system closes only with `delivered`: the electronic licence is there."""
    return move("close", actor=actor, number=number, expected=expected, delivered=delivered)


def correct(*, actor: Actor, number: str, expected: int | None, reasons: str) -> Moved:
    """Undo an office's mistake by an act of its own; what was written stays. A licence issued by it is revoked."""

    def undo(step: Step) -> None:
        licence = step.case.licence
        if licence:
            issuer = offices.in_whose_name(step.opened.version.definition.power, step.case.office_id, step.case.place)
            signer = replace(step.actor, office=issuer)
            licensing.revoke(actor=signer, identifier=licence, reason=step.answers["reasons"])
            step.details["revoked"] = licence
            step.case.licence = ""

    return move("correct", actor=actor, number=number, expected=expected, given={"reasons": reasons}, prepare=undo)
