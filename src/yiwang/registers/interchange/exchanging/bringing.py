"""Taking a folder of exchange tables into the catalogue: one transaction, and again changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from yiwang.kit.errors import Invalid, Text
from yiwang.registers.catalogue import services
from yiwang.registers.definition import codes
from yiwang.registers.definition import read as read_item
from yiwang.registers.interchange.exchanging.reading import Brought, Problem, read
from yiwang.registers.offices import queries as offices

WHICH_CITY = Text(
    "表里没有说是哪座城市，请用 --city 指明。", "The tables do not say whose they are: name the city with --city."
)
NO_DEPARTMENT = Text("这座城市没有这个部门。", "This city has no such department.")


@dataclass
class Report:
    """What came in. `imported` counts new and changed items, `cancelled` those retired, `refused` those left out."""

    imported: int = 0
    unchanged: int = 0
    cancelled: int = 0
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)


def bring(folder: Path, *, city: str = "", other: str = codes.NATIONAL) -> Report:
    """Take in the items of a folder of tables; `city` where the tables do not name it.

    An item with an error is left out whole. Raises Invalid for a folder without tables or a city not named.
    """
    items, beside = read(folder, other)
    _know_departments(items, city)
    report = Report(problems=[*beside, *(problem for item in items for problem in item.problems)])
    sound = [item for item in items if item.declared is not None]
    report.refused = len(items) - len(sound)
    by_city: dict[str, list[Brought]] = defaultdict(list)
    for item in sound:
        by_city[city or item.city].append(item)
    with transaction.atomic():
        for whose, brought in by_city.items():
            _take(whose, brought, report)
    return report


def _know_departments(items: Iterable[Brought], city: str) -> None:
    """An item of a department that its city does not have stays out."""
    known: dict[str, set[str]] = {}
    for item in items:
        whose = city or item.city
        if not whose:
            raise Invalid(WHICH_CITY)
        if whose not in known:
            known[whose] = {office.code for office in offices.departments(whose)}
        if item.declared is not None and read_item(item.declared).offices() - known[whose]:
            item.problems.append(Problem("error", "task_general_basic", 0, "dept_code", NO_DEPARTMENT))
            item.declared = None


def _take(city: str, items: list[Brought], report: Report) -> None:
    bodies = {key: body for item in items for key, body in item.elements.items()}
    services.add_elements(declared=bodies.values())
    for group in _agreeing([item for item in items if item.operation != "d"]):
        elements = {key: body for item in group for key, body in item.elements.items()}
        declared = [item.declared for item in group if item.declared is not None]
        published = services.publish(city=city, items=declared, elements=elements, origin=services.IMPORT)
        report.imported += len(published.new) + len(published.changed)
        report.unchanged += len(published.unchanged)
    gone = [item.code for item in items if item.operation == "d"]
    report.cancelled += len(services.retire(city=city, codes=gone))


def _agreeing(items: Iterable[Brought]) -> list[list[Brought]]:
    """Items in groups in which a data element reads the same everywhere: a version keeps those of its own day."""
    groups: list[tuple[dict[str, Any], list[Brought]]] = []
    for item in items:
        for held, group in groups:
            if all(held.get(key, body) == body for key, body in item.elements.items()):
                held.update(item.elements)
                group.append(item)
                break
        else:
            groups.append((dict(item.elements), [item]))
    return [group for _, group in groups]
