"""What people type, tidied before it is judged: outer blanks, full-width digits, one Unicode form. Nothing is guessed.

A name keeps every character, Han extensions and variation selectors included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from yiwang.kit.codes import Malformed, citizen, credit, mobile, residence
from yiwang.kit.codes.reading import half_width

Schema = Mapping[str, Any]
_YES, _NO = {"true", "on", "1", "yes", "是"}, {"false", "off", "0", "no", "否"}
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)


def tidy(schema: Schema, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are kept: empty ones left out, whole numbers and yes/no as such, identifiers in one form.

    A value that cannot be tidied stays as it is, for `validate` to speak about.
    """
    tidied = {key: _tidy(schema["properties"].get(key, {}), value) for key, value in values.items()}
    return {key: value for key, value in tidied.items() if value not in ("", None)}


def identifier(format_name: str, value: str) -> str:
    """The number in its one form; raises kit.codes.Malformed."""
    return _IDENTIFIERS[format_name](value)


def day(value: str) -> date:
    """A day as people write it; raises ValueError."""
    found = _DAY.fullmatch(value)
    if not found:
        raise ValueError("not a day")
    return date(*(int(part) for part in found.groups()))


def amount(value: str) -> Decimal:
    """A number as people write it, thousands' commas allowed; raises ValueError."""
    plain = value.replace(",", "")
    if not _NUMBER.fullmatch(plain):
        raise ValueError("not a number")
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        raise ValueError("not a number") from error


def _tidy(described: Schema, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    value = unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip()
    kind = described.get("x-type", "text")
    try:
        return _KINDS[kind](value) if value and kind in _KINDS else value
    except (ValueError, Malformed):
        return value


def _integer(value: str) -> int:
    plain = half_width(value).replace(",", "")
    if not re.fullmatch(r"-?\d{1,15}", plain, re.ASCII):
        raise ValueError("not a whole number")
    return int(plain)


def _boolean(value: str) -> bool:
    said = value.lower()
    if said not in _YES | _NO:
        raise ValueError("neither yes nor no")
    return said in _YES


def _citizen(value: str) -> str:
    try:
        return citizen.parse(value).number
    except Malformed as fault:
        # A foreign permanent resident's card stands where a citizen's card stands.
        if half_width(value)[:1] in "9ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            return residence.parse(value).number
        raise fault from None


def _postcode(value: str) -> str:
    plain = half_width(value)
    if not re.fullmatch(r"\d{6}", plain, re.ASCII):
        raise ValueError("not a postcode")
    return plain


_IDENTIFIERS: dict[str, Callable[[str], str]] = {
    "citizen_number": _citizen,
    "credit_code": lambda value: credit.parse(value).code,
    "mobile": lambda value: mobile.parse(value).number,
}
_KINDS: dict[str, Callable[[str], Any]] = {
    **_IDENTIFIERS,
    "integer": _integer,
    "boolean": _boolean,
    "date": lambda value: day(half_width(value)).isoformat(),
    "decimal": lambda value: format(amount(half_width(value)), "f"),
    "money": lambda value: format(amount(half_width(value)), "f"),
    "postcode": _postcode,
}
