"""Pictures: taken apart at the level of their segments, put together again without remarks, and proved to open.

Nothing is compressed again, so a scanned paper stays as sharp as it was. Pure bytes and Pillow.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
from collections.abc import Iterator

from PIL import Image

from yiwang.casework.intake.uploads.refusing import NotAccepted, trailing, unreadable
from yiwang.kit.errors import Text

# Decoding needs four bytes a pixel; a JPEG is decoded small, the others whole.
MOST_PIXELS = {"JPEG": 120_000_000, "PNG": 40_000_000, "WEBP": 40_000_000}
TOO_MANY_PIXELS = Text("图片的尺寸太大，请缩小后再传。", "The picture has too many pixels; please make it smaller.")
MOVING = Text("这是动图，请换一张静止的图片。", "This picture moves; please use a still one.")
PICTURE = ("图片", "picture")

_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD"}
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_ORIENTATION = 0x0112


def jpeg(data: bytes) -> bytes:
    """Frame, tables, scans, JFIF, Adobe and ICC segments; of Exif only the way up. Raises NotAccepted."""
    segments = list(_segments(data))
    _refuse_hidden(data[segments[-1][2] :])
    head, body = bytearray(b"\xff\xd8"), bytearray()
    for marker, piece, _ in segments:
        if _is_kept(marker, piece):
            (head if marker == 0xE0 else body).extend(piece)
    cleaned = bytes(head + _way_up(data) + body)
    _prove(cleaned, "JPEG")
    return cleaned


def png(data: bytes) -> bytes:
    """The chunks that make the picture. Raises NotAccepted."""
    cleaned, at = bytearray(data[:8]), 8
    while at + 12 <= len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data):
            break
        if name in _PNG_KEPT:
            cleaned += data[at:end]
        at = end
        if name == b"IEND":
            if data[at:].strip(b"\x00\r\n\t "):
                raise trailing(*PICTURE)
            _prove(bytes(cleaned), "PNG")
            return bytes(cleaned)
    raise unreadable(*PICTURE)


def webp(data: bytes) -> bytes:
    """The chunks that make a still picture. Raises NotAccepted."""
    size = struct.unpack("<I", data[4:8])[0] + 8
    if size > len(data):
        raise unreadable(*PICTURE)
    if data[size:].strip(b"\x00\r\n\t "):
        raise trailing(*PICTURE)
    body = b"".join(_webp_chunks(data[:size]))
    cleaned = b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
    _prove(cleaned, "WEBP")
    return cleaned


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        name, length = struct.unpack("<4sI", data[at : at + 8])
        if name in (b"ANIM", b"ANMF"):
            raise NotAccepted(MOVING)
        body = data[at + 8 : at + 8 + length]
        if name == b"VP8X" and body:
            body = bytes([body[0] & ~0x0C]) + body[1:]  # no Exif, no XMP any more
        if name in _WEBP_KEPT:
            yield name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)
        at += 8 + length + length % 2


def _segments(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Each segment of a JPEG with its marker and where it ends, up to the end of the picture."""
    at = 2
    while at + 2 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == 0xD9:
            yield marker, data[at : at + 2], at + 2
            return
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + length
        if length < 2 or end > len(data):
            break
        if marker == 0xDA:
            found = _END_OF_SCAN.search(data, end)
            end = found.start() if found else len(data)
        yield marker, data[at:end], end
        at = end
    raise unreadable(*PICTURE)


def _is_kept(marker: int, piece: bytes) -> bool:
    if 0xE0 <= marker <= 0xEF:
        wanted = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
        return marker in wanted and piece[4:].startswith(wanted[marker])
    return marker != 0xFE


def _refuse_hidden(rest: bytes) -> None:
    """What phones append (a second picture, a moving scene, Samsung's own trailer) is left off; all else is refused."""
    rest = rest.strip(b"\x00\r\n\t ")
    # A video's box begins with its length, whose first bytes are zero and have just been stripped.
    known = rest.startswith(b"\xff\xd8\xff") or rest[1:5] == b"ftyp" or rest.endswith(b"SEFT")
    if rest and not known:
        raise trailing(*PICTURE)


def _way_up(data: bytes) -> bytes:
    """An Exif segment that says nothing but how to turn the picture, where that is needed."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            turn = image.getexif().get(_ORIENTATION, 1)
    except Exception:
        return b""
    if not isinstance(turn, int) or not 2 <= turn <= 8:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, turn, 0)
    exif = b"Exif\x00\x00MM\x00*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif


def _prove(data: bytes, kind: str) -> None:
    """The picture opens, is small enough to be opened by others, and its pixels can be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=(kind,)) as image:
                if image.width * image.height > MOST_PIXELS[kind]:
                    raise NotAccepted(TOO_MANY_PIXELS)
                image.draft("RGB", (400, 400))
                image.load()
    except NotAccepted:
        raise
    except Image.DecompressionBombError:
        raise NotAccepted(TOO_MANY_PIXELS) from None
    except Exception:  # a broken picture breaks decoders in many ways
        raise unreadable(*PICTURE) from None
