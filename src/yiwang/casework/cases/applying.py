"""What is handed in, as values: an application, its materials, and the receipt for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from yiwang.casework.cases.models import Case, Material
from yiwang.kit.errors import NOTHING, Text


@dataclass(frozen=True)
class FileRef:
    """A file kept under its digest (`kit.files`)."""

    digest: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class MaterialLine:
    """A material as handed in: uploaded, licence, data, no_basis, to_verify, later."""

    key: str
    name: Text
    state: str
    rule: Text = NOTHING
    source: Text = NOTHING
    files: tuple[FileRef, ...] = ()
    licence_identifier: str = ""
    checked_at: datetime | None = None


@dataclass(frozen=True)
class Application:
    """Everything handed in. `version` is the catalogue's version, `applicant` and `submitted_by` are parties.

    `key` makes one case of a double click, a retry and the back button. `source`: 1 PC, 2 mobile, 0 window.
    `registered` is what base registers answered about the applicant, for the fields of a licence. `office` is the
    competent one, the item's own if none is named.
    """

    version: int
    applicant: int
    submitted_by: int | None
    answers: Mapping[str, str]
    values: Mapping[str, Any]
    materials: tuple[MaterialLine, ...]
    source: str
    key: str
    contact_phone: str = ""
    registered: Mapping[str, Any] = field(default_factory=dict)
    office: int | None = None
    place: str = ""
    """Code of the division or zone that the application lies in, as far as its form tells."""


@dataclass(frozen=True)
class Receipt:
    """What the applicant takes home. `promised_on` counts as if the case were accepted today."""

    number: str
    received_at: datetime
    promised_on: date | None
    state: str
    leaf: int
    office: int = 0
    """Which office has the case; 0 on receipts of before there were several."""


def rows_of(case: Case, lines: Iterable[MaterialLine], after: int = 0) -> list[Material]:
    """Rows, not yet in the database, in the order given."""
    return [
        Material(
            case=case,
            order=order,
            key=line.key,
            name=line.name.zh,
            name_en=line.name.en,
            state=line.state,
            rule=line.rule.zh,
            rule_en=line.rule.en,
            origin=line.source.zh,
            origin_en=line.source.en,
            licence=line.licence_identifier,
            checked_at=line.checked_at,
            files=[asdict(file) for file in line.files],
        )
        for order, line in enumerate(lines, after + 1)
    ]
