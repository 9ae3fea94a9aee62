"""Verbs: keeping the registry as the city declares it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from yiwang.kit import calendar
from yiwang.kit.search.synonyms import plain
from yiwang.registers.materials import paper as registry
from yiwang.registers.materials.models import Paper
from yiwang.registers.materials.paper import Declared

KEPT = ("name", "name_en", "search_name", "body", "digest", "declared_at")


@dataclass
class Kept:
    """How many papers are new, say something else now, say the same, and are no longer declared."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0


@transaction.atomic
def keep(*, city: str, declared: Iterable[Declared]) -> Kept:
    """The city's papers are exactly those declared; what says the same is left alone.

    One that is gone is gone: items were published whole and need it no more.
    """
    rows = {row["key"]: _row(city, row) for row in declared}
    held = {row.key: bytes(row.digest) for row in Paper.objects.filter(city=city).only("key", "digest")}
    fresh = [row for key, row in rows.items() if held.get(key) != row.digest]
    Paper.objects.bulk_create(fresh, update_conflicts=True, unique_fields=["city", "key"], update_fields=KEPT)
    gone, _ = Paper.objects.filter(city=city, key__in=set(held) - set(rows)).delete()
    new = sum(row.key not in held for row in fresh)
    return Kept(new, len(fresh) - new, len(rows) - len(fresh), gone)


def _row(city: str, declared: Declared) -> Paper:
    found, body = registry.read(declared), dict(declared)
    return Paper(
        city_id=city,
        key=found.key,
        name=found.name.zh,
        name_en=found.name.en,
        search_name=plain(" ".join((*found.names, found.issuer))),
        body=body,
        digest=_digest(body),
        declared_at=calendar.now(),
    )


def _digest(body: dict[str, Any]) -> bytes:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new("sm3", text.encode()).digest()
