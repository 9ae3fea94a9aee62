"""People and organisations enter the register, and may act for each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import IntegrityError, transaction

from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.codes import Malformed, citizen, credit, mobile, residence
from yiwang.kit.codes.reading import compact
from yiwang.kit.crypto.tokens import token
from yiwang.kit.errors import Invalid, NotFound, Refusal, Text
from yiwang.kit.ledger import kinds
from yiwang.kit.ledger.services import record
from yiwang.registers.parties import names
from yiwang.registers.parties.models import Party, Representation
from yiwang.registers.parties.queries import subject_of

REGISTERED = kinds.kind("parties.registered", "登记了您的身份信息", "Your identity was registered")
VERIFIED = kinds.kind("parties.verified", "核验了您的身份", "Your identity was verified")
REPRESENTED = kinds.kind("parties.represented", "登记了谁可以代表单位", "A representation was registered")
NO_LONGER = kinds.kind("parties.representation_ended", "取消了代表关系", "A representation was ended")

LONGEST_ADDRESS = 300


class NameDiffers(Refusal):
    """The number is registered under another name: one of the two was mistyped."""

    code = "name_differs"
    citizen = Text("姓名和证件号码对不上，请对照证件核对。", "Name and number do not match. Check the document.")


class AlreadyRepresents(Refusal):
    """The two are bound already at that time, or the organisation has a legal representative."""

    code = "already_represents"
    citizen = Text("这段时间已经登记过代表关系。", "A representation is registered for this time already.")


def register_person(
    *,
    actor: Actor,
    name: str,
    number: str,
    number_kind: str = "citizen",
    phone: str = "",
    address: str = "",
    assurance: int = 0,
    division: str = "",
) -> int:
    """Register a person and return the party; one already known under the same name and number is that party.

    Raises Invalid with every field at fault, NameDiffers when the number belongs to another name.
    """
    return _register("person", actor, name, number, number_kind, phone, address, assurance, division)


def register_organisation(
    *,
    actor: Actor,
    name: str,
    number: str,
    number_kind: str = "credit",
    phone: str = "",
    address: str = "",
    assurance: int = 0,
    division: str = "",
) -> int:
    """Register an organisation by its unified social credit code; otherwise as `register_person`."""
    return _register("organisation", actor, name, number, number_kind, phone, address, assurance, division)


@transaction.atomic
def verify(*, actor: Actor, party: int, assurance: int) -> None:
    """Note that the party's identity was verified at a level from 1 to 3; a level once reached is kept."""
    if assurance not in (1, 2, 3):
        raise Invalid()
    row = Party.objects.select_for_update().filter(pk=party).first()
    if row is None:
        raise NotFound()
    if assurance > row.assurance:
        Party.objects.filter(pk=party).update(assurance=assurance, verified_at=calendar.now())
        record(VERIFIED, actor=actor, subject=subject_of(party), facts={"assurance": assurance})


@transaction.atomic
def represent(
    *,
    actor: Actor,
    person: int,
    organisation: int,
    role: str = "agent",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> int:
    """Let a person act for an organisation; `role` is "legal" (法定代表人, one at a time) or "agent".

    Raises NotFound for a party of the wrong kind, Invalid for dates the wrong way round, AlreadyRepresents.
    """
    kinds_found = dict(Party.objects.filter(pk__in=[person, organisation]).values_list("pk", "kind"))
    if (kinds_found.get(person), kinds_found.get(organisation)) != ("person", "organisation"):
        raise NotFound()
    starts_on = starts_on or calendar.today()
    if role not in ("legal", "agent") or (ends_on is not None and ends_on < starts_on):
        raise Invalid()
    try:
        with transaction.atomic():
            row = Representation.objects.create(
                person_id=person, organisation_id=organisation, role=role, starts_on=starts_on, ends_on=ends_on
            )
    except IntegrityError:
        raise AlreadyRepresents() from None
    facts = {"representation": row.pk, "role": role, "person": subject_of(person).hex()}
    record(REPRESENTED, actor=actor, subject=subject_of(organisation), facts=facts)
    return int(row.pk)


@transaction.atomic
def stop_representing(*, actor: Actor, representation: int) -> None:
    """End a representation with yesterday; one that would begin today or later never was."""
    row = Representation.objects.select_for_update().filter(pk=representation).first()
    if row is None:
        raise NotFound()
    yesterday = date.fromordinal(calendar.today().toordinal() - 1)
    if row.starts_on > yesterday:
        row.delete()
    else:
        Representation.objects.filter(pk=representation).update(ends_on=yesterday)
    record(NO_LONGER, actor=actor, subject=subject_of(row.organisation_id), facts={"representation": representation})


@transaction.atomic
def _register(
    kind: str,
    actor: Actor,
    name: str,
    number: str,
    number_kind: str,
    phone: str,
    address: str,
    assurance: int,
    division: str,
) -> int:
    values = _checked(name, number, number_kind, phone, address)
    now = calendar.now()
    party, is_new = Party.objects.get_or_create(
        number_kind=number_kind,
        number_token=token("party.number", values["number"]),
        defaults={
            **values,
            "kind": kind,
            "name_token": token("party.name", values["name"]),
            "assurance": assurance,
            "verified_at": now if assurance >= 2 else None,
            "registered_at": now,
            "division": division,
        },
    )
    if is_new:
        record(REGISTERED, actor=actor, subject=subject_of(party.pk), facts={"kind": kind, "assurance": assurance})
    elif bytes(party.name_token) != token("party.name", values["name"]):
        raise NameDiffers()
    return int(party.pk)


def _checked(name: str, number: str, number_kind: str, phone: str, address: str) -> dict[str, str]:
    """The values in their one form; raises Invalid with every field at fault."""
    values: dict[str, str] = {}
    faults: dict[str, Text] = {}
    for field, given, read in (
        ("name", name, names.tidy),
        ("number", number, _NUMBERS.get(number_kind, _other)),
        ("phone", phone, lambda value: _phone(value) if value else ""),
        ("address", address, _address),
    ):
        try:
            values[field] = read(given)
        except Invalid as fault:
            faults[field] = fault.citizen
    if faults:
        raise Invalid(fields=faults)
    return values


def _phone(value: str) -> str:
    try:
        return mobile.parse(value).number
    except Malformed:
        # An organisation has a fixed line; anything made of digits and the usual signs is one.
        plain = compact(value).replace("(", "").replace(")", "")
        if 5 <= len(plain) <= 20 and plain.isascii() and plain.isdigit():
            return value.strip()
        raise


def _address(value: str) -> str:
    tidied = value.strip()
    fault = names.unprintable(tidied)
    if len(tidied) > LONGEST_ADDRESS:
        fault = Text(f"地址最多 {LONGEST_ADDRESS} 个字。", f"An address has at most {LONGEST_ADDRESS} characters.")
    if fault:
        raise Invalid(fault)
    return tidied


def _other(value: str) -> str:
    plain = compact(value)
    if not (3 <= len(plain) <= 30 and plain.isascii() and plain.isalnum()):
        raise Invalid(Text("证件号码应为 3 到 30 位字母或数字。", "The number has 3 to 30 letters or digits."))
    return plain


_NUMBERS: dict[str, Callable[[str], str]] = {
    "citizen": lambda value: citizen.parse(value).number,
    "residence": lambda value: residence.parse(value).number,
    "credit": lambda value: credit.parse(value).code,
}
