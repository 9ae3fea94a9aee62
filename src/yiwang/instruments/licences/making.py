"""Making a licence: its numbers, its content, the signature over it. Nothing is stored here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from yiwang.instruments.licences import codes, contents
from yiwang.instruments.licences.models import Licence, Type
from yiwang.instruments.seals import certificates
from yiwang.instruments.seals import services as seals
from yiwang.kit import calendar
from yiwang.kit.calendar import SHANGHAI
from yiwang.kit.codes import licence_id
from yiwang.kit.crypto.digest import sm3
from yiwang.registers.definition.elements import licence_type
from yiwang.registers.offices.queries import Office
from yiwang.registers.parties.queries import Identity


@dataclass(frozen=True)
class Grant:
    """Everything that a licence is made from."""

    kept: Type
    office: Office
    holder: Identity
    values: dict[str, Any]
    case_number: str
    decided_at: datetime
    valid_from: date
    valid_until: date | None
    previous: Licence | None = None

    @property
    def until(self) -> str:
        return str(self.valid_until) if self.valid_until else contents.FOR_GOOD


def signed(grant: Grant) -> Licence:
    """The row with its content and signature, not yet saved."""
    key = seals.newest_key(office=grant.office.pk, algorithm="sm2")
    now, columns = calendar.now(), _numbers(grant)
    content = {
        **_content(grant, _office(key)),
        **columns,
        "issued_at": now.astimezone(UTC).isoformat(timespec="seconds"),
    }
    body = contents.encode(content)
    by = seals.sign_with(key=key, data=body)
    return Licence(
        type=grant.kept,
        type_key=grant.kept.key,
        previous=grant.previous,
        holder_id=grant.holder.pk,
        office_id=grant.office.pk,
        case_number=grant.case_number,
        content=content,
        digest=sm3(body),
        signature=by.signature,
        key=by.key,
        issued_at=now,
        valid_from=grant.valid_from,
        valid_until=grant.valid_until,
        **columns,
    )


def _numbers(grant: Grant) -> dict[str, Any]:
    """What names a licence. A new version keeps serial and number of the one before, with its version behind."""
    if grant.previous is None:
        serial, version = codes.new_serial(), 1
        number = codes.new_number(grant.office.division, calendar.today().year)
    else:
        serial, version = licence_id.parse(grant.previous.identifier).serial, grant.previous.version + 1
        number = f"{grant.previous.number.partition('-')[0]}-{version}"
    identifier = licence_id.make(grant.kept.code, grant.office.code, serial, version)
    return {"identifier": identifier, "number": number, "code": codes.new_code(), "version": version}


def _content(grant: Grant, office: dict[str, str]) -> contents.Content:
    kind, decided_on = licence_type(grant.kept.body), str(grant.decided_at.astimezone(SHANGHAI).date())
    known = {
        "applicant.name": grant.holder.name,
        "applicant.number": grant.holder.number,
        "applicant.address": grant.holder.address,
        "applicant.representative": grant.holder.legal_representative,
        "office.name": office["name"],
        "case.number": grant.case_number,
        "decided_on": decided_on,
        "valid_from": str(grant.valid_from),
        "valid_until": grant.until,
    }
    return {
        "form": contents.FORM,
        "type": contents.declared(kind),
        "holder": {"kind": grant.holder.kind, "name": grant.holder.name},
        "office": office,
        "case": grant.case_number,
        "previous": grant.previous.identifier if grant.previous else "",
        "decided_on": decided_on,
        "valid_from": str(grant.valid_from),
        "valid_until": grant.until,
        "values": contents.values(kind, grant.values, known),
    }


def _office(key: Any) -> dict[str, str]:
    """The office as its certificate names it: the seal and the words over it cannot differ."""
    subject = certificates.read_cached(bytes(key.certificate)).subject.native
    return {"code": subject["organization_identifier"], "name": subject["organization_name"]}
