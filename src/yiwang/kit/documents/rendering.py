"""One compiler for the life of the process: a document takes milliseconds, and its text can never become markup."""

from __future__ import annotations

import json
import threading
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

import yiwang
from yiwang.kit.calendar import now
from yiwang.kit.documents import fonts

# Templates import the base style as "/kit/documents/templates/base.typ"; nothing outside the package can be read.
_ROOT = Path(yiwang.__file__).parent
_TEMPLATES = Path(__file__).parent / "templates"
_LOCK = threading.Lock()


def render(
    template: Path | str,
    data: dict[str, Any],
    files: dict[str, bytes] | None = None,
    *,
    made_at: datetime | None = None,
    standard: Literal["a-2b", "a-3b"] = "a-2b",
) -> bytes:
    """A PDF/A. `template` is a .typ file, or the name of one of this room's own (`letter`).

    `data` reaches the template as data and `files` as pictures (`seal.svg`, `qr.svg`, …), see base.typ. Raises
    MissingGlyph before anything is set. The same arguments and `made_at` (default: now) give the same bytes.
    A template that attaches files needs the standard "a-3b"; 2b forbids attachments other than PDF/A.
    """
    made: bytes = _compiled(template, data, files, made_at, format="pdf", pdf_standards=[standard])[0]
    return made


def pictures(
    template: Path | str, data: dict[str, Any], files: dict[str, bytes] | None = None, *, pixels_per_inch: int = 96
) -> list[bytes]:
    """The same document as one PNG a page, to look at before it is made."""
    return _compiled(template, data, files, None, format="png", ppi=pixels_per_inch)


def _compiled(
    template: Path | str,
    data: dict[str, Any],
    files: dict[str, bytes] | None,
    made_at: datetime | None,
    **output: Any,
) -> list[bytes]:
    fonts.demand_glyphs(data, files)
    source = _source(_TEMPLATES / f"{template}.typ" if isinstance(template, str) else template)
    inputs = {"data": json.dumps(data, ensure_ascii=False, default=_plain), "files": _pictures_of(files or {})}
    seconds = int((made_at or now()).timestamp())
    with _LOCK:
        made: Any = _compiler().compile(source, sys_inputs=inputs, timestamp=seconds, **output)
    return made if isinstance(made, list) else [made]


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.folder())])
    return typst.Compiler(b"", root=str(_ROOT), font_paths=found, ignore_system_fonts=True)


@lru_cache(maxsize=64)
def _source(path: Path) -> bytes:
    return path.read_bytes()


def _pictures_of(files: dict[str, bytes]) -> str:
    """SVG as its text, anything else as numbers: the compiler takes strings only."""
    return json.dumps(
        {name: body.decode("utf-8") if name.endswith(".svg") else list(body) for name, body in files.items()},
        ensure_ascii=False,
    )


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be printed")
