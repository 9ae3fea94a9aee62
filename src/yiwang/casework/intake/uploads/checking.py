"""The one door for files."""

from __future__ import annotations

from dataclasses import dataclass

from yiwang.casework.intake.uploads import papers, pictures, sniffing
from yiwang.casework.intake.uploads.names import clean_name
from yiwang.casework.intake.uploads.refusing import NotAccepted
from yiwang.kit.errors import Text

LARGEST = 20 * 1024 * 1024
EMPTY = Text("这份文件是空的。", "This file is empty.")
TOO_LARGE = Text("文件超过 20 MB，请压缩或分成几份。", "The file is larger than 20 MB; please shrink or split it.")
_PICTURES = {sniffing.JPEG: pictures.jpeg, sniffing.PNG: pictures.png, sniffing.WEBP: pictures.webp}


@dataclass(frozen=True)
class Clean:
    """A file that may be kept. `data` is what is stored, which for a picture differs from what was sent."""

    data: bytes
    name: str
    media_type: str
    pages: int


def inspect(name: str, data: bytes, accept: tuple[str, ...] = ("pdf", "image")) -> Clean:
    """Look into a file and clean it; raises NotAccepted. `accept` holds "pdf" and "image" as the material says."""
    if not data:
        raise NotAccepted(EMPTY)
    if len(data) > LARGEST:
        raise NotAccepted(TOO_LARGE)
    found = sniffing.media_type(data)
    if not found:
        raise _refused(*sniffing.stranger(data))
    if ("pdf" if found == sniffing.PDF else "image") not in accept:
        raise _not_this_kind(found)
    if found == sniffing.PDF:
        return Clean(data, clean_name(name, found), found, papers.pdf(data))
    return Clean(_PICTURES[found](data), clean_name(name, found), found, 1)


def _refused(seems: Text, instead: Text) -> NotAccepted:
    return NotAccepted(
        Text(f"这份文件是{seems.zh}，不能直接用。{instead.zh}", f"This file is {seems.en}. {instead.en}"),
        remedy=instead,
    )


def _not_this_kind(found: str) -> NotAccepted:
    if found == sniffing.PDF:
        return NotAccepted(Text("这一项只收图片。", "Only a picture is taken here."))
    return NotAccepted(Text("这一项只收 PDF。", "Only a PDF is taken here."))
