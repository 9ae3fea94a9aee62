"""What an item may refer to: keys and codes that are declared elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


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
