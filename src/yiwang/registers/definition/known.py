"""What an item may refer to: keys and codes that are declared elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol


class Days(Protocol):
    """The city's calendar, as examples need it."""

    def is_workday(self, day: date) -> bool: ...
    def add(self, day: date, n: int) -> date: ...


@dataclass(frozen=True)
class Known:
    """Keys and codes declared beside the items. `level_codes`: the 行使层级 of each department level."""

    departments: Mapping[str, Mapping[str, Any]]
    level_codes: Mapping[str, str]
    topics: frozenset[str]
    elements: frozenset[str]
    licences: frozenset[str]
    resources: frozenset[str]
    items: frozenset[str]
    papers: frozenset[str] = frozenset()
    powers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By code: `kind`, `level` and `holder` of each power."""
    days: Days | None = None
    """None where the calendar cannot be read, which is told elsewhere."""
