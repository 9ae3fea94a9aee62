"""Citizen numbers by GB 11643, and the residence permits of Hong Kong, Macao and Taiwan residents, which follow it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yiwang.kit.codes import divisions
from yiwang.kit.codes.dates import born
from yiwang.kit.codes.reading import DIGITS, Malformed, compact, demand_characters, demand_length, wrong_check
from yiwang.kit.errors import Text

NAME = Text("身份证号码", "The citizen number")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# 810000 Hong Kong, 820000 Macao, 830000 Taiwan: on the residence permit, not on the citizen's card.
_PERMITS = ("81", "82", "83")


@dataclass(frozen=True)
class CitizenNumber:
    """A number taken apart. `area` may be retired or unknown: people keep the number they were born with."""

    number: str
    area: str
    birth_on: date
    is_male: bool
    is_permit: bool = False
    warnings: tuple[Text, ...] = ()


def parse(number: str, *, areas: frozenset[str] = frozenset()) -> CitizenNumber:
    """Read a number as people type it; raises Malformed. `areas` are six-digit divisions known to be in use."""
    value = compact(number)
    demand_length(value, (18,), NAME)
    demand_characters(value[:17], DIGITS, NAME, of=Text("数字", "a digit"))
    demand_characters(value[17:], DIGITS + "X", NAME, of=_LAST, first=18)
    if value[0] == "9":
        raise Malformed("kind", _PERMANENT_RESIDENCE)
    if value[0] == "0":
        raise Malformed("kind", Text("身份证号码不会以 0 开头。", "A citizen number does not begin with 0."))
    birth_on = born(value[6:14], NAME)
    if check(value[:17]) != value[17]:
        raise Malformed("check", wrong_check(NAME))
    area = value[:6]
    return CitizenNumber(
        value, area, birth_on, int(value[16]) % 2 == 1, area[:2] in _PERMITS, divisions.warnings_about(area, areas)
    )


def check(body: str) -> str:
    """The 18th character for 17 digits (ISO 7064 MOD 11-2)."""
    return _CHECKS[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True)) % 11]


_LAST = Text("数字或 X", "a digit or X")
_PERMANENT_RESIDENCE = Text(
    "以 9 开头的是外国人永久居留身份证，请选择这种证件再填。",
    "A number that begins with 9 is on a foreign permanent resident's card; choose that kind of document.",
)
