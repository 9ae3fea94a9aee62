"""Identifiers of electronic licences by GB/T 36904: `1.2.156.3005.2.{type}.{issuer}.{serial}.{version}.{check}`."""

from __future__ import annotations

from dataclasses import dataclass

from yiwang.kit.codes.reading import (
    DIGITS,
    LETTERS_AND_DIGITS,
    Malformed,
    demand_characters,
    demand_length,
    half_width,
    wrong_check,
)
from yiwang.kit.errors import Text

ROOT = "1.2.156.3005.2"
NAME = Text("电子证照标识", "The licence identifier")
_LONGEST_SERIAL = 32


@dataclass(frozen=True)
class LicenceIdentifier:
    """An identifier taken apart; `identifier` is written in full with its root."""

    identifier: str
    type_code: str
    issuer: str
    serial: str
    version: str
    warnings: tuple[Text, ...] = ()


def make(type_code: str, issuer: str, serial: str, version: int | str = 1) -> str:
    """The full identifier with its check character; raises Malformed if a part is wrong."""
    parts = [half_width(type_code), half_width(issuer), half_width(str(serial)), f"{int(version):03d}"]
    _demand_parts(parts)
    return f"{ROOT}.{'.'.join(parts)}.{check(''.join(parts))}"


def parse(identifier: str, *, strict: bool = False) -> LicenceIdentifier:
    """Read an identifier with or without its root; raises Malformed.

    A wrong check character is a warning, since licences of other issuers carry such; with `strict` it is an error.
    """
    value = half_width(identifier).removeprefix(ROOT + ".")
    parts = value.split(".")
    if len(parts) != 5:
        raise Malformed(
            "length", Text("电子证照标识由点号分成五段。", "A licence identifier has five parts between dots.")
        )
    _demand_parts(parts[:4])
    demand_length(parts[4], (1,), Text("校验位", "The check character"))
    is_right = check("".join(parts[:4])) == parts[4]
    if strict and not is_right:
        raise Malformed("check", wrong_check(NAME))
    warnings = () if is_right else (wrong_check(NAME),)
    return LicenceIdentifier(f"{ROOT}.{value}", parts[0], parts[1], parts[2], parts[3], warnings)


def check(body: str) -> str:
    """ISO 7064 MOD 37,36 over the parts without root and dots."""
    product = 36
    for letter in body:
        total = (product + LETTERS_AND_DIGITS.index(letter)) % 36 or 36
        product = total * 2 % 37
    return LETTERS_AND_DIGITS[(1 - product) % 36]


def _demand_parts(parts: list[str]) -> None:
    type_code, issuer, serial, version = parts
    demand_length(type_code, (21,), Text("证照类型代码", "The licence type"))
    # Some issuers are known to be written with a six-digit division.
    demand_length(issuer, (6, 18), Text("颁发机构代码", "The issuer"))
    if not 1 <= len(serial) <= _LONGEST_SERIAL:
        raise Malformed("length", Text("流水号应为 1 到 32 位。", "The serial has 1 to 32 characters."))
    demand_length(version, (3,), Text("版本号", "The version"))
    of = Text("数字和大写字母", "a digit or a capital letter")
    demand_characters(type_code + issuer + serial, LETTERS_AND_DIGITS, NAME, of=of)
    demand_characters(version, DIGITS, Text("版本号", "The version"), of=Text("数字", "a digit"))
