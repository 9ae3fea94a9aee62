"""PAdES: signing a PDF, and saying what a signed PDF's signature is worth (ETSI EN 319 142-1, profile B-B)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, TypeVar

from asn1crypto import cms, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation import SignatureCoverageLevel, async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

Result = TypeVar("Result")
RESERVED = 8192
"""Hexadecimal digits kept for the signature: both certificates and everything else need about 4,600."""
FIELD = "Seal"
_CONTENTS = re.compile(rb"/Contents\s*<([0-9A-Fa-f]{%d})>" % RESERVED)
_HEX = re.compile(rb"[0-9A-Fa-f]{2000,}")


@dataclass(frozen=True)
class Statement:
    """What a signature says beside who signed."""

    reason: str
    place: str
    at: datetime


class _Revision(IncrementalPdfFileWriter):
    """A revision that adds the signature and nothing else: dates and PDF/A metadata stay as they were made."""

    def _update_meta(self) -> None:
        pass


class OfficeSigner(signers.Signer):
    """Signs with whatever `sign` does (a loaded key, a module) under an office's certificate."""

    def __init__(self, certificate: x509.Certificate, root: x509.Certificate, sign: Callable[[bytes], bytes]) -> None:
        super().__init__(signing_cert=certificate, cert_registry=SimpleCertificateStore.from_certs([root]))
        self._sign = sign

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return bytes(72) if dry_run else self._sign(data)


def sign(document: bytes, signer: OfficeSigner, statement: Statement) -> bytes:
    """The document with one more revision that holds the signature, over a field without appearance (PDF/A stays)."""
    return _run(_sign(document, signer, statement))


async def _sign(document: bytes, signer: OfficeSigner, statement: Statement) -> bytes:
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=statement.reason,
        location=statement.place,
    )
    writer = _Revision(BytesIO(document))
    session = signers.PdfSigner(meta, signer).init_signing_session(writer)
    session.system_time = statement.at
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=RESERVED)
    digest, output = prepared.digest_tbs_document()
    attributes = PdfCMSSignedAttributes(signing_time=statement.at)
    finished = await prepared.perform_signature(document_digest=digest.document_digest, pdf_cms_signed_attrs=attributes)
    await finished.post_signature_processing(output)
    return output.getvalue()


def _run(work: Coroutine[Any, Any, Result]) -> Result:
    """The library is asynchronous and we are not; a thread that has a loop already gets the work done beside it."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as beside:
        return beside.submit(asyncio.run, work).result()


@dataclass(frozen=True)
class Examined:
    """What a PDF's signature says. `whole` is what a verifier wants: one signature, unbroken, over every byte."""

    signer: x509.Certificate | None
    trusted: bool
    whole: bool
    at: datetime | None = None


def examine(document: bytes, root: x509.Certificate) -> Examined:
    """Check the signature of a PDF against one root, at the time it was made. Never raises."""
    try:
        return _run(_examine(document, root))
    except Exception:  # a file from outside may break any part of a PDF library
        return Examined(None, trusted=False, whole=False)


async def _examine(document: bytes, root: x509.Certificate) -> Examined:
    signatures = PdfFileReader(BytesIO(document), strict=True).embedded_signatures
    if len(signatures) != 1:
        return Examined(None, trusted=False, whole=False)
    found = signatures[0]
    at = found.self_reported_timestamp
    context = ValidationContext(trust_roots=[root], allow_fetching=False, moment=at)
    status = await async_validate_pdf_signature(found, context)
    whole = (
        status.intact
        and status.valid
        and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        and _is_strict(document, found, root)
    )
    return Examined(found.signer_cert, trusted=bool(status.trusted), whole=bool(whole), at=at)


def _is_strict(document: bytes, found: Any, root: x509.Certificate) -> bool:
    """Whether the container is exactly what we write, for a signature does not cover its own container.

    Hexadecimal in capitals, zeros behind it, DER, no unsigned attribute, no certificate but the signer's and the root.
    """
    written = _CONTENTS.findall(document)
    if len(written) != 1 or written[0] != written[0].upper():
        return False
    raw = bytes.fromhex(written[0].decode())
    container = cms.ContentInfo.load(raw)
    der = container.dump(force=True)
    if not raw.startswith(der) or raw[len(der) :].strip(b"\0"):
        return False
    return container["content_type"].native == "signed_data" and _is_ours(
        container["content"], {found.signer_cert.dump(), root.dump()}
    )


def _is_ours(data: cms.SignedData, certificates: set[bytes]) -> bool:
    """Whether every field that no signature covers has the one value we write."""
    info = data["signer_infos"][0]
    return (
        data["version"].native == info["version"].native == "v1"
        and [one["algorithm"].native for one in data["digest_algorithms"]] == ["sha256"]
        and data["encap_content_info"]["content_type"].native == "data"
        and data["encap_content_info"]["content"].native is None
        and {choice.chosen.dump() for choice in data["certificates"]} == certificates
        and data["crls"].native is None
        and len(data["signer_infos"]) == 1
        and info["digest_algorithm"]["algorithm"].native == "sha256"
        and info["signature_algorithm"]["algorithm"].native == "sha256_ecdsa"
        and not info["unsigned_attrs"].native
    )


def certificates_in(document: bytes) -> list[x509.Certificate]:
    """Every certificate in signature containers, found without the structure of the PDF, which may be broken."""
    found: list[x509.Certificate] = []
    for digits in _HEX.findall(document):
        try:
            container = cms.ContentInfo.load(bytes.fromhex(digits[: len(digits) & ~1].decode()))
            found += [choice.chosen for choice in container["content"]["certificates"] if choice.name == "certificate"]
        except (ValueError, TypeError, KeyError):
            continue
    return found
