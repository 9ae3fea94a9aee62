"""Verbs: a city's conveniences are those it declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from yiwang.kit import calendar
from yiwang.kit.turns import take_turn
from yiwang.registers.conveniences.models import Convenience
from yiwang.registers.definition import digest, plain


@transaction.atomic
def publish(*, city: str, declared: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Take in what is declared and take out what is declared no more; counts of new, changed, unchanged and gone."""
    # Two loads of one city at once would write the same key twice.
    take_turn(f"conveniences.publish {city}")
    before = {row.key: bytes(row.digest) for row in Convenience.objects.filter(city=city).only("key", "digest")}
    counts = dict.fromkeys(("new", "changed", "unchanged", "gone"), 0)
    keys = []
    for body in map(plain, declared):
        key, mark = body["key"], digest(body)
        keys.append(key)
        counts["unchanged" if before.get(key) == mark else "changed" if key in before else "new"] += 1
        if before.get(key) != mark:
            _write(city, body, mark)
    counts["gone"] = Convenience.objects.filter(city=city).exclude(key__in=keys).delete()[0]
    return counts


def _write(city: str, body: dict[str, Any], mark: bytes) -> None:
    said = {"audience": body["audience"], "order": body.get("order", 0), "body": body, "digest": mark}
    Convenience.objects.update_or_create(city_id=city, key=body["key"], defaults={**said, "loaded_at": calendar.now()})
