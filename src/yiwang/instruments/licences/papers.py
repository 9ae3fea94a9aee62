"""The paper of a licence: what its template is given, and what can be read back out of a PDF."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from yiwang.instruments.licences import codes, contents

FOLDER = Path(__file__).parent / "templates"
TEMPLATE = FOLDER / "licence.typ"
CAPTION = "电子证照专用章"
DATA, SIGNATURE, CERTIFICATE = "licence.json", "licence.sm2", "certificate.pem"
SOFTWARE = "演示样本：以软件密钥签署，不作法律依据"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Parts:
    """What a licence carries with it: canonical data, the SM2 signature over them (DER), the certificate (PEM)."""

    data: bytes
    signature: bytes
    certificate: bytes


def data(content: contents.Content, parts: Parts, url: str, note: str) -> dict[str, Any]:
    """Everything `licence.typ` prints or attaches, as plain values. `url` is the address behind the QR code."""
    office = content["office"]["name"]
    return {
        "title": content["type"]["name"]["zh"],
        "title_en": content["type"]["name"]["en"],
        "number": content["number"],
        "number_grouped": contents.grouped_number(content["number"]),
        "lines": [{"label": line.label.zh, "value": contents.shown(line.value)} for line in printed(content)],
        "office": office,
        "issued": contents.shown(content["decided_on"]),
        "url": url,
        "code": codes.written_code(content["code"]),
        "identifier_groups": _in_two(content["identifier"]),
        "seal_alt": f"{office}{CAPTION}",
        "note": note,
        "attachments": [
            _attachment(DATA, parts.data, "application/json", "证照数据，规范化的 JSON"),
            _attachment(SIGNATURE, parts.signature, "application/octet-stream", "对证照数据的 SM2 签名，DER"),
            _attachment(CERTIFICATE, parts.certificate, "application/x-pem-file", "签名机关的 SM2 证书，PEM"),
        ],
    }


def printed(content: contents.Content) -> list[contents.Line]:
    """The lines of the sheet's middle: office and day stand under the seal."""
    return [line for line in contents.lines(content) if line.source not in ("office.name", "decided_on")]


def attachments(document: bytes) -> Parts | None:
    """The three attachments of a PDF; None when any is missing, doubled or unreadable."""
    try:
        found = PdfReader(BytesIO(document), strict=False).attachments
        parts = [found[name] for name in (DATA, SIGNATURE, CERTIFICATE)]
        if any(len(part) != 1 for part in parts):
            return None
        return Parts(*(bytes(part[0]) for part in parts))
    except Exception:  # a file from outside may break any part of a PDF library
        return None


def shows(document: bytes, content: contents.Content) -> bool:
    """Whether the text of a PDF has everything the content says, spaces and line ends aside."""
    try:
        seen = "".join(_bare(page.extract_text()) for page in PdfReader(BytesIO(document)).pages)
        expected = [
            content["type"]["name"]["zh"],
            content["number"],
            content["office"]["name"],
            contents.shown(content["decided_on"]),
            codes.written_code(content["code"]),
            *(contents.shown(line.value) for line in printed(content)),
        ]
        return all(_bare(text) in seen for text in expected)
    except Exception:  # a file from outside may break any part of a PDF library
        return False


def pictures(seal: str, qr: str) -> dict[str, bytes]:
    """The pictures of a licence, as SVG, by the names its template knows."""
    return {"seal.svg": seal.encode(), "qr.svg": qr.encode(), "frame.svg": _frame()}


@lru_cache(maxsize=1)
def _frame() -> bytes:
    """The woven border and the mark behind the words."""
    return (FOLDER / "frame.svg").read_bytes()


def _bare(text: str) -> str:
    return _SPACE.sub("", text)


def _in_two(identifier: str) -> list[str]:
    """The identifier in two lines: root and type, then issuer, serial, version and check character."""
    parts = identifier.split(".")
    return ["证照标识 " + ".".join(parts[:-4]), ".".join(parts[-4:])]


def _attachment(name: str, content: bytes, media: str, purpose: str) -> dict[str, Any]:
    return {"name": name, "content": list(content), "media": media, "purpose": purpose}
