"""The fonts papers are set in, and which characters they have. No font of the machine is ever used."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
from fontTools.ttLib import TTFont

from yiwang.kit.errors import Invalid, Text

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
# Line breaks and tabs are layout, not characters to print.
_LAYOUT = frozenset("\r\n\t")
_TAG = re.compile(r"<[^>]*>", re.DOTALL)


class MissingGlyph(Invalid):
    """A text has characters that no font here can print; `characters` are they, each once.

    A silent box in a licence would be a false licence, so it is refused with the characters named.
    """

    code = "missing_glyph"

    def __init__(self, characters: list[str]) -> None:
        self.characters = characters
        zh, en = "、".join(map(_shown, characters)), ", ".join(map(_shown, characters))
        super().__init__(
            Text(f"这些字现在印不出来：{zh}。", f"These characters cannot be printed: {en}."),
            remedy=Text(
                "请联系窗口，由工作人员补上字形后再办。", "Please ask the counter, where the glyph can be supplied."
            ),
        )


def folder() -> Path:
    """Where the fonts are installed."""
    return Path(pylopdf_fonts_zh_cn.__file__).parent


def missing_glyphs(text: str) -> list[str]:
    """The characters of a text that cannot be printed, each once, in their order."""
    return _missing([text])


def demand_glyphs(data: Any, files: dict[str, bytes] | None = None) -> None:
    """Raise MissingGlyph for all the characters that a text in the data or in an SVG needs and no font has."""
    drawn = [_words_of(body) for name, body in (files or {}).items() if name.endswith(".svg")]
    if missing := _missing([*_texts(data), *drawn]):
        raise MissingGlyph(missing)


def _words_of(svg: bytes) -> str:
    return html.unescape(_TAG.sub("", svg.decode("utf-8")))


def _missing(texts: Iterable[str]) -> list[str]:
    known = _characters()
    used = dict.fromkeys(letter for text in texts for letter in text)
    return [letter for letter in used if ord(letter) not in known and letter not in _LAYOUT]


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for inner in data.values():
            yield from _texts(inner)
    elif isinstance(data, list | tuple):
        for inner in data:
            yield from _texts(inner)


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    """The code points either font has: what one lacks is set in the other."""
    paths = (pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path())
    return frozenset(code for path in paths for code in TTFont(str(path), lazy=True).getBestCmap())


def _shown(character: str) -> str:
    point = f"U+{ord(character):04X}"
    return f"{character} ({point})" if character.isprintable() else point
