"""One version of an item, and which one counts today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Substr

from yiwang.kit import calendar
from yiwang.kit.errors import NotFound
from yiwang.kit.rows import Question
from yiwang.registers.catalogue.models import Element, Item, ItemVersion, LicenceKind
from yiwang.registers.definition import ItemDefinition, read
from yiwang.registers.definition.elements import DataElement, LicenceType, element, licence_type
from yiwang.registers.offices import queries as offices

MOST_ALIKE = 60
"""As many columns as somebody can still compare."""


@dataclass(frozen=True)
class Version:
    """One version of an item, whole. `elements` are the data elements as they were when it was published:

    a case is decided under them, whatever the pack says later.
    """

    pk: int
    item: int
    number: int
    effective_on: date
    definition: ItemDefinition
    elements: dict[str, DataElement]
    city: str
    office: offices.Office


def version(pk: int, at: int | None = None) -> Version:
    """The version, whatever its state: what a case has pinned. Raises NotFound.

    With `at`, the item as it holds at that office: its promise, its windows, its telephone. A case is read so.
    """
    known = _known(_database(), pk)
    held_by = offices.office(at or known.department)
    return Version(
        pk=pk,
        item=known.item,
        number=known.number,
        effective_on=known.effective_on,
        definition=_definition_at(_database(), pk, held_by.code, held_by.division) if at else known.definition,
        elements=known.elements,
        city=known.city,
        office=held_by,
    )


def current(code: str, city: str | None = None) -> Version | None:
    """The version of an item in force today; of one's own city first where several have the code."""
    rows = in_force().filter(item__code=code)
    if city is not None:
        rows = rows.filter(city=city)
    pk = rows.order_by("city__source", "city_id").values_list("pk", flat=True).first()
    return version(pk) if pk else None


def current_of(codes: Iterable[str], city: str) -> dict[str, Version]:
    """The versions in force today of several items of one city, by code; one not offered is left out."""
    rows = in_force().filter(item__code__in=set(codes), city=city).values_list("item__code", "pk")
    return {code: version(pk) for code, pk in rows}


OFFERED: Question[ItemVersion] = Question(
    lambda item, today: in_force(today).filter(item=item).only("pk")[:1], item=int, today=date
)


def alike(code: str) -> list[Version]:
    """The versions in force of all items with this 12-digit basic code, whatever city or office, by their code."""
    same = Item.objects.alias(basic=Substr("code", 20, 12)).filter(Q(code=code) | Q(basic=code))
    rows = in_force().filter(item__in=same.order_by("code").values("pk")[:MOST_ALIKE])
    return [version(pk) for pk in rows.order_by("city__source", "item__code").values_list("pk", flat=True)]


def is_offered(item: int) -> bool:
    """Whether any version of the item is in force today: the short question that filing asks."""
    return OFFERED.first(item=item, today=calendar.today()) is not None


def of_power(power: str, city: str) -> list[Version]:
    """The items that derive from a power and have a version whose days are not over, also those no longer offered."""
    rows = ItemVersion.objects.filter(power=power, city=city, state="published", ends_on=None).order_by("item__code")
    return [version(pk) for pk in rows.values_list("pk", flat=True)]


def taken_away(code: str, city: str | None = None) -> Version | None:
    """The last version of an item that is not offered any more; None for one that never was, or that still is."""
    rows = ItemVersion.objects.filter(
        item__code=code, state="published", ends_on=None, retired_on__lte=calendar.today()
    )
    rows = rows.filter(city=city) if city is not None else rows
    pk = rows.order_by("city__source", "city_id").values_list("pk", flat=True).first()
    return version(pk) if pk and current(code, city) is None else None


def versions_of(code: str, city: str) -> list[Version]:
    """Every version of an item, newest first."""
    rows = ItemVersion.objects.filter(item__code=code, city=city).order_by("-number")
    return [version(pk) for pk in rows.values_list("pk", flat=True)]


def elements() -> dict[str, DataElement]:
    """The data elements as the pack declares them now. For a case use its version's own."""
    return {row.key: element(row.body) for row in Element.objects.order_by("key")}


def licence_types() -> dict[str, LicenceType]:
    """The licence types as the pack declares them now."""
    return {row.key: licence_type(row.body) for row in LicenceKind.objects.order_by("key")}


def definitions(city: str | None = None) -> list[ItemDefinition]:
    """Every item in force, of one city or of all, by code: for lint and reports."""
    rows = in_force().order_by("item__code")
    rows = rows.filter(city=city) if city else rows
    return [read(body) for body in rows.values_list("body", flat=True)]


def definitions_of(versions: Iterable[int]) -> dict[int, ItemDefinition]:
    """What several versions say, by version pk."""
    rows = ItemVersion.objects.filter(pk__in=set(versions)).values_list("pk", "body")
    return {pk: read(body) for pk, body in rows}


def asking_for(papers: Iterable[str], city: str) -> list[Version]:
    """The items in force that ask by law for one of these papers of the registry, by code."""
    rows = in_force().filter(city=city, papers__overlap=list(papers)).order_by("item__code")
    return [version(pk) for pk in rows.values_list("pk", flat=True)]


def count(city: str | None = None) -> int:
    """How many items are in force today."""
    rows = in_force()
    return (rows.filter(city=city) if city else rows).count()


def in_force(on: date | None = None) -> QuerySet[ItemVersion]:
    """The version of each item that counts on a day, today if none is said."""
    today = on or calendar.today()
    return ItemVersion.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        Q(retired_on=None) | Q(retired_on__gt=today),
        state="published",
        effective_on__lte=today,
    )


@dataclass(frozen=True)
class _Known:
    item: int
    number: int
    effective_on: date
    definition: ItemDefinition
    elements: dict[str, DataElement]
    city: str
    department: int


@lru_cache(maxsize=4096)
def _known(database: str, pk: int) -> _Known:
    # A version never changes, so what was read once holds as long as the process lives.
    row = ItemVersion.objects.filter(pk=pk).first()
    if row is None:
        raise NotFound()
    return _Known(
        item=row.item_id,
        number=row.number,
        effective_on=row.effective_on,
        definition=read(row.body),
        elements={key: element(body) for key, body in row.elements.items()},
        city=row.city_id,
        department=row.department_id,
    )


@lru_cache(maxsize=8192)
def _definition_at(database: str, pk: int, department: str, division: str) -> ItemDefinition:
    return _known(database, pk).definition.at(department, division)


def _database() -> str:
    return str(connection.settings_dict["NAME"])
