"""Rows that the ledger covers: the digest in a row's last leaf must be the digest of the row as it is now.

A room registers how its row is read (`covers`), and puts `facts_of(row)` into the facts of each leaf that changes it.
A leaf that speaks of a second table too holds that row's facts under a word of its own (`under`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.db import models

from yiwang.kit.crypto.digest import sm3
from yiwang.kit.ledger.canonical import canonical

Reader = Callable[[Any], Mapping[str, Any]]


@dataclass(frozen=True)
class Covered:
    """One table: the kinds of its leaves, how a row is read, what names a row, and where its leaves say it."""

    label: str
    reader: Reader
    key: str
    kinds: frozenset[str]
    under: str = ""

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    def name(self, row: models.Model) -> str:
        return "/".join(str(attrgetter(part)(row)) for part in self.key.split("/"))

    def rows(self) -> models.QuerySet[Any]:
        """Every row, with what names it and nothing more of other tables."""
        elsewhere = [part.replace(".", "__") for part in self.key.split("/") if "." in part]
        found = self.model._base_manager.order_by("pk")
        if not elsewhere:
            return found
        own = [field.name for field in self.model._meta.concrete_fields]
        return found.select_related(*(part.rpartition("__")[0] for part in elsewhere)).only(*own, *elsewhere)

    def said(self, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a leaf's facts say about a row of this table; empty if nothing."""
        found = facts.get(self.under, {}) if self.under else facts
        return found if isinstance(found, Mapping) and {"row", "digest"} <= found.keys() else {}


_covered: dict[str, Covered] = {}


def covers(kind: str, model: str, reader: Reader, *, key: str = "pk", under: str = "") -> None:
    """Leaves of `kind` carry the digest of a row of `model` ("cases.Case") as `reader` reads it into plain values.

    Called once for each kind of leaf that changes the row; `key` names the row in them (opaque, never personal), by
    several attributes as "case.number/line".
    """
    others = (other for label, other in _covered.items() if label != model)
    if any(kind in other.kinds and other.under == under for other in others):
        raise ValueError(f"leaves of kind {kind} already cover another table")
    before = _covered.get(model)
    kinds = (before.kinds if before else frozenset()) | {kind}
    _covered[model] = Covered(model, reader, key, kinds, under)


def facts_of(row: models.Model) -> dict[str, str]:
    """What a leaf says about a row after the change: to be merged into its `facts`."""
    covered = _covered[row._meta.label]
    return {"row": covered.name(row), "digest": digest(covered.reader(row))}


def facts_of_removal(row: models.Model) -> dict[str, str | None]:
    """What a leaf says when the row is lawfully removed."""
    return {"row": _covered[row._meta.label].name(row), "digest": None}


def digest(values: Mapping[str, Any]) -> str:
    """SM3 of the canonical form of a row's values, in hexadecimal."""
    return sm3(canonical(values)).hex()


def all_covered() -> Iterator[Covered]:
    """Every table whose rows some leaf covers."""
    yield from _covered.values()
