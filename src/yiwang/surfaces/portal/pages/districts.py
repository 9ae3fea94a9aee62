"""One item side by side in all its districts, and in the other cities whose items share its basic code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.casework.cases import queries as cases
from yiwang.kit.errors import NotFound, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.definition import comparing
from yiwang.registers.offices import queries as offices
from yiwang.surfaces.portal import locality

NONE_SO_FAR = cases.Tally(0, None)


@dataclass(frozen=True)
class Cell:
    """One element at one office; `is_other`: it says other than most."""

    label: Text
    text: Text
    is_other: bool


@dataclass(frozen=True)
class Line:
    """One office: where it is, the cells that differ anywhere, and its figures."""

    place: Text
    office: offices.Office
    code: str
    address: str
    phone: str
    cells: tuple[Cell, ...]
    tally: cases.Tally


@dataclass(frozen=True)
class Group:
    """Offices that are compared with each other: a city's districts, or another city's offices."""

    name: Text
    lines: tuple[Line, ...]
    labels: tuple[Text, ...]
    alike: tuple[comparing.Row, ...]


@require_safe
def compare(request: HttpRequest, code: str) -> HttpResponse:
    version = catalogue.current(code, request.GET.get("city"))
    if version is None:
        raise NotFound()
    groups = _groups(version)
    context = {"section": "items", "version": version, "item": version.definition, "groups": groups}
    return render(request, "portal/districts.html", context)


def _groups(version: catalogue.Version) -> list[Group]:
    """The item's own districts first; then, city by city, the items of the same basic code."""
    named = {place.code: place.name for place in offices.cities()}
    groups = []
    held = [locality.at(version, each) for each in version.definition.implementations]
    if held:
        groups.append(_group(named[version.city], held))
    same = [each for each in catalogue.alike(version.definition.basic) if not held or each.pk != version.pk]
    for city in dict.fromkeys(each.city for each in same):
        of_city = [each for each in same if each.city == city]
        groups.append(_group(named[city], of_city))
    return groups


def _group(name: Text, held: Sequence[catalogue.Version]) -> Group:
    ordered = sorted(held, key=lambda each: (each.office.division, each.definition.code))
    places = {place.code: place.name for city in {each.city for each in held} for place in offices.districts(city)}
    rows = comparing.compare([each.definition for each in ordered])
    differing = [row for row in rows if not row.is_alike]
    tallies = cases.ended_by_office(ordered[0].definition.code, [each.office.pk for each in ordered])
    return Group(
        name=name,
        lines=tuple(
            Line(
                place=places.get(each.office.division, each.office.name),
                office=each.office,
                code=each.definition.code,
                address=_address(each),
                phone=each.definition.phone or each.office.phone,
                cells=tuple(Cell(row.label, row.cells[at], row.stands_out(at)) for row in differing),
                tally=tallies.get(each.office.pk, NONE_SO_FAR),
            )
            for at, each in enumerate(ordered)
        ),
        labels=tuple(row.label for row in differing),
        alike=tuple(row for row in rows if row.is_alike),
    )


def _address(version: catalogue.Version) -> str:
    """What the guide of this office is asked by."""
    own = f"?district={version.office.division}"
    return own if not version.definition.source else f"?city={version.city}"
