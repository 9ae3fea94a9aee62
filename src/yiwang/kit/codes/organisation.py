"""Organisation codes by GB 11714: eight characters and a check character; now part of the credit code."""

from __future__ import annotations

from yiwang.kit.codes.reading import (
    DIGITS,
    LETTERS_AND_DIGITS,
    Malformed,
    compact,
    demand_characters,
    demand_length,
    wrong_check,
)
from yiwang.kit.errors import Text

NAME = Text("组织机构代码", "The organisation code")
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def parse(code: str) -> str:
    """The code without its hyphen; raises Malformed."""
    value = compact(code)
    demand_length(value, (9,), NAME)
    demand_characters(value[:8], LETTERS_AND_DIGITS, NAME, of=Text("数字或大写字母", "a digit or a letter"))
    demand_characters(value[8:], DIGITS + "X", NAME, of=Text("数字或 X", "a digit or X"), first=9)
    if check(value[:8]) != value[8]:
        raise Malformed("check", wrong_check(NAME))
    return value


def check(body: str) -> str:
    """The ninth character for eight."""
    rest = 11 - sum(w * LETTERS_AND_DIGITS.index(c) for w, c in zip(_WEIGHTS, body, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))
