"""Names as people bear them: kept character for character, or refused with the reason. Pure."""

from __future__ import annotations

import unicodedata

from yiwang.kit.errors import Invalid, Text

LONGEST = 200
# Controls, invisible and bidirectional marks, half characters, private use, line separators.
_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def tidy(name: str) -> str:
    """The name without outer blanks, in Unicode's composed form; Han of every extension stays. Raises Invalid."""
    tidied = unicodedata.normalize("NFC", name).strip()
    if not tidied:
        raise _wrong(Text("请填写姓名或名称。", "Enter the name."))
    if len(tidied) > LONGEST:
        raise _wrong(Text(f"名称太长，最多 {LONGEST} 个字。", f"The name has at most {LONGEST} characters."))
    if text := unprintable(tidied):
        raise _wrong(text)
    return tidied


def unprintable(value: str, *, lines_allowed: bool = False) -> Text | None:
    """The sentence about the first character that cannot be seen or printed, by its place and code; None if all can."""
    for place, letter in enumerate(value, 1):
        if letter in ("\n", "\t") and lines_allowed:
            continue
        if unicodedata.category(letter) in _REFUSED or _is_lost(letter):
            code = f"U+{ord(letter):04X}"
            return Text(
                f"第 {place} 个字符（{code}）看不见或无法打印，请删掉它再填。",
                f"Character {place} ({code}) is invisible or cannot be printed. Delete it and try again.",
            )
    return None


def _is_lost(letter: str) -> bool:
    return letter == "\ufffd" or ord(letter) & 0xFFFE == 0xFFFE


def _wrong(text: Text) -> Invalid:
    return Invalid(text, fields={"name": text})
