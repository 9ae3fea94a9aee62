"""The small language of a calculation: numbers, names, + − × ÷, brackets and a few functions. Pure.

`min(years, 12) * wage` is read once into a tree and walked; nothing in a pack is ever run as code. Numbers are exact
fractions: they are rounded only where a rule says so, and where they are shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

from yiwang.kit.calendar.workdays import Calendar
from yiwang.kit.errors import Invalid, Text

Value = Fraction | date | str
LONGEST, DEEPEST = 300, 40
HIGHEST = 600
"""The highest power: fifty years of months."""
_TOKEN = re.compile(r"\s*(?:(\d{4}-\d{2}-\d{2}|\d+(?:\.\d+)?%?)|([a-z][a-z0-9_]*)|([-+*/(),]))")


class Unreadable(Invalid):
    """Not in the language, or not of the kinds its parts need."""

    code = "formula_unreadable"


class Undefined(Invalid):
    """It can be read, but these values give nothing: divided by nothing, or a day that no calendar has."""

    code = "undefined"
    citizen = Text("按这些数字算不出结果，请核对。", "These figures lead to no result; please check them.")


@dataclass(frozen=True)
class Day:
    """What a calculation knows of time: the day it is made for, and the city's working days."""

    today: date
    calendar: Calendar


@dataclass(frozen=True)
class Number:
    """A number or a day (2025-01-01) as it is written."""

    value: Fraction | date


@dataclass(frozen=True)
class Name:
    key: str


@dataclass(frozen=True)
class Call:
    function: str
    parts: tuple[Number | Name | Call, ...]


Formula = Number | Name | Call


def read(text: str) -> Formula:
    """A formula from its text; raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable(Text(f"算式太长，最多 {LONGEST} 个字符。", f"Too long: at most {LONGEST} characters."))
    reader = _Reader(list(_tokens(text)))
    made = reader.sum()
    if reader.at < len(reader.tokens):
        raise _unreadable(reader.tokens[reader.at])
    return made


def names(formula: Formula) -> set[str]:
    """The values it reads; `today` is always there and does not count."""
    if isinstance(formula, Name):
        return {formula.key} - {"today"}
    return set().union(*map(names, formula.parts)) if isinstance(formula, Call) else set()


def functions(formula: Formula) -> set[str]:
    """The functions it uses."""
    if not isinstance(formula, Call):
        return set()
    return {formula.function}.union(*map(functions, formula.parts))


def kind(formula: Formula, kinds: Mapping[str, str]) -> str:
    """`number` or `date`, by the kinds of the values it reads; raises Unreadable where they do not fit."""
    if isinstance(formula, Number):
        return "date" if isinstance(formula.value, date) else "number"
    if isinstance(formula, Name):
        found = "date" if formula.key == "today" else kinds.get(formula.key)
        if found is None:
            raise Unreadable(Text(f"前面没有“{formula.key}”。", f"There is no “{formula.key}” before."))
        return found
    takes, gives, _ = FUNCTIONS[formula.function]
    given = [kind(part, kinds) for part in formula.parts]
    wanted = [takes[0]] * max(len(given), 2) if takes[-1] == "…" else list(takes)
    if given != wanted:
        said = f"{formula.function}({', '.join(takes)})"
        raise Unreadable(Text(f"应写成 {said}。", f"It takes {said}."))
    return gives


def value(formula: Formula, values: Mapping[str, Value], day: Day) -> Fraction | date:
    """What it comes to; raises Undefined."""
    if isinstance(formula, Number):
        return formula.value
    if isinstance(formula, Name):
        found = day.today if formula.key == "today" else values[formula.key]
        assert not isinstance(found, str), "kinds were checked"
        return found
    worked = FUNCTIONS[formula.function][2]
    try:
        made: Fraction | date = worked(day, *(value(part, values, day) for part in formula.parts))
    except (ZeroDivisionError, OverflowError, ValueError):
        raise Undefined from None
    return made


def months_after(start: date, count: int) -> date:
    """The same day so many months later; the last of the month where it has no such day (民法典 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    for last in (start.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(start.day, last))
        except ValueError:
            if not 1 <= year <= 9999:
                raise
    raise AssertionError("every month has 28 days")


def _months_between(start: date, end: date) -> int:
    """Whole months from one day to another."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (months > 0 and months_after(start, months) > end)


def half_up(number: Fraction, places: int = 0) -> Fraction:
    scale = 10**places
    return Fraction(floor(number * scale + Fraction(1, 2)), scale)


_N, _D = "number", "date"
Worked = Callable[..., Any]
# What each takes ("…": two or more of the first), what it gives, and how it is worked out on a day.
FUNCTIONS: dict[str, tuple[tuple[str, ...], str, Worked]] = {
    "+": ((_N, _N), _N, lambda _, a, b: a + b),
    "-": ((_N, _N), _N, lambda _, a, b: a - b),
    "*": ((_N, _N), _N, lambda _, a, b: a * b),
    "/": ((_N, _N), _N, lambda _, a, b: a / b),
    "min": ((_N, "…"), _N, lambda _, *all_: min(all_)),
    "max": ((_N, "…"), _N, lambda _, *all_: max(all_)),
    "floor": ((_N,), _N, lambda _, a: Fraction(floor(a))),
    "ceil": ((_N,), _N, lambda _, a: Fraction(ceil(a))),
    "round": ((_N, _N), _N, lambda _, a, places: half_up(a, min(max(int(places), 0), 9))),
    "power": ((_N, _N), _N, lambda _, a, n: a ** min(max(int(n), 0), HIGHEST)),
    "year": ((_D,), _N, lambda _, a: Fraction(a.year)),
    "month": ((_D,), _N, lambda _, a: Fraction(a.month)),
    "months_after": ((_D, _N), _D, lambda _, a, n: months_after(a, floor(n))),
    "days_after": ((_D, _N), _D, lambda _, a, n: a + timedelta(days=floor(n))),
    "days_between": ((_D, _D), _N, lambda _, a, b: Fraction((b - a).days)),
    "months_between": ((_D, _D), _N, lambda _, a, b: Fraction(_months_between(a, b))),
    "calendar_months": ((_D, _D), _N, lambda _, a, b: Fraction((b.year - a.year) * 12 + b.month - a.month)),
    "workdays_after": ((_D, _N), _D, lambda day, a, n: day.calendar.add(a, floor(n))),
    "workdays_between": ((_D, _D), _N, lambda day, a, b: Fraction(day.calendar.count(a, b))),
}
WORKDAYS = frozenset({"workdays_after", "workdays_between"})


def _tokens(text: str) -> Iterator[str]:
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if not found:
            raise _unreadable(text[at:].strip()[0])
        yield found[0].strip()
        at = found.end()


def _written_day(token: str) -> date:
    try:
        return date.fromisoformat(token)
    except ValueError:
        raise _unreadable(token) from None


def _unreadable(token: str) -> Unreadable:
    return Unreadable(Text(f"算式读不懂，在“{token}”这里。", f"The formula cannot be read at “{token}”."))


class _Reader:
    """Sums of products of parts, as at school; nested no deeper than a person reads."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens, self.at, self.depth = tokens, 0, 0

    def sum(self) -> Formula:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _unreadable("(")
        made = self._chain(self._product, "+-")
        self.depth -= 1
        return made

    def _product(self) -> Formula:
        return self._chain(self._part, "*/")

    def _chain(self, inner: Callable[[], Formula], signs: str) -> Formula:
        made = inner()
        while (sign := self._peek()) and sign in signs:
            self.at += 1
            made = Call(sign, (made, inner()))
        return made

    def _part(self) -> Formula:
        token = self._next()
        if token.count("-") == 2:
            return Number(_written_day(token))
        if token[0].isdigit():
            number = Fraction(token.rstrip("%"))
            return Number(number / 100 if token.endswith("%") else number)
        if token == "(":
            made = self.sum()
            self._expect(")")
            return made
        if not token[0].isalpha():
            raise _unreadable(token)
        return self._call(token) if self._peek() == "(" else Name(token)

    def _call(self, function: str) -> Formula:
        if function not in FUNCTIONS:
            raise Unreadable(Text(f"没有“{function}”这个函数。", f"There is no function “{function}”."))
        self._expect("(")
        parts = [self.sum()]
        while self._peek() == ",":
            self.at += 1
            parts.append(self.sum())
        self._expect(")")
        return Call(function, tuple(parts))

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _next(self) -> str:
        if not self._peek():
            raise Unreadable(Text("算式没有写完。", "The formula is not complete."))
        self.at += 1
        return self.tokens[self.at - 1]

    def _expect(self, token: str) -> None:
        if self._next() != token:
            raise _unreadable(self.tokens[self.at - 1])
