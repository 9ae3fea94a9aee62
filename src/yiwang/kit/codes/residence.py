"""Foreign permanent residents' identity cards: 15 characters (2017) and 18 digits (December 2023 on)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yiwang.kit.codes import citizen, divisions
from yiwang.kit.codes.dates import born, born_in_either_century
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

NAME = Text("永久居留身份证号码", "The permanent resident number")
_LETTERS = LETTERS_AND_DIGITS[10:]


@dataclass(frozen=True)
class ResidenceNumber:
    """A card's number. `nationality` is ISO 3166-1: three letters on the older card, three digits on the newer.

    `area` is where it was first issued: four digits on the older card, two on the newer. The older
    card does not tell the sex.
    """

    number: str
    generation: int
    nationality: str
    area: str
    birth_on: date
    is_male: bool | None
    warnings: tuple[Text, ...] = ()


def parse(number: str) -> ResidenceNumber:
    """Read a card's number as people type it; raises Malformed."""
    value = compact(number)
    demand_length(value, (15, 18), NAME)
    return _older(value) if len(value) == 15 else _newer(value)


def _newer(value: str) -> ResidenceNumber:
    demand_characters(value[:17], DIGITS, NAME, of=Text("数字", "a digit"))
    demand_characters(value[17:], DIGITS + "X", NAME, of=Text("数字或 X", "a digit or X"), first=18)
    if value[0] != "9":
        raise Malformed("kind", Text("18 位的永久居留身份证号码以 9 开头。", "The 18-digit number begins with 9."))
    birth_on = born(value[6:14], NAME)
    if citizen.check(value[:17]) != value[17]:
        raise Malformed("check", wrong_check(NAME))
    is_male = int(value[16]) % 2 == 1
    return ResidenceNumber(value, 2023, value[3:6], value[1:3], birth_on, is_male, divisions.warnings_about(value[1:3]))


def _older(value: str) -> ResidenceNumber:
    demand_characters(value[:3], _LETTERS, NAME, of=Text("字母（前 3 位是国籍）", "a letter (1 to 3: nationality)"))
    demand_characters(value[3:], DIGITS, NAME, of=Text("数字", "a digit"), first=4)
    birth_on = born_in_either_century(value[7:13], NAME)
    warnings = divisions.warnings_about(value[3:5])
    # The rule of this check digit is known only at second hand, so a mismatch is told and does not stop anybody.
    if check_older(value[:14]) != value[14]:
        warnings += (wrong_check(NAME),)
    return ResidenceNumber(value, 2017, value[:3], value[3:7], birth_on, None, warnings)


def check_older(body: str) -> str:
    """The 15th character: weights 7-3-1, letters from A = 10, modulo 10."""
    return str(sum((7, 3, 1)[place % 3] * LETTERS_AND_DIGITS.index(c) for place, c in enumerate(body)) % 10)
