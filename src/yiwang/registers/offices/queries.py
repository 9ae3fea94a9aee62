"""Questions about offices. Everything here is public knowledge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection

from yiwang.kit import calendar
from yiwang.kit.errors import NotFound, Text
from yiwang.registers.offices import delegating
from yiwang.registers.offices.delegating import Delegation
from yiwang.registers.offices.models import City, Department, Division, Hall
from yiwang.registers.offices.models import Delegation as DelegationRow
from yiwang.registers.offices.places import Area, Gazetteer


@dataclass(frozen=True)
class Office:
    """A department as other rooms know it. `city` and `division` are division codes."""

    pk: int
    code: str
    name: Text
    short_name: str
    division: str
    city: str
    phone: str
    complaint_phone: str = ""
    level: str = "city"


@dataclass(frozen=True)
class Place:
    """A division or a city: its code and name."""

    code: str
    name: Text


@dataclass(frozen=True)
class WindowView:
    """A window of a hall, by the number over it."""

    pk: int
    number: str
    name: Text
    departments: tuple[str, ...]
    """Department codes; empty: the window takes every item."""


@dataclass(frozen=True)
class HallView:
    """A hall as people look for it, with its windows."""

    pk: int
    code: str
    name: Text
    address: Text
    hours: Text
    phone: str
    division: str
    windows: tuple[WindowView, ...]


def department(pk: int) -> Office:
    """The department, retired or not; raises NotFound."""
    return _one(pk=pk)


def department_by_code(code: str) -> Office:
    """The department with this credit code; raises NotFound."""
    return _one(code=code)


def departments(city: str) -> list[Office]:
    """The departments of a city at work, by level and name."""
    rows = Department.objects.filter(city_id=city, retired_on=None).order_by("level", "name")
    return [_office(row) for row in rows]


def departments_by_pk(pks: Iterable[int]) -> dict[int, Office]:
    """Several departments in one query, retired ones included."""
    return {row.pk: _office(row) for row in Department.objects.filter(pk__in=set(pks))}


def codes_elsewhere(codes: Iterable[str], city: str) -> set[str]:
    """Which of these department codes another city has."""
    return set(Department.objects.filter(code__in=set(codes)).exclude(city=city).values_list("code", flat=True))


def halls(city: str) -> list[HallView]:
    """The halls of a city with their windows."""
    rows = Hall.objects.filter(city_id=city).order_by("division_id", "name").prefetch_related("windows")
    return [_hall(row) for row in rows]


def districts(city: str) -> list[Place]:
    """The districts of a city at work, by code."""
    rows = Division.objects.filter(level="district", code__startswith=city[:2], retired_on=None).order_by("code")
    return [_place(row) for row in rows]


def division_names(city: str) -> tuple[dict[str, Text], dict[str, Text]]:
    """Divisions of the city's province down to districts by code; and of those that are no more, what they became."""
    rows = list(Division.objects.filter(code__startswith=city[:2]).exclude(level="street"))
    names = {row.pk: Text(row.name, row.name_en or row.name) for row in rows}
    became = {row.pk: names[row.became] for row in rows if row.retired_on and row.became in names}
    return names, became


def cities() -> list[Place]:
    """Every city that has items here, one's own and imported ones."""
    return [_place(row) for row in City.objects.order_by("source", "code")]


def office(pk: int) -> Office:
    """The department as it stood at most a minute ago: its telephone may change, and every process knows soon."""
    return _office_of_minute(_database(), pk, _minute())


def office_by_code(code: str) -> Office:
    """The same by credit code; raises NotFound."""
    return _office_by_code(_database(), code, _minute())


def gazetteer() -> Gazetteer:
    """Every division and zone at work, as at most a minute ago."""
    return _gazetteer(_database(), _minute())


def delegations(city: str) -> list[Delegation]:
    """Every delegation of a city, past, present and announced, by the day it begins."""
    return read_delegations(DelegationRow.objects.filter(city=city))


def delegations_of(power: str) -> Sequence[Delegation]:
    """The delegations of a power, as at most a minute ago: no question to the database at each application."""
    return _by_power(_database(), _minute()).get(power, ())


def to_move(city: str, on: date) -> list[Delegation]:
    """Delegations that have begun, take cases under way along, and have not found the last of them yet."""
    rows = DelegationRow.objects.filter(city=city, pending="move", moved_at=None, starts_on__lte=on)
    return read_delegations(rows)


def road(power: str, office: int, at: str, on: date) -> list[Delegation]:
    """The delegations that lead from an office to whoever has its power at a place on a day."""
    found = delegations_of(power) if power else ()
    return delegating.road(office, found, gazetteer().around(at), on) if found and at else []


def in_whose_name(power: str, office: int, at: str) -> int:
    """The office in whose name a case of this power is decided: who is entrusted decides for another (art. 24)."""
    around = gazetteer().around(at) if at else ()
    entrusted = [
        each
        for each in (delegations_of(power) if power else ())
        if each.kind == "entrust" and each.taker == office and each.place in around
    ]
    return entrusted[-1].giver if entrusted else office


def read_delegations(rows: Iterable[DelegationRow]) -> list[Delegation]:
    """As the pure part knows them, by the day each begins."""
    return [
        Delegation(
            key=row.key,
            power=row.power,
            giver=row.giver_id,
            taker=row.taker_id,
            place=row.place_id,
            kind=row.kind,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            basis=row.basis,
            pending=row.pending,
            pending_basis=row.pending_basis,
            note=Text(row.note, row.note_en),
            assumed=row.assumed,
            pk=row.pk,
        )
        for row in sorted(rows, key=lambda row: (row.starts_on, row.pk))
    ]


def forget() -> None:
    """What was kept for a minute is read again: called where it was changed."""
    _gazetteer.cache_clear()
    _by_power.cache_clear()
    _office_of_minute.cache_clear()
    _office_by_code.cache_clear()


@lru_cache(maxsize=2048)
def _office_of_minute(database: str, pk: int, minute: int) -> Office:
    return department(pk)


@lru_cache(maxsize=2048)
def _office_by_code(database: str, code: str, minute: int) -> Office:
    return department_by_code(code)


@lru_cache(maxsize=2)
def _gazetteer(database: str, minute: int) -> Gazetteer:
    return Gazetteer.of(
        Area(row.code, row.name, row.level, row.parent_id or "", tuple(row.covers), tuple(row.also), row.name_en)
        for row in Division.objects.filter(retired_on=None)
    )


@lru_cache(maxsize=2)
def _by_power(database: str, minute: int) -> dict[str, tuple[Delegation, ...]]:
    found: dict[str, tuple[Delegation, ...]] = {}
    for each in read_delegations(DelegationRow.objects.all()):
        found[each.power] = (*found.get(each.power, ()), each)
    return found


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _minute() -> int:
    return int(calendar.now().timestamp() // 60)


def _one(**which: object) -> Office:
    row = Department.objects.filter(**which).first()
    if row is None:
        raise NotFound()
    return _office(row)


def _office(row: Department) -> Office:
    return Office(
        pk=row.pk,
        code=row.code,
        name=Text(row.name, row.name_en or row.name),
        short_name=row.short_name or row.name,
        division=row.division_id or row.city_id,
        city=row.city_id,
        phone=row.phone,
        complaint_phone=row.complaint_phone,
        level=row.level,
    )


def _place(row: Division | City) -> Place:
    return Place(row.pk, Text(row.name, row.name_en or row.name))


def _hall(row: Hall) -> HallView:
    windows = tuple(
        WindowView(w.pk, w.number, Text(w.name or w.number, w.name_en or w.name or w.number), tuple(w.departments))
        for w in sorted(row.windows.all(), key=lambda w: w.number)
    )
    return HallView(
        pk=row.pk,
        code=row.code,
        name=Text(row.name, row.name_en or row.name),
        address=Text(row.address, row.address_en or row.address),
        hours=Text(row.hours, row.hours_en or row.hours),
        phone=row.phone,
        division=row.division_id or "",
        windows=windows,
    )
