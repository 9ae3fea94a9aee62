"""What an actor is towards a case: the one place that says so."""

from __future__ import annotations

from yiwang.casework.cases.models import Case
from yiwang.kit.actor import Actor
from yiwang.registers.catalogue.queries import Version
from yiwang.registers.parties import queries as parties

CASE_ROLES = frozenset({"clerk", "reviewer", "approver"})
OTHER_OFFICES_RECEIVE = ("city", "delta", "nation")
"""通办范围 under which the window of any office receives; the competent office decides all the same."""


def of(actor: Actor, case: Case) -> frozenset[str]:
    """applicant, clerk, reviewer, approver, system; empty for a stranger, and for staff of another office."""
    if actor.kind == "system":
        return frozenset({"system"})
    if actor.kind == "person" and actor.party is not None and actor.party == case.applicant_id:
        return frozenset({"applicant"})
    if actor.kind == "staff" and actor.office == case.office_id:
        return actor.roles & CASE_ROLES
    return frozenset()


def to_receive(actor: Actor, applicant: int, version: Version) -> frozenset[str]:
    """Who hands in: the applicant, or a clerk at a window that takes this item."""
    if actor.kind == "person" and actor.party == applicant:
        return frozenset({"applicant"})
    here = actor.office == version.office.pk or version.definition.reach in OTHER_OFFICES_RECEIVE
    if actor.kind == "staff" and actor.has("clerk") and here:
        return frozenset({"clerk"})
    return frozenset()


def is_own(actor: Actor, applicant: int, submitted_by: int | None = None) -> bool:
    """Whether a member of staff has an interest in the case: their own, or of an organisation they act for."""
    if actor.kind != "staff" or actor.person is None:
        return False
    if actor.person in (applicant, submitted_by):
        return True
    return any(organisation.pk == applicant for organisation in parties.organisations_of(actor.person))
