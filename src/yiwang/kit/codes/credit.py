"""Unified social credit codes by GB 32100."""

from __future__ import annotations

from dataclasses import dataclass

from yiwang.kit.codes import divisions, organisation
from yiwang.kit.codes.reading import (
    LETTERS_AND_DIGITS,
    Malformed,
    compact,
    demand_characters,
    demand_length,
    wrong_check,
)
from yiwang.kit.errors import Text

NAME = Text("统一社会信用代码", "The unified social credit code")
# Without I, O, S, V and Z, which are easily taken for digits.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


@dataclass(frozen=True)
class CreditCode:
    """A code taken apart: `registrar` (1 staffing office, 5 civil affairs, 9 market supervision) and `kind` of body."""

    code: str
    registrar: str
    kind: str
    division: str
    organisation: str
    warnings: tuple[Text, ...] = ()


def parse(code: str) -> CreditCode:
    """Read a code as people type it; raises Malformed."""
    value = compact(code)
    demand_length(value, (18,), NAME)
    demand_characters(value, ALPHABET, NAME, of=_ALLOWED)
    if check(value[:17]) != value[17]:
        raise Malformed("check", wrong_check(NAME))
    return _taken_apart(value, ())


def agency(code: str) -> CreditCode:
    """A public body's code as found in official data, where about one in a hundred has a wrong check character.

    Length and letters must hold (Malformed); a character outside the alphabet or a wrong check is a warning.
    """
    value = compact(code)
    demand_length(value, (18,), NAME)
    demand_characters(value, LETTERS_AND_DIGITS, NAME, of=Text("数字和大写字母", "a digit or a letter"))
    if any(letter not in ALPHABET for letter in value):
        return _taken_apart(value, (_OUTSIDE,))
    return _taken_apart(value, () if check(value[:17]) == value[17] else (_WRONG_AGENCY,))


def check(body: str) -> str:
    """The 18th character for 17."""
    total = sum(weight * ALPHABET.index(c) for weight, c in zip(_WEIGHTS, body, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def _taken_apart(value: str, warnings: tuple[Text, ...]) -> CreditCode:
    if not warnings and organisation.check(value[8:16]) != value[16]:
        warnings = (_WRONG_ORGANISATION,)
    if value[2:8] != "100000":  # bodies of the centre carry this instead of a division
        warnings += divisions.warnings_about(value[2:8])
    return CreditCode(value, value[0], value[1], value[2:8], value[8:17], warnings)


_ALLOWED = Text("数字和大写字母（没有 I、O、S、V、Z）", "a digit or a letter other than I, O, S, V, Z")
_OUTSIDE = Text("机构代码里有标准之外的字母。", "The agency's code has a letter outside the standard.")
_WRONG_AGENCY = Text("机构代码的校验位对不上。", "The check character of the agency's code does not fit.")
_WRONG_ORGANISATION = Text(
    "其中组织机构代码一段的校验位对不上。", "The check character of the organisation code inside it does not fit."
)
