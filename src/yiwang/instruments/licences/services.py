"""Issuing a licence, and what may happen to it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import psycopg
from django.db import IntegrityError, transaction

from yiwang.instruments.licences import codes, contents, leaves, locking
from yiwang.instruments.licences.events import LicenceChanged, LicenceIssued
from yiwang.instruments.licences.models import Change, Licence, Type
from yiwang.instruments.licences.standing import ENDS
from yiwang.instruments.seals import certificates
from yiwang.instruments.seals import services as seals
from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.calendar import SHANGHAI
from yiwang.kit.codes import licence_id
from yiwang.kit.crypto.digest import sm3
from yiwang.kit.errors import Invalid, NotAllowed, NotFound, Refusal, Text
from yiwang.kit.ledger import covering
from yiwang.kit.ledger.services import record
from yiwang.kit.outbox.services import tell
from yiwang.registers.catalogue.elements import LicenceType, licence_type
from yiwang.registers.offices import queries as offices
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties.queries import Identity


class AlreadyIssued(Refusal):
    """The case has its licence; the transaction it was tried in has to be given up."""

    code = "licence_already_issued"
    citizen = Text("这件事已经发过证照了。", "The licence of this case has been issued already.")


class NotInForce(Refusal):
    """What is to happen to the licence cannot happen to it as it stands."""

    code = "licence_not_in_force"
    citizen = Text("这张证照现在不能这样处理。", "This cannot be done to the licence as it stands.")


class UnknownType(Invalid):
    code = "licence_type_unknown"
    citizen = Text("城市包里没有这种证照。", "The city's pack declares no such type of licence.")


@dataclass(frozen=True)
class Issued:
    """What the decision needs to know of the licence it made."""

    pk: int
    identifier: str
    number: str
    code: str


@dataclass(frozen=True)
class Grant:
    """Everything that a licence is made from."""

    kind: LicenceType
    office: offices.Office
    holder: Identity
    values: dict[str, Any]
    case_number: str
    decided_at: datetime
    valid_from: date
    valid_until: date | None
    previous: Licence | None = None


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
    kept = Type.objects.filter(key=type_key).order_by("-number").first()
    if kept is None:
        raise UnknownType()
    grant = Grant(
        kind=licence_type(kept.body),
        office=offices.department(office),
        holder=parties.identity(holder),
        values=values,
        case_number=case_number,
        decided_at=decided_at,
        valid_from=valid_from,
        valid_until=valid_until,
        previous=_row(replaces) if replaces else None,
    )
    if valid_until is not None and valid_until < valid_from:
        raise Invalid(fields={"valid_until": Text("有效期止早于有效期起。", "It would end before it begins.")})
    row = _signed(grant, kept)
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


def _signed(grant: Grant, kept: Type) -> Licence:
    """The row with its content and signature, not yet saved."""
    key = seals.newest_key(grant.office.pk, "sm2")
    now, code = calendar.now(), codes.new_code()
    identifier = _identifier(grant)
    number = grant.previous.number.partition("-")[0] if grant.previous else ""
    version = grant.previous.version + 1 if grant.previous else 1
    number = f"{number}-{version}" if number else codes.new_number(grant.office.division, _day(now).year)
    content = _content(grant, key, identifier=identifier, number=number, code=code, version=version, now=now)
    body = contents.encode(content)
    signed = seals.sign_with(key, body)
    return Licence(
        type=kept,
        type_key=kept.key,
        identifier=identifier,
        number=number,
        code=code,
        version=version,
        previous=grant.previous,
        holder_id=grant.holder.pk,
        office_id=grant.office.pk,
        case_number=grant.case_number,
        content=content,
        digest=sm3(body),
        signature=signed.signature,
        key=signed.key,
        issued_at=now,
        valid_from=grant.valid_from,
        valid_until=grant.valid_until,
    )


def _identifier(grant: Grant) -> str:
    """A new version keeps the serial of the one before."""
    if grant.previous is None:
        return licence_id.make(grant.kind.code, grant.office.code, codes.new_serial(), 1)
    before = licence_id.parse(grant.previous.identifier)
    return licence_id.make(grant.kind.code, grant.office.code, before.serial, int(before.version) + 1)


def _content(grant: Grant, key: Any, *, now: datetime, **numbers: Any) -> contents.Content:
    # The office is named as its certificate names it: the seal and the words over it cannot differ.
    subject = certificates.read_cached(bytes(key.certificate)).subject.native
    office = {"code": subject["organization_identifier"], "name": subject["organization_name"]}
    until = str(grant.valid_until) if grant.valid_until else contents.FOR_GOOD
    known = {
        "applicant.name": grant.holder.name,
        "applicant.number": grant.holder.number,
        "applicant.address": grant.holder.address,
        "office.name": office["name"],
        "case.number": grant.case_number,
        "decided_on": str(_day(grant.decided_at)),
        "valid_until": until,
    }
    return {
        "form": contents.FORM,
        "type": contents.declared(grant.kind),
        "holder": {"kind": grant.holder.kind, "name": grant.holder.name},
        "office": office,
        "case": grant.case_number,
        "previous": grant.previous.identifier if grant.previous else "",
        "decided_on": known["decided_on"],
        "issued_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "valid_from": str(grant.valid_from),
        "valid_until": until,
        "values": contents.values(grant.kind, grant.values, known),
        **numbers,
    }


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
    before = list(row.changes.order_by("id").values_list("kind", flat=True))
    is_suspended = bool(before) and before[-1] == "suspended"
    is_ended = any(one in ENDS for one in before)
    if is_ended or (kind == "restored" and not is_suspended) or (kind == "suspended" and is_suspended):
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


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()
