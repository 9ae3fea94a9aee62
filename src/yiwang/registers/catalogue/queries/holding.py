"""What a city holds, whole: for those who write the catalogue down in another form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Sum

from yiwang.kit import calendar
from yiwang.kit.errors import Text
from yiwang.registers.catalogue.models import ItemVersion
from yiwang.registers.catalogue.queries.versions import in_force


@dataclass(frozen=True)
class Held:
    """A version as it was declared, with the data elements of its day; `retired_on`: from then on not offered."""

    code: str
    number: int
    declared: dict[str, Any]
    elements: dict[str, Any]
    office: Text
    retired_on: date | None


def held(city: str) -> Iterator[Held]:
    """The version in force of every item of a city, by code."""
    return _held(city, in_force().filter(city=city).values("pk"))


def retired(city: str) -> Iterator[Held]:
    """The last version of every item that the city no longer offers, by code."""
    offered = in_force().filter(city=city).values("item")
    last = ItemVersion.objects.filter(city=city, state="published", ends_on=None, retired_on__lte=calendar.today())
    return _held(city, last.exclude(item__in=offered).values("pk"))


def mark(city: str) -> str:
    """A few characters that change whenever what the city has in force does."""
    found = in_force().filter(city=city).aggregate(Count("pk"), Max("pk"), Sum("pk"))
    return "-".join(str(found[name] or 0) for name in ("pk__count", "pk__max", "pk__sum"))


def _held(city: str, which: Any) -> Iterator[Held]:
    rows = ItemVersion.objects.filter(city=city, pk__in=which).select_related("item", "department")
    for row in rows.order_by("item__code"):
        office = Text(row.department.name, row.department.name_en or row.department.name)
        yield Held(row.item.code, row.number, row.body, row.elements, office, row.retired_on)
