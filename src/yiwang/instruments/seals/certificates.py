"""X.509 certificates for SM2 (GB/T 20518, GM/T 0015) and P-256, built and read here; signing is the caller's.

Pure. One builder serves both algorithms, so both chains say the same about an office.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Literal

from asn1crypto import algos, core, keys, pem, x509

from yiwang.kit.crypto.digest import sm3

Algorithm = Literal["sm2", "p256"]
ALGORITHMS: tuple[Algorithm, ...] = ("sm2", "p256")
Verify = Callable[[bytes, bytes, bytes], bool]
"""Public key, message, signature (DER)."""

# The library knows no SM2: name its curve (GM/T 0006) and its signature with SM3 before anything is parsed.
keys.NamedCurve.register("sm2p256v1", "1.2.156.10197.1.301", 32)
algos.SignedDigestAlgorithmId._map["1.2.156.10197.1.501"] = "sm3_sm2"
algos.SignedDigestAlgorithmId._reverse_map = None

_CURVE: dict[Algorithm, str] = {"sm2": "sm2p256v1", "p256": "secp256r1"}
_SIGNATURE: dict[Algorithm, str] = {"sm2": "sm3_sm2", "p256": "sha256_ecdsa"}


@dataclass(frozen=True)
class Subject:
    """Whom a certificate names. `code` is the office's credit code (empty for a root)."""

    name: str
    code: str = ""
    unit: str = ""

    def distinguished_name(self) -> x509.Name:
        parts = {"country_name": "CN", "organization_name": self.name}
        if self.unit:
            parts["organizational_unit_name"] = self.unit
        if self.code:
            parts["organization_identifier"] = self.code
        return x509.Name.build({**parts, "common_name": self.name})


@dataclass(frozen=True)
class Request:
    """What is to be certified. `public` is x‖y, 64 bytes; days are whole days in UTC, both included."""

    algorithm: Algorithm
    subject: Subject
    public: bytes
    serial: int
    starts_on: date
    ends_on: date


def issue(request: Request, sign: Callable[[bytes], bytes], issuer: x509.Certificate | None = None) -> bytes:
    """The certificate in DER. Without an issuer it is a root that signs itself. `sign` returns a DER (r, s)."""
    algorithm = algos.SignedDigestAlgorithm({"algorithm": _SIGNATURE[request.algorithm]})
    public = _public_key(request.algorithm, request.public)
    own_name = request.subject.distinguished_name()
    body = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": request.serial,
            "signature": algorithm,
            "issuer": issuer.subject if issuer else own_name,
            "validity": {
                "not_before": _instant(request.starts_on, time.min),
                "not_after": _instant(request.ends_on, time(23, 59, 59)),
            },
            "subject": own_name,
            "subject_public_key_info": public,
            "extensions": _extensions(request, issuer),
        }
    )
    signature = sign(body.dump())
    made = {"tbs_certificate": body, "signature_algorithm": algorithm, "signature_value": signature}
    der: bytes = x509.Certificate(made).dump()
    return der


def _extensions(request: Request, issuer: x509.Certificate | None) -> list[dict[str, object]]:
    own = key_identifier(request.public)
    usage = {"digital_signature", "non_repudiation"} if issuer else {"key_cert_sign", "crl_sign"}
    return [
        {
            "extn_id": "basic_constraints",
            "critical": True,
            "extn_value": {"ca": issuer is None, **({} if issuer else {"path_len_constraint": 0})},
        },
        {"extn_id": "key_usage", "critical": True, "extn_value": usage},
        {"extn_id": "key_identifier", "extn_value": own},
        {
            "extn_id": "authority_key_identifier",
            "extn_value": {"key_identifier": issuer.key_identifier if issuer else own},
        },
    ]


def key_identifier(public: bytes) -> bytes:
    """Twenty bytes that name a public key."""
    return sm3(b"\x04" + public)[:20]


def read(encoded: bytes) -> x509.Certificate:
    """A certificate from DER or PEM; ValueError if it is none."""
    if pem.detect(encoded):
        encoded = pem.unarmor(encoded)[2]
    certificate = x509.Certificate.load(encoded, strict=True)
    _ = certificate["tbs_certificate"].native  # parse all of it now, not when somebody looks
    return certificate


@lru_cache(maxsize=1024)
def read_cached(encoded: bytes) -> x509.Certificate:
    """The same, parsed once: for certificates of our own."""
    return read(encoded)


def algorithm_of(certificate: x509.Certificate) -> Algorithm:
    """Which kind of key it certifies; ValueError for a kind that no office of ours has."""
    curve = certificate.public_key["algorithm"]["parameters"].native
    for algorithm in _CURVE:
        if _CURVE[algorithm] == curve:
            return algorithm
    raise ValueError("neither SM2 nor P-256")


def to_pem(der: bytes) -> bytes:
    armoured: bytes = pem.armor("CERTIFICATE", der)
    return armoured


def public_of(certificate: x509.Certificate) -> bytes:
    """x‖y, 64 bytes."""
    point: bytes = certificate.public_key["public_key"].native
    return point[1:]


def office_code(certificate: x509.Certificate) -> str:
    """The credit code of the office that a certificate names; empty if it names none."""
    return str(certificate.subject.native.get("organization_identifier", ""))


def issued_by(certificate: x509.Certificate, root: x509.Certificate, verify: Verify) -> bool:
    """Whether `root` signed it: names, algorithms (inside and outside) and the signature itself."""
    expected = root["signature_algorithm"].dump()
    stated = (certificate["signature_algorithm"].dump(), certificate["tbs_certificate"]["signature"].dump())
    if certificate.issuer != root.subject or stated != (expected, expected):
        return False
    return verify(public_of(root), certificate["tbs_certificate"].dump(), certificate["signature_value"].native)


def was_valid(certificate: x509.Certificate, at: datetime) -> bool:
    """Whether an instant lies within the certificate's days."""
    valid: bool = certificate.not_valid_before <= at <= certificate.not_valid_after
    return valid


def _public_key(algorithm: Algorithm, public: bytes) -> keys.PublicKeyInfo:
    if len(public) != 64:
        raise ValueError("a public key is x‖y, 64 bytes")
    curve = keys.ECDomainParameters(name="named", value=_CURVE[algorithm])
    return keys.PublicKeyInfo(
        {
            "algorithm": {"algorithm": "ec", "parameters": curve},
            "public_key": keys.ECPointBitString(b"\x04" + public),
        }
    )


def _instant(day: date, clock: time) -> x509.Time:
    moment = datetime.combine(day, clock, UTC)
    # RFC 5280: two-digit years until 2049, four-digit years after.
    kind = "utc_time" if day.year < 2050 else "general_time"
    return x509.Time({kind: core.UTCTime(moment) if kind == "utc_time" else core.GeneralizedTime(moment)})
