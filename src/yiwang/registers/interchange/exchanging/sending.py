"""The items to send: those a city has in force, or those of a pack that is not loaded anywhere."""

from __future__ import annotations

from yiwang.kit.pack import Pack
from yiwang.registers.catalogue import queries
from yiwang.registers.definition import read
from yiwang.registers.definition.implementations import expanded
from yiwang.registers.interchange.exchanging.writing import Task
from yiwang.registers.materials import resolving


def of_city(city: str) -> list[Task]:
    """Every item in force as new (i) or, from its second version on, changed (u); and the retired as cancelled (d)."""
    offered = [_task(one, "u" if one.number > 1 else "i") for one in queries.held(city)]
    return [*offered, *(_task(one, "d") for one in queries.retired(city))]


def of_pack(pack: Pack) -> list[Task]:
    """Every item of a checked pack, as new."""
    names = {row["code"]: row["name"]["zh"] for row in pack.file("departments").plain["departments"]}
    elements = {row["key"]: row for row in pack.file("data_elements").plain["elements"]}
    departments = {row["code"]: row for row in pack.file("departments").plain["departments"]}
    whole = [expanded(file.plain, departments) for file in resolving.files(pack)]
    return [
        Task(
            declared=item,
            elements={key: elements[key] for key in sorted(read(item).elements())},
            department=names.get(item["department"], ""),
        )
        for item in whole
    ]


def _task(one: queries.Held, operation: str) -> Task:
    return Task(one.declared, one.elements, operation, one.number, one.office.zh, one.retired_on)
