"""What belongs to an act and is done just before it is written."""

from __future__ import annotations

from yiwang.casework.cases import issuing
from yiwang.casework.cases.moving import Step, carry_out
from yiwang.casework.cases.reading import Opened
from yiwang.instruments.licences import queries as licences
from yiwang.instruments.licences import services as licensing
from yiwang.kit import calendar
from yiwang.kit.actor import SYSTEM
from yiwang.kit.calendar import workdays
from yiwang.registers.offices import queries as offices


def date_back(step: Step) -> None:
    """Silence counts from the day received (art. 32): the acceptance is dated back to it."""
    step.effective_on = step.opened.reading().course.received_on or step.effective_on


def plan(step: Step) -> None:
    """The last of the planned working days of a pause goes into the journal, where the clock reads it."""
    until = workdays.current().add(step.effective_on, step.answers["planned_days"])
    step.details["until"] = until.isoformat()


def see_end(step: Step) -> None:
    """A pause ends with its planned days, however late it is resumed: the office's delay is not the applicant's."""
    running = step.opened.reading().pause
    if running and step.effective_on > running.until_on:
        step.effective_on = running.until_on


def issue_licence(step: Step) -> None:
    """Licence row, canonical data and signature belong to the decision: all or none."""
    case, version = step.case, step.opened.version
    if not version.definition.result.licence:
        return
    kind = licences.types()[version.definition.result.licence]
    valid_from, valid_until = licences.validity(kind.key, calendar.today())
    issued = licensing.issue(
        actor=step.actor,
        type_key=kind.key,
        office=offices.in_whose_name(version.definition.power, case.office_id, case.place),
        holder=case.applicant_id,
        values=issuing.values(kind, case, version),
        case_number=case.number,
        decided_at=calendar.now(),
        valid_from=valid_from,
        valid_until=valid_until,
        replaces=_revoked(step.opened),
    )
    case.licence = issued.identifier
    step.details["licence"] = issued.identifier


def _revoked(opened: Opened) -> str:
    """After a correction the new licence is the next version of the one that was revoked."""
    return next((e.details["revoked"] for e in reversed(opened.entries) if "revoked" in e.details), "")


def decide_at_once(opened: Opened) -> None:
    """What is decided by the system is decided as soon as nothing is left to verify."""
    if opened.case.state == "received" and opened.facts().at_once:
        carry_out("accept", opened, actor=SYSTEM)
    if opened.case.state == "accepted" and opened.facts().at_once:
        carry_out("grant", opened, actor=SYSTEM, prepare=issue_licence)
