"""Code sets 代码集 of an item's elements: which codes there are on a day, what they mean, and how others write them.

The data are in `codes.toml`; nothing else in the platform lists a code of GB/T 39046.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from yiwang.kit.errors import Text

NATIONAL = "national"
"""The national exchange tables: what they write is what we write."""


@dataclass(frozen=True)
class Code:
    """One code and the days on which it is in force; `until` is the last one, None: until further notice."""

    value: str
    name: Text
    starts_on: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class CodeSet:
    """A set by its name. `assumed`: no public source states its days."""

    key: str
    name: Text
    source: str
    codes: tuple[Code, ...]
    assumed: bool = False

    def on(self, day: date) -> tuple[Code, ...]:
        """The codes in force on a day, in the set's order."""
        return tuple(code for code in self.codes if code.holds_on(day))

    def meaning(self, value: str, day: date) -> Text | None:
        """What a code means on a day; None where it is not in force."""
        return next((code.name for code in self.on(day) if code.value == value), None)

    def called(self, value: str) -> Text | None:
        """What a code means whether or not it is still in force; None for one that never was."""
        return next((code.name for code in self.codes if code.value == value), None)


def listed(key: str) -> str:
    """Every value a set ever had, with blanks between: what a schema takes. Raises KeyError for an unknown set."""
    return " ".join(dict.fromkeys(code.value for code in sets()[key].codes))


@cache
def sets() -> dict[str, CodeSet]:
    """All sets by key."""
    return {key: _set(key, said) for key, said in _file().items() if key != "other"}


def others() -> tuple[str, ...]:
    """Whose ways of writing are known."""
    return tuple(_file()["other"])


def written(key: str, value: str, other: str) -> str:
    """How `other` writes our code; the same where nothing else is said."""
    return str(_mapping(key, other).get("to", {}).get(value, value))


def understood(key: str, value: str, other: str) -> str:
    """What a code written by `other` means to us."""
    said = _mapping(key, other)
    back = said.get("back") or {theirs: ours for ours, theirs in said.get("to", {}).items()}
    return str(back.get(value, value))


def _mapping(key: str, other: str) -> dict[str, Any]:
    found: dict[str, Any] = _file()["other"][other].get(key, {})
    return found


def _set(key: str, said: dict[str, Any]) -> CodeSet:
    codes = tuple(
        Code(row["value"], Text(row["zh"], row["en"]), row.get("from", said["from"]), row.get("until"))
        for row in said["codes"]
    )
    return CodeSet(key, Text(**said["name"]), said["source"], codes, said.get("assumed", False))


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "codes.toml").read_text(encoding="utf-8"))
