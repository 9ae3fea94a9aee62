"""Facts about licences. References only: nobody's name is in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LicenceIssued:
    """The row, its canonical data and its signature stand; the PDF follows."""

    licence: int
    identifier: str
    type_key: str
    office: int
    holder: int
    case_number: str


@dataclass(frozen=True)
class LicenceDocumentReady:
    """The sealed PDF is in the store."""

    identifier: str
    office: int
    holder: int
    case_number: str


@dataclass(frozen=True)
class LicenceChanged:
    """A licence was `suspended`, `restored`, `revoked` or `replaced`."""

    identifier: str
    change: str
    type_key: str
    office: int
    holder: int
    case_number: str
