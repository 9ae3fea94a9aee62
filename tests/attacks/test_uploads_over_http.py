"""Files with something hidden in them, handed in through the page that people use."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.access.world import World, citizen
from tests.casework.intake import files as made
from yiwang.casework.intake.models import Upload
from yiwang.casework.intake.uploads import checking, papers, sniffing
from yiwang.instruments.licences import checking as licences
from yiwang.kit import files


def ofd_bomb() -> bytes:
    """An OFD whose 200 kB unpack to 200 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("OFD.xml", '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa">]><OFD>&a;</OFD>')
        archive.writestr("Doc_0/Document.xml", b"\x00" * 200_000_000)
    return out.getvalue()


def climbing_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../../etc/cron.d/x", "* * * * * root true")
    return out.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HOSTILE = {
    "ofd bomb": ofd_bomb,
    "climbing zip": climbing_zip,
    "zip behind a picture": lambda: made.jpeg() + climbing_zip(),
    "page behind a pdf": lambda: made.pdf() + b"<script>alert(1)</script>",
    "pdf behind a page": lambda: b"<html><script>alert(1)</script></html>" + made.pdf(),
    "picture that is a page": lambda: b"GIF89a=0;/*<html><script>alert(1)</script>*/",
    "svg with a script": lambda: SVG,
    "svg called pdf": lambda: b"<?xml version='1.0'?>" + SVG,
    "locked pdf": made.pdf_locked,
    "pdf locked without password": made.pdf_locked_without_password,
    "pdf with a script": made.pdf_with_script,
    "pdf with a hidden script": made.pdf_with_hidden_script,
    "pdf that starts a program": made.pdf_with_launch,
    "pdf with an attachment": made.pdf_with_attachment,
    "pdf that reads a file": made.pdf_with_stream_elsewhere,
    "pdf that goes round": made.pdf_with_loop,
    "fifty thousand pixels a side": made.huge_png,
    "nothing": lambda: b"",
}


def sent(
    client: Client, world: World, data: bytes, name: str = "图.pdf", kind: str = "application/pdf"
) -> HttpResponse:
    file = SimpleUploadedFile(name, data, content_type=kind)
    return client.post(f"/apply/{world.objects['draft']}/materials/layout/", {"file": file})


def is_refused_with_a_reason(world: World, data: bytes) -> None:
    count = Upload.objects.count()
    answer = sent(citizen(world.owner), world, data)
    assert answer.status_code == 422 and Upload.objects.count() == count, answer.status_code
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_reason_and_not_kept(world: World, name: str) -> None:
    is_refused_with_a_reason(world, HOSTILE[name]())


def test_control_where_a_file_is_believed_by_its_name_a_page_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sniffing, "media_type", lambda data: sniffing.PDF)
    monkeypatch.setattr(papers, "pdf", lambda data: 1)
    with pytest.raises(AssertionError):
        is_refused_with_a_reason(world, SVG)


def test_control_where_nobody_looks_into_a_pdf_its_script_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "_judge", lambda found: None)
    with pytest.raises(AssertionError):
        is_refused_with_a_reason(world, made.pdf_with_script())


def test_a_file_larger_than_is_taken_is_refused(world: World) -> None:
    is_refused_with_a_reason(world, b"%PDF-" + b"x" * checking.LARGEST)


NAMES = [
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "a\x00.pdf",
    "CON.pdf",
    "x" * 400 + ".pdf",
    "\u202efdp.exe",
    "a\r\nSet-Cookie: x=1.pdf",
    '"><script>.pdf',
    "图 纸.pdf",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_files_name_climbs_nowhere_and_forges_no_header(world: World, name: str) -> None:
    client = citizen(world.owner)
    answer = sent(client, world, made.pdf(5), name=name)
    assert answer.status_code in (302, 422)
    for row in Upload.objects.filter(draft__public_id=world.objects["draft"]):
        assert "/" not in row.name and "\\" not in row.name and row.name.isprintable() and len(row.name) < 256
        shown = client.get(f"/apply/{world.objects['draft']}/files/{row.public_id}/")
        assert shown["X-Content-Type-Options"] == "nosniff" and "Set-Cookie: x" not in str(shown.headers)
        assert "\n" not in shown["Content-Disposition"]


def test_a_photo_forgets_where_it_was_taken(world: World) -> None:
    answer = sent(citizen(world.owner), world, made.photo_with_place(), "店面.jpg", "image/jpeg")
    assert answer.status_code == 302
    row = Upload.objects.filter(draft__public_id=world.objects["draft"]).latest("pk")
    assert b"Invented Phones" not in files.get(row.digest) and b"GPS" not in files.get(row.digest)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_given_to_the_public_verification_is_unknown(world: World, name: str) -> None:
    answer = Client().post("/verify/", {"file": SimpleUploadedFile("证照.pdf", HOSTILE[name]())})
    assert answer.status_code in (200, 422)
    assert licences.verify_file(HOSTILE[name]()).state == "unknown"
