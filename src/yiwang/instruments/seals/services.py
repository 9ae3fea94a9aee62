"""Sealing: keys for an office, signatures over data, signatures in PDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from yiwang.instruments.seals import authority, certificates, pdf
from yiwang.instruments.seals.certificates import ALGORITHMS, Algorithm, Subject
from yiwang.instruments.seals.models import Key
from yiwang.kit import calendar
from yiwang.registers.offices import queries as offices
from yiwang.registers.offices.queries import Office


@dataclass(frozen=True)
class Signed:
    """A signature, the name of the key that made it, and that key's certificate (DER)."""

    signature: bytes
    key: str
    certificate: bytes


def ensure_seal(*, office: int) -> bool:
    """See that an office has a key of each kind, certified in its present name; returns whether any was made."""
    return bool(ensure_seals(named=[offices.department(office)]))


def ensure_seals(*, named: Iterable[Office]) -> set[int]:
    """The same for many offices, in one query where nothing is missing; returns those that got a key."""
    wanted = {office.pk: office for office in named}
    newest = _newest_names(list(wanted))
    made = set()
    for office in wanted.values():
        for algorithm in ALGORITHMS:
            seen = newest.get((office.pk, algorithm))
            if (seen is None or not _names(seen, office)) and _made(office, algorithm, seen):
                made.add(office.pk)
    return made


def sign(*, office: int, data: bytes) -> Signed:
    """SM2 with SM3 over `data` (GB/T 35276) by the office's newest key. One query."""
    key = newest_key(office=office, algorithm="sm2")
    return sign_with(key=key, data=data)


def sign_with(*, key: Key, data: bytes) -> Signed:
    """A signature by a key already at hand."""
    certificate = bytes(key.certificate)
    public = certificates.public_of(certificates.read_cached(certificate))
    signature = authority.PROVIDER.sign(key.algorithm, public, key.handle, data)
    return Signed(signature, key.name, certificate)


def sign_pdf(*, office: int, document: bytes, reason: str, place: str) -> bytes:
    """The document with a PAdES B-B signature of the office (ETSI EN 319 142-1); nothing visible changes."""
    key = newest_key(office=office, algorithm="p256")
    certificate = certificates.read_cached(bytes(key.certificate))
    public = certificates.public_of(certificate)
    signer = pdf.OfficeSigner(
        certificate,
        authority.root("p256").certificate,
        lambda data: authority.PROVIDER.sign("p256", public, key.handle, data),
    )
    return pdf.sign(document, signer, pdf.Statement(reason, place, calendar.now()))


def newest_key(*, office: int, algorithm: Algorithm) -> Key:
    """The key an office signs with now; made if it has none yet."""
    key = _newest(office, algorithm)
    if key is None:
        ensure_seal(office=office)
        key = _newest(office, algorithm)
    assert key is not None
    return key


def _newest(office: int, algorithm: Algorithm) -> Key | None:
    return Key.objects.filter(office_id=office, algorithm=algorithm).order_by("-generation").first()


def _newest_names(offices: list[int]) -> dict[tuple[int, str], Key]:
    """The newest key of each kind, without what it signs with."""
    rows = Key.objects.filter(office_id__in=offices).defer("handle").order_by("generation")
    return {(row.office_id, row.algorithm): row for row in rows}


def _made(office: Office, algorithm: Algorithm, seen: Key | None) -> bool:
    """Make the next key. Several processes may try at once: the number follows what was seen, so one of them does."""
    try:
        with transaction.atomic():
            _make(office, algorithm, seen.generation + 1 if seen else 1)
    except IntegrityError:
        return False
    return True


def _names(key: Key, office: Office) -> bool:
    subject = certificates.read_cached(bytes(key.certificate)).subject.native
    return subject["organization_name"] == office.name.zh and subject["organization_identifier"] == office.code


def _make(office: Office, algorithm: Algorithm, generation: int) -> Key:
    public, handle = authority.PROVIDER.make(algorithm)
    subject = Subject(office.name.zh, office.code, authority.UNIT if authority.PROVIDER.software else "")
    return Key.objects.create(
        office_id=office.pk,
        algorithm=algorithm,
        generation=generation,
        name=certificates.key_identifier(public).hex(),
        certificate=authority.certify(algorithm, public, subject),
        handle=handle,
        made_at=calendar.now(),
    )
