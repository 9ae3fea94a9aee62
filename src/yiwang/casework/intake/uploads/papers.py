"""PDF: opened, walked through object by object, and refused when it can act, hide or be locked. No Django."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from yiwang.casework.intake.uploads.refusing import NotAccepted, trailing, unreadable
from yiwang.kit.errors import Text

MOST_PAGES = 500
MOST_OBJECTS = 100_000
MOST_SECONDS = 5.0
LOCKED = Text(
    "这份 PDF 有密码或权限限制，请换一份没有限制的。", "This PDF is locked; please use one without restrictions."
)
ACTS = Text(
    "这份 PDF 里带有脚本或自动动作，不能用。请用“打印为 PDF”重新导出。",
    "This PDF holds a script or an action. Please export it again with “print to PDF”.",
)
CARRIES = Text(
    "这份 PDF 里夹带了别的文件或媒体，不能用。请用“打印为 PDF”重新导出。",
    "This PDF carries other files or media. Please export it again with “print to PDF”.",
)
TOO_MUCH = Text("这份 PDF 太复杂或页数太多，请分成几份。", "This PDF is too large or too complicated; please split it.")
PAPER = ("PDF", "PDF")

_ACTING_KEYS = {"/JS", "/JavaScript", "/XFA", "/Launch"}
_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/RichMediaExecute", "/Rendition"}
_CARRYING_KEYS = {"/EmbeddedFile", "/EmbeddedFiles", "/RichMediaContent"}
_CARRIED = {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"}


def pdf(data: bytes) -> int:
    """How many pages; raises NotAccepted. The bytes are kept as they are, for they may bear a signature."""
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise unreadable(*PAPER)
    if data[end + 5 :].strip(b"\x00\r\n\t "):
        raise trailing(*PAPER)
    try:
        return _walk(data)
    except NotAccepted:
        raise
    except Exception:  # a broken document breaks a reader in many ways, recursion among them
        raise unreadable(*PAPER) from None


def _walk(data: bytes) -> int:
    until = time.monotonic() + MOST_SECONDS
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise NotAccepted(LOCKED)
    for count, top in enumerate(_objects(reader)):
        if count > MOST_OBJECTS or time.monotonic() > until:
            raise NotAccepted(TOO_MUCH)
        for inner in _within(top):
            _judge(inner)
    pages = len(reader.pages)
    if pages > MOST_PAGES:
        raise NotAccepted(TOO_MUCH)
    if pages < 1 or not isinstance(reader.pages[0], DictionaryObject):
        raise unreadable(*PAPER)
    return pages


def _objects(reader: PdfReader) -> Iterator[Any]:
    """The trailer and every object that the cross-reference names, reachable from the pages or not."""
    yield reader.trailer
    for generation, numbers in reader.xref.items():
        for number in list(numbers):
            yield reader.get_object(IndirectObject(number, generation, reader))
    for number in list(reader.xref_objStm):
        yield reader.get_object(IndirectObject(number, 0, reader))


def _within(top: Any) -> Iterator[DictionaryObject]:
    """Every dictionary that stands directly inside an object; references are followed by walking all objects."""
    waiting = [top]
    while waiting:
        current = waiting.pop()
        if isinstance(current, DictionaryObject):
            yield current
            # Raw values: asking the dictionary itself would follow references and could go round for ever.
            waiting.extend(dict.values(current))
        elif isinstance(current, ArrayObject):
            waiting.extend(list.__iter__(current))


def _judge(found: DictionaryObject) -> None:
    keys = set(dict.keys(found))
    if keys & _ACTING_KEYS or _named(found, "/S") in _ACTIONS:
        raise NotAccepted(ACTS)
    kinds = {_named(found, "/Type"), _named(found, "/Subtype")}
    if keys & _CARRYING_KEYS or kinds & _CARRIED:
        raise NotAccepted(CARRIES)
    if isinstance(found, StreamObject) and "/F" in keys:  # a stream whose content lies in another file
        raise NotAccepted(CARRIES)


def _named(found: DictionaryObject, key: str) -> str:
    value = found.get(key)  # a name may itself stand behind a reference
    return str(value) if value is not None and not isinstance(value, (DictionaryObject, ArrayObject)) else ""
