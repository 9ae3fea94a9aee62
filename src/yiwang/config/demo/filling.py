"""Plausible answers for a form: what the pack names, else something of the field's type that reads as a sample."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from yiwang.kit import calendar
from yiwang.kit.crypto.digest import sm3
from yiwang.registers.definition.elements import DataElement
from yiwang.registers.parties.queries import Identity


def said(value: Any, seed: str = "") -> Any:
    """A value as the pack names it: plain, `{ days = n }` from now, or one of several.

    One case takes the same place of each list, so that lists of one length (names and their numbers) go together.
    """
    if isinstance(value, list):
        return said(value[_number(seed) % len(value)])
    if isinstance(value, dict):
        return (calendar.today() + timedelta(days=value["days"])).isoformat()
    return value


def value_for(element: DataElement, applicant: Identity, person: Identity, seed: str) -> Any:
    """One value that the element's own check accepts; the same for the same seed."""
    number = _number(f"{seed}/{element.key}")
    makers = {
        "choice": lambda: element.choices[number % len(element.choices)][0],
        "boolean": lambda: True,
        "integer": lambda: _within(element, 1 + number % 40),
        "decimal": lambda: str(_within(element, 20 + number % 400)),
        "money": lambda: f"{_within(element, 1000 + number % 90000)}.00",
        "date": lambda: _day(element, number).isoformat(),
        "mobile": lambda: person.phone or "13900000000",
        "email": lambda: "resident@example.com",
        "citizen_number": lambda: person.number,
        "credit_code": lambda: applicant.number,
        "address": lambda: applicant.address or person.address or _sample(element),
        "postcode": lambda: "200000",
    }
    return makers.get(element.type, lambda: _words(element, person, number))()


def _number(seed: str) -> int:
    return int.from_bytes(sm3(seed.encode())[:4], "big")


def _words(element: DataElement, person: Identity, number: int) -> str:
    # The name of a firm or a project is nobody's; that of a person may well be the applicant's own.
    if element.personal and "name" in element.key.rsplit(".", 1)[-1]:
        return person.name
    return f"{number % 10**8:08d}" if element.pattern else _sample(element)


def _sample(element: DataElement) -> str:
    """The pack names no value: the field's own name says at least what stands there."""
    text = f"{element.name.zh}（示例）"
    return text[: int(element.max)] if element.max else text


def _within(element: DataElement, value: int) -> int:
    low = int(float(element.min)) if element.min not in (None, "") else value
    high = int(float(element.max)) if element.max not in (None, "") else value
    return max(low, min(high, value))


def _day(element: DataElement, number: int) -> date:
    """A day in the last two years, or where the element's bounds put it."""
    day = calendar.today() - timedelta(days=30 + number % 700)
    if element.min and day.isoformat() < str(element.min):
        day = date.fromisoformat(str(element.min))
    return day
