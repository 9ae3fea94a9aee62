"""Sealing: keys for an office, signatures over data, signatures in PDF."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from yiwang.instruments.seals import authority, certificates, pdf
from yiwang.instruments.seals.certificates import Algorithm, Subject
from yiwang.instruments.seals.models import Key
from yiwang.kit import calendar
from yiwang.registers.offices import queries as offices
from yiwang.registers.offices.queries import Office

ALGORITHMS: tuple[Algorithm, ...] = ("sm2", "p256")


@dataclass(frozen=True)
class Signed:
    """A signature, the name of the key that made it, and that key's certificate (DER)."""

    signature: bytes
    key: str
    certificate: bytes


def ensure_seal(*, office: int) -> bool:
    """See that an office has a key of each kind, certified in its present name; returns whether any was made."""
    return bool(_made(offices.department(office)))


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


def _made(office: Office) -> list[Key]:
    """Make what is missing or bears an old name. Several processes may try at once: one of them makes it."""
    made = []
    for algorithm in ALGORITHMS:
        newest = _newest(office.pk, algorithm)
        if newest and _names(newest, office):
            continue
        try:
            with transaction.atomic():
                # The number follows what was seen, so that of two processes that saw the same one fails.
                made.append(_make(office, algorithm, newest.generation + 1 if newest else 1))
        except IntegrityError:
            continue
    return made


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
