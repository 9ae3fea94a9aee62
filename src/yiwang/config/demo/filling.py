"""Plausible answers for a form, from its data elements: what the city knows first, then something fitting the type."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from yiwang.kit import calendar
from yiwang.kit.crypto.digest import sm3
from yiwang.registers.catalogue.elements import DataElement
from yiwang.registers.parties.queries import Identity

WORDS = ("南京西路门店", "综合部", "日常经营", "按需要办理", "示例路88号", "第一项")


def value_for(element: DataElement, applicant: Identity, person: Identity, seed: str) -> Any:
    """One value that the element's own check accepts; the same for the same seed."""
    number = int.from_bytes(sm3(f"{seed}/{element.key}".encode())[:4], "big")
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
        "address": lambda: f"示例路{1 + number % 999}号{1 + number % 30}室",
        "postcode": lambda: "200000",
    }
    return makers.get(element.type, lambda: _words(element, person, number))()


def _words(element: DataElement, person: Identity, number: int) -> str:
    if "name" in element.key.rsplit(".", 1)[-1]:
        return person.name
    if element.pattern:
        return f"{number % 10**8:08d}"
    text = WORDS[number % len(WORDS)]
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
