"""Verbs: keeping the powers that a city declares. Loading the same twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models, transaction

from yiwang.kit import calendar
from yiwang.kit.turns import take_turn
from yiwang.registers.offices import queries as offices
from yiwang.registers.powers import power as pure
from yiwang.registers.powers import queries
from yiwang.registers.powers.models import Power, PowerState
from yiwang.registers.powers.power import Span

Declared = Mapping[str, Any]
COLUMNS = ("name", "name_en", "kind", "level", "holder_id", "basis", "assumed", "retired_on")


@transaction.atomic
def keep(*, city: str, declared: Iterable[Declared]) -> dict[str, int]:
    """The city's powers are those declared, each with its `holder`; what is declared no more is no longer listed.

    Returns counts: new, changed, unchanged, retired. The states are made anew where a power's changes differ.
    """
    # Two loads of one city at once would write the states of a power twice.
    take_turn(f"powers.keep {city}")
    held = {office.code: office.pk for office in offices.departments(city)}
    wanted = {row["code"]: row for row in declared}
    present = {row.code: row for row in Power.objects.filter(city=city).prefetch_related("states")}
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    for code, row in wanted.items():
        counts[_kept(city, present.get(code), row, held[row["holder"]])] += 1
    gone = Power.objects.filter(city=city, retired_on=None).exclude(code__in=list(wanted))
    counts["retired"] = gone.update(retired_on=calendar.today())
    queries.forget()
    return counts


def _kept(city: str, before: Power | None, row: Declared, holder: int) -> str:
    """Writes one power; returns whether it is new, changed or unchanged."""
    values = {
        "name": row["name"]["zh"],
        "name_en": row["name"]["en"],
        "kind": row["kind"],
        "level": row["level"],
        "holder_id": holder,
        "basis": [dict(each) for each in row["basis"]],
        "assumed": list(row.get("assumed", ())),
        "retired_on": None,
    }
    states = [_state(span) for span in pure.spans(pure.changes_of(row))]
    if before is None:
        _write_states(Power.objects.create(city_id=city, code=row["code"], **values), states)
        return "new"
    differing = [name for name in COLUMNS if getattr(before, name) != values[name]]
    old = sorted(before.states.all(), key=lambda each: each.starts_on or date.min)
    moved = [_said(each) for each in old] != [_said(each) for each in states]
    if differing:
        Power.objects.filter(pk=before.pk).update(**{name: values[name] for name in differing})
    if moved:
        before.states.all().delete()
        _write_states(before, states)
    return "changed" if differing or moved else "unchanged"


def _state(span: Span) -> PowerState:
    change = span.change
    return PowerState(
        state=span.state,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        change=change.kind if change else "",
        basis=change.basis if change else "",
        note=change.note.zh if change else "",
        note_en=change.note.en if change else "",
        assumed=bool(change and change.assumed),
    )


def _write_states(power: Power, states: list[PowerState]) -> None:
    for each in states:
        each.power = power
    PowerState.objects.bulk_create(states)


def _said(row: PowerState) -> list[Any]:
    columns: list[models.Field] = [f for f in row._meta.concrete_fields if f.name not in ("id", "power")]
    return [getattr(row, field.attname) for field in columns]
