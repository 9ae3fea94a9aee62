"""What an item's file leaves to others: words of the papers' registry, and districts that differ in nothing.

A draft keeps what the file says; a version says all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from yiwang.kit.pack import Pack
from yiwang.registers.definition.implementations import collapsed, expanded
from yiwang.registers.materials import paper, resolving


@dataclass(frozen=True)
class Beside:
    """What stands beside the items in one pack: its registry of papers, and its departments by code."""

    papers: resolving.Papers
    departments: Mapping[str, Mapping[str, Any]]

    def whole(self, declared: Mapping[str, Any]) -> dict[str, Any]:
        """The declaration with each of its papers whole and each of its districts named, as it is published."""
        return expanded(resolving.resolve(declared, self.papers), self.departments)

    def folded(self, declared: Mapping[str, Any]) -> dict[str, Any]:
        """The declaration as an item file says it."""
        return collapsed(resolving.fold(declared, self.papers), self.departments)


def of_pack(pack: Pack) -> Beside:
    """What a checked pack says beside its items."""
    rows = pack.file("departments").data.get("departments", [])
    return Beside(paper.of_pack(pack), {row["code"]: row for row in rows if isinstance(row, dict) and "code" in row})


def whole(declared: Mapping[str, Any]) -> dict[str, Any]:
    """`Beside.whole` by the city's own pack."""
    return _here(Path(settings.PACK)).whole(declared)


def folded(declared: Mapping[str, Any]) -> dict[str, Any]:
    """`Beside.folded` by the city's own pack."""
    return _here(Path(settings.PACK)).folded(declared)


@lru_cache(maxsize=4)
def _here(folder: Path) -> Beside:
    # Read from the pack, as rules are: what is written back has to fold by the very files it goes to.
    return of_pack(Pack(folder))
