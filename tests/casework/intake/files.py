"""Files that people hand in, honest ones and others, made here so that none has to be kept in the repository."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject


def jpeg(size: tuple[int, int] = (60, 40), exif: bytes = b"", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 60, 20)).save(out, "JPEG", exif=exif, **more)
    return out.getvalue()


def picture(kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (10, 90, 200)).save(out, kind, **more)
    return out.getvalue()


def photo_with_place(turn: int = 6) -> bytes:
    """A phone's photo: which way up, where it was taken, with what."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = turn, "Invented Phones"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 14.0, 0.0), 3: "E", 4: (121.0, 28.0, 0.0)})
    return jpeg(exif=exif.tobytes())


def moving(kind: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), (shade, 0, 0)) for shade in (0, 120, 250)]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def huge_png(side: int = 50_000) -> bytes:
    """Says it has 50,000 × 50,000 pixels in two hundred bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\x00" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pdf(pages: int = 2) -> bytes:
    return _written(_writer(pages))


def pdf_with_script() -> bytes:
    writer = _writer()
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    writer.root_object[NameObject("/OpenAction")] = action
    return _written(writer)


def pdf_with_hidden_script() -> bytes:
    """Script under an annotation's action, its name spelled with an escape, in a compressed object stream."""
    writer = _writer()
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): writer._add_object(action)})
    return _written(writer).replace(b"/JavaScript", b"/Java#53cript")


def pdf_with_launch() -> bytes:
    writer = _writer()
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    return _written(writer)


def pdf_with_attachment() -> bytes:
    writer = _writer()
    writer.add_attachment("payload.exe", b"MZ" * 100)
    return _written(writer)


def pdf_with_stream_elsewhere() -> bytes:
    writer = _writer()
    stream = StreamObject()
    stream.set_data(b"")
    stream[NameObject("/F")] = TextStringObject("/etc/passwd")
    writer._add_object(stream)
    return _written(writer)


def pdf_locked() -> bytes:
    writer = _writer()
    writer.encrypt("secret", algorithm="AES-128")
    return _written(writer)


def pdf_locked_without_password() -> bytes:
    """Opens without a password, yet forbids printing: still encrypted."""
    writer = _writer()
    writer.encrypt("", owner_password="owner", algorithm="AES-128")
    return _written(writer)


def pdf_with_loop() -> bytes:
    """A page tree that holds itself."""
    return _assembled(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
    )


def pdf_without_pages() -> bytes:
    return _assembled(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")


def _assembled(*objects: bytes) -> bytes:
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _writer(pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    return writer


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
