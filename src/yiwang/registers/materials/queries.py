"""Questions about papers. Everything here is public knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from yiwang.kit.search.synonyms import plain
from yiwang.registers.materials import models
from yiwang.registers.materials import paper as registry
from yiwang.registers.materials.paper import Paper

LONGEST = 60


@dataclass(frozen=True)
class Entry:
    """A paper as the city keeps it. `cursor` is what the next page begins after; `mark` changes when what it says does.

    `declared` is the whole declaration, the blank form with it.
    """

    paper: Paper
    declared: dict[str, Any]
    mark: str
    declared_at: datetime
    cursor: str


def papers(city: str, words: str = "", *, after: str = "", limit: int = 20) -> list[Entry]:
    """The papers of a city by name, all or those whose name, alias or issuer has every word.

    `after` is the cursor of the last one seen; a broken cursor begins again.
    """
    rows = models.Paper.objects.filter(city=city)
    for word in plain(words.replace("\x00", " "))[:LONGEST].split():
        rows = rows.filter(search_name__contains=word)
    pk, _, name = after.partition(".")
    if pk.isascii() and pk.isdigit() and len(pk) <= 18 and "\x00" not in name:
        rows = rows.filter(name__gte=name).filter(Q(name__gt=name) | Q(pk__gt=int(pk)))
    return _entries(rows.order_by("name", "pk")[:limit])


def paper(city: str, key: str) -> Entry | None:
    """One paper; None where the registry has none of this key."""
    return next(iter(_entries(models.Paper.objects.filter(city=city, key=key))), None)


def registered(city: str) -> list[Paper]:
    """Every paper of a city by key: for the linter."""
    rows = models.Paper.objects.filter(city=city).order_by("key")
    return [registry.read(body) for body in rows.values_list("body", flat=True)]


def declared(city: str) -> dict[str, dict[str, Any]]:
    """Every declaration of a city by key: to resolve and fold items by."""
    return dict(models.Paper.objects.filter(city=city).values_list("key", "body"))


def count(city: str) -> int:
    return models.Paper.objects.filter(city=city).count()


def _entries(rows: QuerySet[models.Paper]) -> list[Entry]:
    return [
        Entry(registry.read(row.body), row.body, bytes(row.digest).hex(), row.declared_at, f"{row.pk}.{row.name}")
        for row in rows
    ]
