"""The sealed file of a licence: valid as it is, altered in any other shape, unknown when it is not ours."""

from __future__ import annotations

import random
import subprocess
import threading
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader, PdfWriter

from tests.delivery import deliver
from tests.instruments.licences.conftest import NUMBER, City, make_document, make_person
from yiwang.instruments.licences import checking, contents, documents, papers, queries, services
from yiwang.instruments.licences.models import Document, Licence, Obstacle
from yiwang.instruments.seals import authority
from yiwang.instruments.seals import services as sealing
from yiwang.kit import calendar, files
from yiwang.kit.errors import Unavailable
from yiwang.kit.ledger import covering
from yiwang.kit.outbox.models import Fact

DISTID = "distid:1234567812345678"


def test_a_sealed_licence_is_valid_and_says_so_with_what_was_checked(sealed: bytes) -> None:
    verdict = checking.verify_file(sealed)
    assert verdict.state == "valid"
    assert [check.key for check in verdict.checks if check.passed] == [
        "seal",
        "data",
        "office",
        "visible",
        "register",
        "in_force",
    ]
    assert verdict.text.zh.startswith("有效")
    assert verdict.office == "上海市黄浦区市场监督管理局"


def test_offline_it_says_what_it_could_not_look_up(sealed: bytes) -> None:
    verdict = checking.verify_file(sealed, online=False)
    assert verdict.state == "valid"
    assert {check.key for check in verdict.checks if check.passed is None} == {"register", "in_force"}
    assert "离线" in verdict.by.zh


def test_offline_means_without_any_database(city: City) -> None:
    sealed = make_document(city)
    with connection.execute_wrapper(_no_database):
        assert checking.verify_file(sealed).state == "valid"
        assert checking.verify_file(sealed[:-1] + b"x").state == "altered"


def _no_database(*_: object) -> None:
    from django.db import OperationalError

    raise OperationalError("the connection is closed")


def test_every_kind_of_byte_altered_is_found(sealed: bytes) -> None:
    chosen = random.Random(20261123).sample(range(len(sealed)), 60)
    start = sealed.index(b"/Contents <")
    chosen += [0, 4, 9, start, start + 10, start + 11, start + 5000, len(sealed) - 1, len(sealed) - 8]
    chosen += [sealed.index(word) for word in (b"/ByteRange", b"/EmbeddedFile", b"/Catalog", b"startxref", b"stream")]
    for at in chosen:
        altered = bytearray(sealed)
        altered[at] ^= 1
        assert checking.verify_file(bytes(altered)).state == "altered", (at, bytes(sealed[at - 20 : at + 20]))
    assert checking.verify_file(sealed).state == "valid"  # the control: untouched it holds


def test_bytes_cut_off_or_added_are_found(sealed: bytes) -> None:
    for altered in (sealed + b"\n", sealed[:-1], sealed[:-3000], sealed[: len(sealed) // 2] + sealed[-60000:]):
        assert checking.verify_file(altered).state == "altered"


def test_a_file_with_our_data_written_anew_is_altered(sealed: bytes) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(sealed)))
    writer.add_metadata({"/Title": "another"})
    out = BytesIO()
    writer.write(out)
    assert checking.verify_file(out.getvalue()).state == "altered"


def test_data_of_one_licence_in_the_paper_of_another_are_altered(city: City) -> None:
    """Our own seal over a paper that shows something else than its data say: a fault of ours must be found too."""
    row, other = city.row("a"), city.row("b", values={"place": "完全不同的地方"})
    other.content["values"] = row.content["values"]
    paper = documents.draw(row)
    row.content["values"]["place"] = "第三个地方"
    assert not papers.shows(paper, row.content)
    swapped = documents.draw(Licence.objects.get(pk=other.pk))
    parts = papers.attachments(paper)
    assert parts is not None and contents.decode(parts.data)["values"] != other.content
    sealed = sealing.sign_pdf(office=city.office, document=swapped, reason="x", place="x")
    assert checking.verify_file(sealed).state == "altered"  # not what the register keeps
    assert checking.verify_file(sealed, online=False).state == "valid"  # it is what the office signed


def test_the_seal_of_another_office_over_our_paper_is_altered(city: City) -> None:
    from tests.instruments.seals.conftest import make_office

    other = make_office("11310101MB2F30001B", "上海市黄浦区民政局")
    paper = documents.draw(city.row())
    assert (
        checking.verify_file(sealing.sign_pdf(office=other, document=paper, reason="x", place="x"), online=False).state
        == "altered"
    )
    assert (
        checking.verify_file(
            sealing.sign_pdf(office=city.office, document=paper, reason="x", place="x"), online=False
        ).state
        == "valid"
    )


def test_a_foreign_seal_is_unknown_even_under_the_same_name(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = authority.folder()
    with monkeypatch.context() as patch:
        patch.setattr(authority, "folder", lambda: tmp_path / "another city")
        foreign = make_document(city)
        assert checking.verify_file(foreign, online=False).state == "valid"
    assert authority.folder() == ours
    authority.root("sm2"), authority.root("p256")
    assert checking.verify_file(foreign, online=False).state == "unknown"
    assert checking.verify_file(foreign).state == "unknown"


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7\n%%EOF", b"\0" * 1000, b"PK\x03\x04" + bytes(100)])
def test_what_is_no_licence_is_unknown(city: City, data: bytes) -> None:
    city.issue()
    assert checking.verify_file(data).state == "unknown"


def test_a_paper_sealed_by_us_that_is_no_licence_is_unknown(city: City) -> None:
    import typst

    paper = typst.compile(b"Receipt", pdf_standards=["a-2b"], timestamp=1_700_000_000)
    assert (
        checking.verify_file(sealing.sign_pdf(office=city.office, document=paper, reason="x", place="x")).state
        == "unknown"
    )


def test_a_licence_that_the_register_does_not_have_is_unknown_online(city: City) -> None:
    row = city.row()
    before = row.content["identifier"]
    row.content["identifier"] = before[:-1] + ("Y" if before.endswith("X") else "X")
    row.identifier = row.content["identifier"]
    body = contents.encode(row.content)
    signed = sealing.sign(office=city.office, data=body)
    row.signature, row.key = signed.signature, signed.key
    sealed = sealing.sign_pdf(office=city.office, document=documents.draw(row), reason="x", place="x")
    assert checking.verify_file(sealed, online=False).state == "valid"
    assert checking.verify_file(sealed).state == "unknown"


def test_data_signed_after_the_certificate_had_ended_do_not_hold(city: City) -> None:
    row = city.row()  # the key is made now
    with calendar.at(calendar.now().replace(year=calendar.now().year + authority.OFFICE_YEARS + 1, day=1)):
        late = city.row("late")
    for each, state in ((row, "valid"), (late, "altered")):
        paper = sealing.sign_pdf(office=city.office, document=documents.draw(each), reason="x", place="x")
        with calendar.at(each.issued_at):
            assert checking.verify_file(paper, online=False).state == state


def test_revoked_suspended_and_expired_are_told_apart(city: City) -> None:
    sealed = make_document(city)
    row = Licence.objects.get()
    with calendar.at(calendar.now().replace(year=calendar.now().year + 6)):
        assert checking.verify_file(sealed).state == "expired"
        assert checking.verify_file(sealed, online=False).state == "expired"
        assert queries.verdict(row.code).state == "expired"
    services.suspend(actor=city.approver, identifier=row.identifier, reason="整改")
    assert checking.verify_file(sealed).state == "suspended"
    services.revoke(actor=city.approver, identifier=row.identifier, reason="不再经营")
    verdict = checking.verify_file(sealed)
    assert (verdict.state, verdict.changed_at is not None) == ("revoked", True)
    assert checking.verify_file(sealed, online=False).state == "valid"  # offline cannot know, and says so


def test_public_verification_by_code_or_identifier_and_never_by_number(city: City) -> None:
    row = city.row()
    written = f"{row.code[:4]}-{row.code[4:8]}-{row.code[8:]}"
    for reference in (row.code, row.code.lower(), written, f" {written} ", row.identifier, row.identifier.lower()):
        assert queries.verdict(reference).state == "valid", reference
    assert queries.verdict(row.identifier, row.code).state == "valid"
    unknown = [row.number, "", "\0", "' OR 1=1", row.code[:-1], row.identifier[:-1], "Z" * 12, "9" * 500]
    for reference in unknown:
        assert queries.verdict(reference).state == "unknown", reference
    assert queries.verdict(row.identifier, "Z" * 12).state == "unknown"


def test_public_verification_shows_public_fields_and_no_name_or_number(city: City) -> None:
    row = city.row()
    verdict = queries.verdict(row.code)
    shown = {line.key: line.value for line in verdict.lines}
    assert verdict.holder == "王**"
    assert shown["name"] == "王**"
    assert shown["place"] == "上海市黄浦区某某路 128 号一层 102 室"
    assert set(shown) == {"name", "place", "mode", "office", "issued_on", "until"}
    assert "王小满" not in str(verdict) and NUMBER not in str(verdict) and "13800138000" not in str(verdict)
    assert queries.verdict("Z" * 12).lines == ()


def test_openssl_accepts_the_attached_data_without_us(sealed: bytes, tmp_path: Path) -> None:
    parts = papers.attachments(sealed)
    assert parts is not None
    for name, content in (("data", parts.data), ("signature", parts.signature), ("leaf.pem", parts.certificate)):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "root.pem").write_bytes((authority.folder() / "root-sm2.pem").read_bytes())

    def openssl(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["openssl", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert openssl("verify", "-vfyopt", DISTID, "-CAfile", "root.pem", "leaf.pem").returncode == 0
    (tmp_path / "public.pem").write_text(openssl("x509", "-in", "leaf.pem", "-pubkey", "-noout").stdout)
    verify = ("dgst", "-sm3", "-sigopt", DISTID, "-verify", "public.pem", "-signature", "signature", "data")
    assert openssl(*verify).returncode == 0
    (tmp_path / "data").write_bytes(parts.data.replace("王小满".encode(), "王小寒".encode()))
    assert openssl(*verify).returncode != 0


def test_pyhanko_accepts_the_seal_without_us_and_it_stays_pdf_a_3(sealed: bytes) -> None:
    context = ValidationContext(trust_roots=[authority.root("p256").certificate], allow_fetching=False)
    status = validate_pdf_signature(PdfFileReader(BytesIO(sealed)).embedded_signatures[0], context)
    assert status.bottom_line
    metadata = PdfReader(BytesIO(sealed)).xmp_metadata
    assert metadata is not None
    xmp = metadata.stream.get_data()
    assert b"<pdfaid:part>3</pdfaid:part>" in xmp and b"<pdfaid:conformance>B</pdfaid:conformance>" in xmp


def test_the_paper_shows_what_was_signed_and_its_qr_code_leads_to_the_verification(city: City) -> None:
    from django.conf import settings

    row = city.row()
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(documents.draw(row))).pages)
    assert documents.address(row.code) == f"{settings.PUBLIC_URL}/verify/{row.code}/"
    assert documents.address(row.code) in text.replace("\n", "")
    assert len(PdfReader(BytesIO(documents.draw(row))).pages) == 1
    assert "软件密钥" in text


def test_the_worker_makes_the_document_once_and_tells(city: City) -> None:
    row = city.row()
    with pytest.raises(Unavailable):
        queries.document(row.pk, city.reader)
    deliver()
    document = Document.objects.get()
    assert files.get(document.digest).startswith(b"%PDF")
    assert queries.document(row.pk, city.reader) == files.get(document.digest)
    assert documents.make(row.pk) == document.digest
    assert Document.objects.count() == 1
    assert Fact.objects.filter(kind="licences.LicenceDocumentReady").count() == 1
    assert covering.facts_of(document)["row"] == str(document.pk)


def test_many_workers_at_once_make_one_document(committed: str) -> None:
    city = City()
    row = city.row()
    start, names, failures = threading.Barrier(5), [], []

    def work() -> None:
        start.wait()
        try:
            names.append(documents.make(row.pk))
        except Exception as error:
            failures.append(error)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert len(names) == 5 and len(set(names)) == 1
    assert Document.objects.count() == 1


def test_a_character_no_font_has_becomes_a_reason_for_the_office_and_no_endless_retry(city: City) -> None:
    holder = make_person("王\U0002a6a5满", "110101199003070038")
    row = city.row(holder=holder)
    deliver()
    assert not Document.objects.exists()
    view = queries.view(row.identifier, city.approver)
    assert view.obstacle is not None and "U+2A6A5" in view.obstacle.zh
    assert Obstacle.objects.count() == 1
    assert Fact.objects.filter(handed_on_at__isnull=True).count() == 0
    assert checking.verify_row(row)  # the licence itself stands


def test_a_row_altered_in_the_database_gets_no_document(city: City) -> None:
    row = city.row()
    row.content["values"]["place"] = "改了的地址"
    altered = Licence.objects.get(pk=row.pk)
    altered.content = row.content
    assert not checking.verify_row(altered)
    with pytest.raises(documents._Unprintable):
        documents._sealed(altered)


def test_a_long_licence_and_a_short_one_both_fit_one_sheet(city: City) -> None:
    long = {"place": "上海市黄浦区" + "某某路弄" * 40, "mode": "餐饮服务" * 20, "phone": "13800138000"}
    for case, values in (("long", long), ("short", {})):
        row = city.row(case, values=values)
        reader = PdfReader(BytesIO(documents.draw(row)))
        assert len(reader.pages) == 1
        assert papers.shows(documents.draw(row), row.content)


def test_a_bomb_in_an_attachment_is_unknown_and_quick(city: City) -> None:
    city.issue()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("licence.json", zlib.compress(bytes(5_000_000)))
    out = BytesIO()
    writer.write(out)
    assert checking.verify_file(out.getvalue()).state == "unknown"
    assert checking.verify_file(bytes(checking.LARGEST + 1)).state == "unknown"
