"""What may be handed in as a file, what is taken out of it, and what is refused with which reason."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from tests.casework.intake import files
from yiwang.casework.intake.uploads import LARGEST, NotAccepted, clean_name, inspect


def zipped(name: str = "x.txt") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x" * 100)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type", "pages"),
    [
        (files.pdf(3), "application/pdf", 3),
        (files.jpeg(), "image/jpeg", 1),
        (files.jpeg(progressive=True, quality=95), "image/jpeg", 1),
        (files.picture("PNG"), "image/png", 1),
        (files.picture("WEBP"), "image/webp", 1),
        (files.picture("WEBP", lossless=True, exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00"), "image/webp", 1),
        (files.jpeg() + b"\x00" * 512, "image/jpeg", 1),
        (files.jpeg() + files.jpeg((10, 10)), "image/jpeg", 1),
        (files.jpeg() + b"\x00\x00\x00\x18ftypmp42" + b"m" * 900, "image/jpeg", 1),
        (files.pdf() + b"\r\n\x00", "application/pdf", 2),
    ],
    ids=["pdf", "jpeg", "progressive", "png", "webp", "lossless", "padded", "two in one", "motion", "padded pdf"],
)
def test_an_honest_file_is_taken_whatever_it_is_called(data: bytes, media_type: str, pages: int) -> None:
    clean = inspect("照片.exe", data)
    assert (clean.media_type, clean.pages) == (media_type, pages)


ATTACKS = {
    "empty": (b"", "空"),
    "too large": (b"%PDF-" + b"x" * LARGEST, "20 MB"),
    "zip": (zipped(), "压缩包"),
    "word": (zipped("word/document.xml"), "Word"),
    "excel": (zipped("xl/workbook.xml"), "Excel"),
    "heic": (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 90, "HEIC"),
    "video": (b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 90, "视频"),
    "program": (b"MZ\x90\x00" + b"\x00" * 90, "程序"),
    "svg with script": (b'<?xml version="1.0"?><svg xmlns="x"><script>alert(1)</script></svg>', "SVG"),
    "web page": (b"\xef\xbb\xbf  <!DOCTYPE html><script>alert(1)</script>", "网页"),
    "text": ("我的材料".encode(), "不认识"),
    "gif": (b"GIF89a" + b"\x00" * 90, "GIF"),
    "jpeg then zip": (files.jpeg() + zipped(), "藏着"),
    "jpeg then page": (files.jpeg() + b"<script>alert(1)</script>", "藏着"),
    "png then zip": (files.picture("PNG") + zipped(), "藏着"),
    "webp then zip": (files.picture("WEBP") + zipped(), "藏着"),
    "pdf then zip": (files.pdf() + zipped(), "藏着"),
    "pdf then program": (files.pdf() + b"\nMZ\x90", "藏着"),
    "half a jpeg": (files.jpeg((600, 600))[:-400], "打不开"),
    "half a png": (files.picture("PNG")[:-20], "打不开"),
    "half a webp": (files.picture("WEBP")[:-20], "打不开"),
    "jpeg of nothing": (b"\xff\xd8\xff\xd9", "打不开"),
    "jpeg of nonsense": (b"\xff\xd8\xff\xe0" + b"\xff" * 5000, "打不开"),
    "png of 50,000 by 50,000": (files.huge_png(), "尺寸"),
    "moving webp": (files.moving("WEBP"), "动图"),
    "pdf with script": (files.pdf_with_script(), "脚本"),
    "pdf with hidden script": (files.pdf_with_hidden_script(), "脚本"),
    "pdf that starts a program": (files.pdf_with_launch(), "脚本"),
    "pdf with attachment": (files.pdf_with_attachment(), "夹带"),
    "pdf that reads another file": (files.pdf_with_stream_elsewhere(), "夹带"),
    "pdf with password": (files.pdf_locked(), "限制"),
    "pdf with restrictions": (files.pdf_locked_without_password(), "限制"),
    "pdf holding itself": (files.pdf_with_loop(), ""),
    "pdf without pages": (files.pdf_without_pages(), "打不开"),
    "pdf of nothing": (b"%PDF-1.7\n%%EOF", "打不开"),
    "pdf without end": (b"%PDF-1.7\n" + b"1 0 obj\n" * 1000, "打不开"),
    "pdf of open brackets": (b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"\n%%EOF", "打不开"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_file_that_is_not_what_it_says_is_refused_with_the_reason(name: str) -> None:
    data, reason = ATTACKS[name]
    with pytest.raises(NotAccepted) as refused:
        inspect("plan.pdf", data)
    assert reason in refused.value.citizen.zh
    assert refused.value.citizen.en


@pytest.mark.parametrize(
    ("data", "accept", "reason"),
    [(files.pdf(), ("image",), "只收图片"), (files.jpeg(), ("pdf",), "只收 PDF")],
)
def test_a_material_says_which_kinds_it_takes(data: bytes, accept: tuple[str, ...], reason: str) -> None:
    with pytest.raises(NotAccepted, match="upload_not_accepted") as refused:
        inspect("x", data, accept)
    assert reason in refused.value.citizen.zh


def test_a_photo_keeps_its_pixels_and_its_way_up_and_forgets_where_it_was_taken() -> None:
    taken = files.photo_with_place(turn=6)
    kept = inspect("店面.jpg", taken).data
    with Image.open(io.BytesIO(taken)) as before, Image.open(io.BytesIO(kept)) as after:
        assert dict(before.getexif().get_ifd(0x8825)), "the photo did say where"
        assert dict(after.getexif()) == {0x0112: 6}
        assert not after.getexif().get_ifd(0x8825)
        assert before.tobytes() == after.tobytes()
    assert b"Invented Phones" not in kept


def test_remarks_in_png_and_webp_are_taken_out() -> None:
    from PIL.PngImagePlugin import PngInfo

    note = PngInfo()
    note.add_text("Comment", "taken at home")
    exif = Image.Exif()
    exif[0x010F] = "Invented Phones"
    assert b"taken at home" not in inspect("a.png", files.picture("PNG", pnginfo=note)).data
    for kind in ("PNG", "WEBP"):
        dirty = files.picture(kind, exif=exif.tobytes())
        assert b"Invented Phones" in dirty
        assert b"Invented Phones" not in inspect("a", dirty).data


def test_what_a_phone_appends_to_a_picture_is_left_off() -> None:
    kept = inspect("a.jpg", files.jpeg() + b"\x00\x00\x00\x18ftypmp42" + b"MOVIE" * 99).data
    assert b"MOVIE" not in kept
    assert kept.endswith(b"\xff\xd9")


def test_a_moving_png_keeps_its_first_scene_only() -> None:
    kept = inspect("a.png", files.moving("PNG")).data
    assert b"fdAT" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert getattr(image, "n_frames", 1) == 1


def test_a_pdf_is_kept_to_the_bit_for_it_may_bear_a_signature() -> None:
    data = files.pdf()
    assert inspect("a.pdf", data).data == data


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("平面图.pdf", "平面图.pdf"),
        ("平面图.PDF", "平面图.pdf"),
        ("C:\\Users\\me\\平面图.pdf", "平面图.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("photo.jpg", "photo.jpg.pdf"),
        ("", "file.pdf"),
        (".pdf", "pdf.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie_ x.pdf"),
        ("gnp\u202efdp.exe", "gnpfdp.exe.pdf"),
        ("a\u200bb\ufeff.pdf", "ab.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("长" * 400 + ".pdf", "长" * 116 + ".pdf"),
        ("<script>.pdf", "_script_.pdf"),
        ("  . . ", "file.pdf"),
        ("𠮷野家.pdf", "𠮷野家.pdf"),
    ],
)
def test_a_name_keeps_what_a_person_reads_and_nothing_else(given: str, kept: str) -> None:
    assert clean_name(given, "application/pdf") == kept
