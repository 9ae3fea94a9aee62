"""Questions about offices. Everything here is public knowledge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yiwang.kit.errors import NotFound, Text
from yiwang.registers.offices.models import City, Department, Division, Hall


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


def cities() -> list[Place]:
    """Every city that has items here, one's own and imported ones."""
    return [_place(row) for row in City.objects.order_by("source", "code")]


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
