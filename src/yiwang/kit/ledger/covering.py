"""Rows that the ledger covers: the digest in a row's last leaf must be the digest of the row as it is now.

A room registers how its row is read (`covers`), and puts `facts_of(row)` into the facts of each leaf that changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from yiwang.kit.crypto.digest import sm3
from yiwang.kit.ledger.canonical import canonical

Reader = Callable[[Any], Mapping[str, Any]]


@dataclass(frozen=True)
class Covered:
    """One table: the kinds of its leaves, how a row is read, and the attribute that names a row."""

    label: str
    reader: Reader
    key: str
    kinds: frozenset[str]

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)


_covered: dict[str, Covered] = {}


def covers(kind: str, model: str, reader: Reader, *, key: str = "pk") -> None:
    """Leaves of `kind` carry the digest of a row of `model` ("cases.Case") as `reader` reads it into plain values.

    Called once for each kind of leaf that changes the row; `key` names the row in them (opaque, never personal).
    """
    if any(kind in other.kinds for label, other in _covered.items() if label != model):
        raise ValueError(f"leaves of kind {kind} already cover another table")
    before = _covered.get(model)
    kinds = (before.kinds if before else frozenset()) | {kind}
    _covered[model] = Covered(model, reader, key, kinds)


def facts_of(row: models.Model) -> dict[str, str]:
    """What a leaf says about a row after the change: to be merged into its `facts`."""
    covered = _covered[row._meta.label]
    return {"row": str(getattr(row, covered.key)), "digest": digest(covered.reader(row))}


def facts_of_removal(row: models.Model) -> dict[str, str | None]:
    """What a leaf says when the row is lawfully removed."""
    return {"row": str(getattr(row, _covered[row._meta.label].key)), "digest": None}


def digest(values: Mapping[str, Any]) -> str:
    """SM3 of the canonical form of a row's values, in hexadecimal."""
    return sm3(canonical(values)).hex()


def all_covered() -> Iterator[Covered]:
    """Every table whose rows some leaf covers."""
    yield from _covered.values()
