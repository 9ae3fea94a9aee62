"""Verbs: publishing things in versions, and retiring those a city no longer declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import models, transaction

from yiwang.kit import calendar
from yiwang.kit.turns import take_turn
from yiwang.registers.definition import digest, plain
from yiwang.registers.things.models import ThingVersion
from yiwang.registers.things.thing import Thing, read


@dataclass
class Published:
    """Keys of the things whose version is new, changed, or as before; and of those retired."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        return {name: len(getattr(self, name)) for name in ("new", "changed", "unchanged", "retired")}


@transaction.atomic
def publish(*, city: str, declared: Iterable[Mapping[str, Any]]) -> Published:
    """The city's things are those declared, from the day each says; what is declared no more is retired today.

    What says the same as its last version is left alone.
    """
    # Two loads of one city at once would number the same version twice.
    take_turn(f"things.publish {city}")
    result = Published()
    rows = ThingVersion.objects.filter(city=city).order_by("key", "-number").distinct("key")
    last = {row.key: row for row in rows}
    for body in map(plain, declared):
        thing, before, mark = read(body), last.get(body["key"]), digest(body)
        if before and bytes(before.digest) == mark:
            result.unchanged.append(thing.key)
            continue
        (result.changed if before else result.new).append(thing.key)
        _make_room(city, thing)
        _write(city, thing, body, mark, (before.number if before else 0) + 1)
    result.retired = _retire_missing(city, [*result.new, *result.changed, *result.unchanged])
    return result


def _write(city: str, thing: Thing, body: dict[str, Any], mark: bytes, number: int) -> None:
    ThingVersion.objects.create(
        city_id=city,
        key=thing.key,
        number=number,
        effective_on=thing.effective_on,
        audience=thing.audience,
        order=thing.order,
        body=body,
        digest=mark,
        loaded_at=calendar.now(),
    )


def _make_room(city: str, thing: Thing) -> None:
    """A version ends the day before its successor begins; one that would begin no earlier gives way altogether."""
    day = thing.effective_on
    published = ThingVersion.objects.filter(city=city, key=thing.key, state="published")
    published.filter(effective_on__gte=day).update(state="superseded")
    running = published.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=day), effective_on__lt=day)
    running.update(ends_on=day - timedelta(days=1))


def _retire_missing(city: str, keys: list[str]) -> list[str]:
    """What is declared again is offered again; what is declared no more is not offered from today on."""
    today = calendar.today()
    rows = ThingVersion.objects.filter(city=city, state="published")
    rows.filter(key__in=keys).exclude(retired_on=None).update(retired_on=None)
    gone = rows.filter(models.Q(retired_on=None) | models.Q(retired_on__gt=today)).exclude(key__in=keys)
    retired = sorted(set(gone.values_list("key", flat=True)))
    gone.update(retired_on=today)
    return retired
