"""A PDF that an office sealed holds as it is, and in no other shape."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime
from io import BytesIO

import pytest
import typst
from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from yiwang.instruments.seals import authority, pdf, services
from yiwang.kit import calendar

PAPER = typst.compile(b"Licence", pdf_standards=["a-3b"], timestamp=1_700_000_000)


@pytest.fixture
def sealed(office: int) -> bytes:
    return services.sign_pdf(office=office, document=PAPER, reason="制证", place="上海市")


def root():  # type: ignore[no-untyped-def]
    return authority.root("p256").certificate


def test_another_program_accepts_the_signature(sealed: bytes) -> None:
    found = PdfFileReader(BytesIO(sealed)).embedded_signatures
    assert len(found) == 1
    status = validate_pdf_signature(found[0], ValidationContext(trust_roots=[root()], allow_fetching=False))
    assert status.bottom_line
    assert found[0].sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    stranger = validate_pdf_signature(found[0], ValidationContext(trust_roots=[], allow_fetching=False))
    assert not stranger.bottom_line


def test_our_own_check_accepts_it_and_says_who_and_when(office: int) -> None:
    moment = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)
    with calendar.at(moment):
        sealed = services.sign_pdf(office=office, document=PAPER, reason="制证", place="上海市")
    examined = pdf.examine(sealed, root())
    assert examined.whole and examined.trusted
    assert examined.at == moment
    assert examined.signer.subject.native["organization_identifier"] == "11310101MB2F30000A"


def test_it_works_where_a_loop_is_running_already(office: int) -> None:
    sealed = services.sign_pdf(office=office, document=PAPER, reason="制证", place="上海市")

    async def inside() -> bool:
        return pdf.examine(sealed, root()).whole

    assert asyncio.run(inside())


def test_every_altered_byte_of_the_signature_container_is_found(sealed: bytes) -> None:
    start = sealed.index(b"/Contents <") + len(b"/Contents <")
    used = len(sealed[start : start + pdf.RESERVED].rstrip(b"0"))
    chosen = [*range(0, used, 37), *random.Random(1).sample(range(used, pdf.RESERVED), 12)]
    for at in chosen:
        altered = bytearray(sealed)
        altered[start + at] = ord("0") if altered[start + at] != ord("0") else ord("1")
        assert not pdf.examine(bytes(altered), root()).whole, at


def test_a_container_written_in_small_letters_is_another_file(sealed: bytes) -> None:
    start = sealed.index(b"/Contents <") + len(b"/Contents <")
    digits = sealed[start : start + pdf.RESERVED]
    small = sealed[:start] + digits.lower() + sealed[start + pdf.RESERVED :]
    assert small != sealed
    assert not pdf.examine(small, root()).whole


def test_an_unsigned_attribute_added_to_the_container_is_found(sealed: bytes) -> None:
    start = sealed.index(b"/Contents <") + len(b"/Contents <")
    container = cms.ContentInfo.load(bytes.fromhex(sealed[start : start + pdf.RESERVED].decode()))
    info = container["content"]["signer_infos"][0]
    extra = cms.CMSAttribute({"type": "content_type", "values": ["data"]})
    info["unsigned_attrs"] = cms.CMSAttributes([extra])
    written = container.dump(force=True).hex().upper().encode().ljust(pdf.RESERVED, b"0")
    assert not pdf.examine(sealed[:start] + written + sealed[start + pdf.RESERVED :], root()).whole


def test_something_added_behind_the_signature_is_found(sealed: bytes) -> None:
    assert pdf.examine(sealed, root()).whole
    assert not pdf.examine(sealed + b"\n% later", root()).whole


def test_a_certificate_is_found_in_a_file_whose_structure_is_broken(sealed: bytes) -> None:
    broken = b"x" + sealed[1:-400]
    names = [c.subject.native["common_name"] for c in pdf.certificates_in(broken)]
    assert "上海市黄浦区市场监督管理局" in names
    assert pdf.certificates_in(PAPER) == []


def test_nothing_that_is_no_pdf_raises() -> None:
    for data in (b"", b"%PDF-1.7", PAPER, PAPER[:500], b"<" + b"30" * 3000 + b">", b"\0" * 100):
        assert not pdf.examine(data, root()).whole
