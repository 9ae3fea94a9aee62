"""The root that certifies the offices' keys: made at first need, one for each algorithm, beside the master keys.

The certificate is public and is what an offline check trusts; the private key is sealed under the master key. A real
city puts its certification service's root here and leaves the private file away.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from asn1crypto import x509
from django.conf import settings

from yiwang.instruments.seals import certificates, software
from yiwang.instruments.seals.certificates import ALGORITHMS, Algorithm, Request, Subject
from yiwang.instruments.seals.ports import KeyProvider
from yiwang.kit import calendar, durable
from yiwang.kit.crypto import sealing
from yiwang.kit.crypto.digest import sm3
from yiwang.kit.errors import Refusal

NAME = "一网软件演示根 Yiwang software demonstration root"
UNIT = "软件密钥，仅供演示 Software keys, for demonstration only"
ROOT_YEARS = 30
OFFICE_YEARS = 20
PAST_YEARS = 5
UNREADABLE = "unreadable"
PROVIDER: KeyProvider = software.SoftwareKeys()


@dataclass(frozen=True)
class Root:
    """A root: its certificate, and whether its private key is at hand here."""

    algorithm: Algorithm
    certificate: x509.Certificate
    der: bytes


def root(algorithm: Algorithm) -> Root:
    """The root of this city; made if there is none yet."""
    return _root(folder(), algorithm)


def known_root(algorithm: Algorithm) -> Root | None:
    """The root of this city if it exists: a check never makes one."""
    return _root(folder(), algorithm) if (folder() / f"root-{algorithm}.pem").exists() else None


def folder() -> Path:
    """Where the roots lie: beside the master keys, outside the data."""
    return Path(settings.ENVIRONMENT.keys) / "seals"


def marks() -> dict[str, str]:
    """By file, what tells this city's roots from any other: digests of certificates and public keys, nothing secret.

    The private file's own digest would not do: the same key may be sealed anew under another master key.
    """
    found = {}
    for algorithm in ALGORITHMS:
        readers: dict[str, Callable[[Algorithm], bytes]] = {
            f"root-{algorithm}.pem": lambda one: root(one).der,
            f"root-{algorithm}.key": lambda one: _private(folder(), one)[0],
        }
        for name, read in readers.items():
            if (folder() / name).exists():
                found[name] = _mark(read, algorithm)
    return found


def _mark(read: Callable[[Algorithm], bytes], algorithm: Algorithm) -> str:
    try:
        return sm3(read(algorithm)).hex()
    except (ValueError, Refusal):
        return UNREADABLE


def certify(algorithm: Algorithm, public: bytes, subject: Subject) -> bytes:
    """An office's certificate in DER."""
    issuer = root(algorithm)
    request = Request(algorithm, subject, public, secrets.randbits(120) | 1 << 119, *_days(OFFICE_YEARS))
    handle = _private(folder(), algorithm)[1]
    signer = certificates.public_of(issuer.certificate)
    return certificates.issue(
        request, lambda body: PROVIDER.sign(algorithm, signer, handle, body), issuer=issuer.certificate
    )


@lru_cache(maxsize=8)
def _root(place: Path, algorithm: Algorithm) -> Root:
    path = place / f"root-{algorithm}.pem"
    if not path.exists():
        public, handle = _private(place, algorithm)
        request = Request(algorithm, Subject(NAME, unit=UNIT), public, secrets.randbits(120), *_days(ROOT_YEARS))
        der = certificates.issue(request, lambda body: PROVIDER.sign(algorithm, public, handle, body))
        _write_once(path, certificates.to_pem(der), 0o644)
    certificate = certificates.read(path.read_bytes())
    return Root(algorithm, certificate, certificate.dump())


@lru_cache(maxsize=8)
def _private(place: Path, algorithm: Algorithm) -> tuple[bytes, str]:
    """The root's key: (public, handle)."""
    path = place / f"root-{algorithm}.key"
    purpose = f"seals.root.{algorithm}"
    if not path.exists():
        public, handle = PROVIDER.make(algorithm)
        _write_once(path, sealing.seal(purpose, public + handle.encode()), 0o600)
    opened = sealing.unseal(purpose, path.read_bytes())
    return opened[:64], opened[64:].decode()


def _write_once(path: Path, content: bytes, mode: int) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    durable.write_once(path, content, mode=mode)


def _days(years: int) -> tuple[date, date]:
    """Valid from some years back, so that papers of a demonstration city's past were signed by a valid key too."""
    year = calendar.today().year
    return date(year - PAST_YEARS, 1, 1), date(year + years, 12, 31)
