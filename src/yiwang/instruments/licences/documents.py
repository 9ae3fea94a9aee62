"""The sealed PDF of a licence: made once from the row, after the decision, by whichever worker comes first."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from yiwang.instruments.licences import checking, contents, leaves, locking, papers
from yiwang.instruments.licences.events import LicenceDocumentReady
from yiwang.instruments.licences.models import Document, Licence, Obstacle
from yiwang.instruments.seals import certificates
from yiwang.instruments.seals import queries as seals
from yiwang.instruments.seals import services as sealing
from yiwang.instruments.seals.image import CannotBeDrawn
from yiwang.kit import calendar, documents, files
from yiwang.kit.actor import SYSTEM
from yiwang.kit.documents import MissingGlyph, qr
from yiwang.kit.errors import Invalid, Text
from yiwang.kit.ledger import covering
from yiwang.kit.ledger.services import record
from yiwang.kit.outbox.services import tell
from yiwang.registers.parties import queries as parties

REASON = "制发电子证照"
ALTERED = Text(
    "证照数据与签名不符，没有生成文件。", "The data do not agree with their signature; no document was made."
)
UNLIKE = Text("印出来的内容与签名的数据不一致。", "What was printed is not what was signed.")


@transaction.atomic
def make(licence: int) -> str | None:
    """The name of the PDF in the file store, made now if it is not there; None if something stands in the way.

    What stands in the way (a character no font has) is kept as a reason for the office: trying again would not help.
    """
    locking.hold(licence)
    row = Licence.objects.select_related("document").get(pk=licence)
    if hasattr(row, "document"):
        return str(row.document.digest)
    try:
        sealed = _sealed(row)
    except (MissingGlyph, CannotBeDrawn, _Unprintable) as refusal:
        _note(row, refusal)
        return None
    kept = Document.objects.create(licence=row, digest=files.put(sealed), size=len(sealed), made_at=calendar.now())
    record(
        leaves.SEALED,
        actor=SYSTEM,
        subject=parties.subject_of(row.holder_id),
        case_number=row.case_number,
        facts={"identifier": row.identifier, **covering.facts_of(kept)},
    )
    tell(LicenceDocumentReady(row.identifier, row.office_id, row.holder_id, row.case_number))
    return kept.digest


class _Unprintable(Invalid):
    """The paper would not say what was signed."""

    code = "licence_unprintable"


def _sealed(row: Licence) -> bytes:
    if not checking.verify_row(row):
        raise _Unprintable(ALTERED)
    paper = draw(row)
    if not papers.shows(paper, row.content):
        raise _Unprintable(UNLIKE)
    return sealing.sign_pdf(office=row.office_id, document=paper, reason=REASON, place=row.content["office"]["name"])


def draw(row: Licence) -> bytes:
    """The paper, not yet sealed."""
    url = address(row.code)
    body = contents.encode(row.content)
    certificate = certificates.to_pem(seals.certificate(row.key))
    parts = papers.Parts(body, bytes(row.signature), certificate)
    note = papers.SOFTWARE if seals.software_keys_in_use() else ""
    pictures = papers.pictures(seals.seal_image(row.office_id, papers.CAPTION), qr.svg(url))
    # PDF/A-3b, because 2b forbids the attachments that let anyone check the data offline.
    printed = papers.data(row.content, parts, url, note)
    return documents.render(papers.TEMPLATE, printed, pictures, made_at=row.issued_at, standard="a-3b")


def address(code: str) -> str:
    """Where anyone verifies a licence."""
    return f"{settings.PUBLIC_URL}/verify/{code}/"


def _note(row: Licence, refusal: Invalid) -> None:
    text = refusal.officer or refusal.citizen
    Obstacle.objects.create(licence=row, zh=text.zh, en=text.en, at=calendar.now())
