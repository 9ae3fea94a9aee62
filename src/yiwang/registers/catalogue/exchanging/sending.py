"""The items to send: those a city has in force, or those of a pack that is not loaded anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from yiwang.kit.pack import Pack
from yiwang.registers.catalogue.definition import read
from yiwang.registers.catalogue.exchanging.writing import Task
from yiwang.registers.catalogue.models import ItemVersion
from yiwang.registers.catalogue.queries import versions


def of_city(city: str) -> list[Task]:
    """Every item in force as new (i) or, from its second version on, changed (u); and the retired as cancelled (d)."""
    offered = versions.in_force().filter(city=city)
    last = ItemVersion.objects.filter(city=city, state="published", ends_on=None).exclude(retired_on=None)
    gone = last.exclude(item__in=offered.values("item"))
    return [*_tasks(offered), *_tasks(gone, operation="d")]


def of_pack(pack: Pack) -> list[Task]:
    """Every item of a checked pack, as new."""
    names = {row["code"]: row["name"]["zh"] for row in pack.file("departments").plain["departments"]}
    elements = {row["key"]: row for row in pack.file("data_elements").plain["elements"]}
    return [
        Task(
            declared=file.plain,
            elements={key: elements[key] for key in sorted(read(file.plain).elements())},
            department=names.get(file.plain["department"], ""),
        )
        for file in pack.files("items")
    ]


def _tasks(found: QuerySet[ItemVersion], operation: str = "") -> Iterator[Task]:
    for row in found.select_related("department").order_by("item__code"):
        done = operation or ("u" if row.number > 1 else "i")
        yield Task(row.body, row.elements, done, row.number, row.department.name, row.retired_on)
