"""Verbs: keeping what a city declares about its offices. Loading the same twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models, transaction

from yiwang.kit import calendar
from yiwang.kit.errors import Refusal, Text
from yiwang.registers.offices import queries
from yiwang.registers.offices.models import City, Delegation, Department, Division, Hall, Window


@dataclass(frozen=True)
class Kept:
    """How many rows were new, changed and as before."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Kept) -> Kept:
        return Kept(self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged)

    def counts(self) -> dict[str, int]:
        return {"new": self.new, "changed": self.changed, "unchanged": self.unchanged}


def keep_city(*, code: str, name: str, name_en: str, source: str = "") -> str:
    """The city exists with this name; returns its code."""
    City.objects.update_or_create(code=code, defaults={"name": name, "name_en": name_en, "source": source})
    return code


@transaction.atomic
def keep_divisions(*, declared: Iterable[Mapping[str, Any]]) -> Kept:
    """Divisions as declared, retired ones with their last day. Parents come before children."""
    wanted = {
        row["code"]: {
            "name": row["name"],
            "name_en": row.get("name_en", ""),
            "level": row["level"],
            "parent_id": row.get("parent") or None,
            "retired_on": row.get("retired_on"),
            "became": row.get("became", ""),
            "covers": list(row.get("covers", ())),
            "also": list(row.get("also", ())),
        }
        for row in declared
    }
    return _keep(Division, "code", dict(sorted(wanted.items(), key=lambda row: len(row[0]))))


class BelongsElsewhere(Refusal):
    """A department with this code is another city's."""

    code = "belongs_elsewhere"
    citizen = Text("这个部门代码已经属于另一个城市。", "A department with this code belongs to another city.")


@transaction.atomic
def keep_departments(
    *, city: str, declared: Iterable[Mapping[str, Any]], source: str = "", retire: bool = True
) -> Kept:
    """Departments as declared; with `retire`, one no longer declared is retired while its cases remain.

    Raises BelongsElsewhere for a code that another city has.
    """
    wanted = {
        row["code"]: {
            "city_id": city,
            "division_id": row.get("division"),
            "name": row["name"]["zh"],
            "name_en": row["name"].get("en", ""),
            "short_name": row.get("short", ""),
            "level": row["level"],
            "phone": row.get("phone", ""),
            "complaint_phone": row.get("complaint_phone", ""),
            "source": source,
            "retired_on": None,
        }
        for row in declared
    }
    if Department.objects.filter(code__in=list(wanted)).exclude(city=city).exists():
        raise BelongsElsewhere()
    kept = _keep(Department, "code", wanted)
    if retire:
        gone = Department.objects.filter(city=city, source=source, retired_on=None).exclude(code__in=list(wanted))
        gone.update(retired_on=calendar.today())
    return kept


@transaction.atomic
def keep_halls(*, city: str, declared: Iterable[Mapping[str, Any]]) -> Kept:
    """Halls and their windows as declared."""
    rows = list(declared)
    wanted = {
        row["code"]: {
            "city_id": city,
            "division_id": row.get("division"),
            "name": row["name"]["zh"],
            "name_en": row["name"].get("en", ""),
            "address": row["address"]["zh"],
            "address_en": row["address"].get("en", ""),
            "hours": row.get("hours", {}).get("zh", ""),
            "hours_en": row.get("hours", {}).get("en", ""),
            "phone": row.get("phone", ""),
        }
        for row in rows
    }
    kept = _keep(Hall, "code", wanted)
    for row in rows:
        kept += _keep_windows(Hall.objects.get(code=row["code"]), row.get("windows", []))
    return kept


def _keep_windows(hall: Hall, declared: Iterable[Mapping[str, Any]]) -> Kept:
    wanted = {
        window["number"]: {
            "hall_id": hall.pk,
            "name": window.get("name", {}).get("zh", ""),
            "name_en": window.get("name", {}).get("en", ""),
            "departments": list(window.get("departments", [])),
        }
        for window in declared
    }
    return _keep(Window, "number", wanted, within=models.Q(hall=hall))


@transaction.atomic
def keep_delegations(*, city: str, declared: Iterable[Mapping[str, Any]]) -> Kept:
    """Delegations as declared. One no longer declared ends yesterday; one that had not begun was never there.

    Cases that it brought to its office stay there: they were received under it.
    """
    rows = [dict(row) for row in declared]
    codes = {row[side] for row in rows for side in ("giver", "taker")}
    held = dict(Department.objects.filter(code__in=codes).values_list("code", "pk"))
    wanted = {row["key"]: _delegation(city, row, held) for row in rows}
    _end_others(city, list(wanted))
    kept = _keep(Delegation, "key", wanted, within=models.Q(city=city))
    queries.forget()
    return kept


def _delegation(city: str, row: Mapping[str, Any], held: Mapping[str, int]) -> dict[str, Any]:
    note, until = row.get("note", {}), row.get("until")
    return {
        "city_id": city,
        "power": row["power"],
        "giver_id": held[row["giver"]],
        "taker_id": held[row["taker"]],
        "place_id": row["place"],
        "kind": row["kind"],
        "starts_on": date.fromisoformat(str(row["from"])),
        "ends_on": date.fromisoformat(str(until)) if until else None,
        "basis": row["basis"],
        "pending": row.get("pending", "stay"),
        "pending_basis": row.get("pending_basis", ""),
        "note": note.get("zh", ""),
        "note_en": note.get("en", ""),
        "assumed": bool(row.get("assumed")),
    }


def _end_others(city: str, keys: list[str]) -> None:
    today = calendar.today()
    gone = Delegation.objects.filter(city=city).exclude(key__in=keys)
    gone.filter(starts_on__gte=today).delete()
    running = gone.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=today))
    running.update(ends_on=today - timedelta(days=1))


def note_moved(*, delegation: int) -> None:
    """Every case under way has been handed over: nobody needs to look for more."""
    Delegation.objects.filter(pk=delegation, moved_at=None).update(moved_at=calendar.now())


def _keep(
    table: type[models.Model], key: str, wanted: Mapping[str, dict[str, Any]], within: models.Q | None = None
) -> Kept:
    """Insert what is new, update what differs, leave the rest: three queries however many rows."""
    rows = table._default_manager.filter(within or models.Q(), **{f"{key}__in": list(wanted)})
    present = {getattr(row, key): row for row in rows}
    new = [table(**{key: code}, **values) for code, values in wanted.items() if code not in present]
    changed = []
    for code, row in present.items():
        differing = [name for name, value in wanted[code].items() if getattr(row, name) != value]
        for name in differing:
            setattr(row, name, wanted[code][name])
        if differing:
            changed.append(row)
    table._default_manager.bulk_create(new)
    if changed:
        table._default_manager.bulk_update(changed, [n.removesuffix("_id") for n in next(iter(wanted.values()))])
    return Kept(len(new), len(changed), len(present) - len(changed))
