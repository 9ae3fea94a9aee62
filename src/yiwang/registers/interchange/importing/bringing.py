"""Bringing a file of records in: one transaction, one line of the report for each problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from yiwang.registers.catalogue import services
from yiwang.registers.interchange.importing import files, standard
from yiwang.registers.interchange.importing import problems as p
from yiwang.registers.interchange.importing.problems import RowProblem
from yiwang.registers.interchange.importing.record import Read, read
from yiwang.registers.interchange.importing.source import Source
from yiwang.registers.offices import queries as offices
from yiwang.registers.offices import services as places


@dataclass
class Report:
    """What an import did. `imported` counts new and changed items, `refused` records, `warnings` lines."""

    imported: int = 0
    unchanged: int = 0
    refused: int = 0
    warnings: int = 0
    problems: list[RowProblem] = field(default_factory=list)


def import_items(path: Path | str, source: Path | str | Mapping[str, Any]) -> Report:
    """Import the records of a file through a mapping file (or its content); importing again changes nothing.

    A record with an error is left out whole. Raises SourceInvalid for a faulty mapping, Invalid for a file that
    cannot be read, FileNotFoundError.
    """
    mapping = Source.of(source)
    reads = [read(number, record, mapping) for number, record in files.records(Path(path))]
    kept = list(_distinct(_of_this_city(reads, mapping)))
    with transaction.atomic():
        _keep_offices(mapping, kept)
        services.keep_elements(declared=standard.ELEMENTS.values())
        services.keep_topics(city=mapping.city, declared=_topics(mapping))
        declared = [each.declared for each in kept if each.declared is not None]
        published = services.publish(
            city=mapping.city, items=declared, elements=standard.ELEMENTS, origin=services.IMPORT
        )
    problems = [problem for each in reads for problem in each.problems]
    return Report(
        imported=len(published.new) + len(published.changed),
        unchanged=len(published.unchanged),
        refused=sum(any(problem.severity == "error" for problem in each.problems) for each in reads),
        warnings=sum(problem.severity == "warning" for problem in problems),
        problems=problems,
    )


def _of_this_city(reads: Iterable[Read], source: Source) -> Iterator[Read]:
    """The records that hold; an agency that another city has already is an error."""
    reads = list(reads)
    elsewhere = offices.codes_elsewhere({each.agency for each in reads if each.declared}, source.city)
    for each in reads:
        if each.declared and each.agency in elsewhere:
            each.tell(source.field("agency"), each.agency, p.ELSEWHERE, "error")
            each.declared = None
        if each.declared:
            yield each


def _distinct(reads: Iterable[Read]) -> Iterator[Read]:
    """One record for each code; names used twice within an agency, and agencies with two names, are told."""
    codes: set[str] = set()
    names: set[tuple[str, str]] = set()
    agencies: dict[str, str] = {}
    for each in reads:
        declared = each.declared or {}
        code, name = declared["code"], (each.agency, declared["name"]["zh"])
        if agencies.setdefault(each.agency, each.agency_name) != each.agency_name:
            each.tell("agency", each.agency_name, p.OTHER_AGENCY_NAME)
        if code in codes:
            each.tell("code", code, p.TWICE)
            continue
        if name in names:
            each.tell("name", name[1], p.SAME_NAME)
        codes.add(code)
        names.add(name)
        yield each


def _keep_offices(source: Source, kept: list[Read]) -> None:
    city = source.data["city"]
    places.keep_city(code=source.city, name=city["name"]["zh"], name_en=city["name"]["en"], source=source.name)
    places.keep_divisions(declared=source.data.get("divisions", []))
    agencies = {each.agency: each for each in reversed(kept)}
    declared = [
        {"code": code, "name": {"zh": each.agency_name}, "level": each.level} for code, each in agencies.items()
    ]
    # A later file may bring only some of the agencies: the others stay.
    places.keep_departments(city=source.city, declared=declared, source=source.name, retire=False)
    if "desk" in source.data:
        places.keep_halls(city=source.city, declared=[source.data["desk"]])


def _topics(source: Source) -> list[dict[str, Any]]:
    rows = source.data.get("topics", [])
    audience = ["person", "organisation"]
    return [{"key": row["key"], "name": row["name"], "audience": audience, "order": at} for at, row in enumerate(rows)]
