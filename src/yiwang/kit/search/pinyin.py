"""Pinyin, for people who type the first letters: sfz finds 身份证."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin


def initials(text: str) -> str:
    """The first letters of each character; Latin letters and digits stay: 5G 套餐 is `5gtc`."""
    return _joined(text, Style.FIRST_LETTER)


def full(text: str) -> str:
    """The whole pinyin without tones and blanks: 居住证 is `juzhuzheng`."""
    return _joined(text, Style.NORMAL)


@lru_cache(maxsize=4096)
def _joined(text: str, style: Style) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    spelled = lazy_pinyin(plain, style=style, v_to_u=False)
    return "".join(c for c in "".join(spelled) if c.isascii() and c.isalnum())
