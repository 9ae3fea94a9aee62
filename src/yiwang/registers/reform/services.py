"""Verbs: taking in what a city declares of the reform."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from yiwang.kit import calendar
from yiwang.kit.turns import take_turn
from yiwang.registers.definition import digest, plain
from yiwang.registers.reform.models import Declaration, Register

Declared = Iterable[Mapping[str, Any]]


@transaction.atomic
def publish(*, city: str, frame: Mapping[str, Any], matters: Declared, scopes: Declared) -> dict[str, int]:
    """The city's matters and scopes are those declared; what is declared no more is retired today.

    `frame` is what they stand in: lists, departments, aspects. Returns counts of new, changed, unchanged and retired.
    """
    take_turn(f"reform.publish {city}")
    counts = dict.fromkeys(("new", "changed", "unchanged", "retired"), 0)
    marks = [_take(city, "matter", matters, counts), _take(city, "scope", scopes, counts)]
    body = plain(frame)
    mark = digest({"frame": body, "declared": marks})
    before = Register.objects.filter(city=city).first()
    if before is None or bytes(before.digest) != mark:
        values = {"body": body, "digest": mark, "loaded_at": calendar.now()}
        Register.objects.update_or_create(city_id=city, defaults=values)
    return counts


def _take(city: str, kind: str, declared: Declared, counts: dict[str, int]) -> list[str]:
    known = {row.key: row for row in Declaration.objects.filter(city=city, kind=kind)}
    marks = {}
    for body in map(plain, declared):
        row, mark = known.get(body["key"]), digest(body)
        marks[body["key"]] = mark.hex()
        if row and bytes(row.digest) == mark and row.retired_on is None:
            counts["unchanged"] += 1
            continue
        counts["changed" if row else "new"] += 1
        values = {"body": body, "digest": mark, "retired_on": None, "loaded_at": calendar.now()}
        Declaration.objects.update_or_create(city_id=city, kind=kind, key=body["key"], defaults=values)
    gone = Declaration.objects.filter(city=city, kind=kind, retired_on=None).exclude(key__in=marks)
    counts["retired"] += gone.update(retired_on=calendar.today())
    return [f"{key} {mark}" for key, mark in marks.items()]
