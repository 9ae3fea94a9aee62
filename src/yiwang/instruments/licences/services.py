"""Issuing a licence, and what may happen to it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import psycopg
from django.db import IntegrityError, transaction

from yiwang.instruments.licences import leaves, locking, making
from yiwang.instruments.licences.events import LicenceChanged, LicenceIssued
from yiwang.instruments.licences.models import Change, Licence, Type
from yiwang.instruments.licences.standing import ENDS
from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, NotAllowed, NotFound, Refusal, Text
from yiwang.kit.ledger import covering
from yiwang.kit.ledger.services import record
from yiwang.kit.outbox.services import tell
from yiwang.registers.offices import queries as offices
from yiwang.registers.parties import queries as parties


class AlreadyIssued(Refusal):
    """The case has its licence; the transaction it was tried in has to be given up."""

    code = "licence_already_issued"
    citizen = Text("这件事已经发过证照了。", "The licence of this case has been issued already.")


class NotInForce(Refusal):
    """What is to happen to the licence cannot happen to it as it stands."""

    code = "licence_not_in_force"
    citizen = Text("这张证照现在不能这样处理。", "This cannot be done to the licence as it stands.")


class UnknownType(Invalid):
    """No pack has declared this type of licence."""

    code = "licence_type_unknown"
    citizen = Text("城市包里没有这种证照。", "The city's pack declares no such type of licence.")


@dataclass(frozen=True)
class Issued:
    """What the decision needs to know of the licence it made."""

    pk: int
    identifier: str
    number: str
    code: str


def issue(
    *,
    actor: Actor,
    type_key: str,
    office: int,
    holder: int,
    values: dict[str, Any],
    case_number: str,
    decided_at: datetime,
    valid_from: date,
    valid_until: date | None,
    replaces: str = "",
) -> Issued:
    """Issue in the caller's transaction: row, canonical data, SM2 signature, leaf, LicenceIssued; eight statements.

    `values` are by field key or by its source (`form.place`); see `contents.values`. `replaces` is the identifier of
    the version this one takes the place of. Raises AlreadyIssued, UnknownType, Invalid, NotFound.
    """
    if valid_until is not None and valid_until < valid_from:
        raise Invalid(fields={"valid_until": Text("有效期止早于有效期起。", "It would end before it begins.")})
    grant = making.Grant(
        kept=_type(type_key),
        office=offices.department(office),
        holder=parties.identity(holder),
        values=values,
        case_number=case_number,
        decided_at=decided_at,
        valid_from=valid_from,
        valid_until=valid_until,
        previous=_row(replaces) if replaces else None,
    )
    row = making.signed(grant)
    with transaction.atomic(savepoint=False):
        _insert(row)
        _tell_issued(actor, row)
        # After a corrected decision the earlier licence has been revoked already: it has ended, and once is enough.
        if grant.previous and not grant.previous.changes.filter(kind__in=ENDS).exists():
            _change(actor, grant.previous, "replaced", "")
    return Issued(row.pk, row.identifier, row.number, row.code)


def revoke(*, actor: Actor, identifier: str, reason: str) -> None:
    """End a licence before its time (行政许可法 arts. 69, 70). Staff of the issuing office; the reason is required."""
    _changed(actor, identifier, "revoked", reason)


def suspend(*, actor: Actor, identifier: str, reason: str) -> None:
    """Put a licence out of force until it is restored."""
    _changed(actor, identifier, "suspended", reason)


def restore(*, actor: Actor, identifier: str, reason: str) -> None:
    """Put a suspended licence into force again."""
    _changed(actor, identifier, "restored", reason)


def _type(key: str) -> Type:
    kept = Type.objects.filter(key=key).order_by("-number").first()
    if kept is None:
        raise UnknownType()
    return kept


def _insert(row: Licence) -> None:
    try:
        row.save(force_insert=True)
    except IntegrityError as error:
        broken = error.__cause__.diag.constraint_name if isinstance(error.__cause__, psycopg.Error) else None
        if broken == "one_licence_of_a_case" or row.previous_id:  # a second successor has the same identifier
            raise AlreadyIssued() from error
        raise


def _tell_issued(actor: Actor, row: Licence) -> None:
    record(
        leaves.ISSUED,
        actor=actor,
        subject=parties.subject_of(row.holder_id),
        case_number=row.case_number,
        facts={"identifier": row.identifier, **covering.facts_of(row)},
    )
    tell(LicenceIssued(row.pk, row.identifier, row.type_key, row.office_id, row.holder_id, row.case_number))


@transaction.atomic
def _changed(actor: Actor, identifier: str, kind: str, reason: str) -> None:
    row = _row(identifier)
    if actor.kind != "system" and (actor.kind != "staff" or actor.office != row.office_id):
        raise NotFound()
    if actor.kind == "staff" and not actor.has("approver"):
        raise NotAllowed()
    if not reason.strip():
        raise Invalid(fields={"reason": Text("请写明理由。", "Please give the reason.")})
    _change(actor, row, kind, reason.strip())


def _change(actor: Actor, row: Licence, kind: str, reason: str) -> None:
    locking.hold(row.pk)
    last = row.changes.order_by("-id").values_list("kind", flat=True).first()
    is_suspended = last == "suspended"
    if last in ENDS or (kind == "restored" and not is_suspended) or (kind == "suspended" and is_suspended):
        raise NotInForce()
    change = Change.objects.create(
        licence=row, kind=kind, at=calendar.now(), by=actor.reference, office=actor.office, reason=reason
    )
    record(
        leaves.CHANGED[kind],
        actor=actor,
        subject=parties.subject_of(row.holder_id),
        case_number=row.case_number,
        facts={"identifier": row.identifier, **covering.facts_of(change)},
    )
    tell(LicenceChanged(row.identifier, kind, row.type_key, row.office_id, row.holder_id, row.case_number))


def _row(identifier: str) -> Licence:
    row = Licence.objects.filter(identifier=identifier).first()
    if row is None:
        raise NotFound()
    return row
