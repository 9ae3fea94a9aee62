"""Verbs: publishing items in versions, and keeping topics, data elements and licence types.

A case pins the version it was opened under, so a changed item is a new version and the old one stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection, models, transaction

from yiwang.kit import calendar
from yiwang.kit.errors import NotFound
from yiwang.registers.catalogue import indexing
from yiwang.registers.catalogue.models import Element, Item, ItemVersion, LicenceKind, Topic
from yiwang.registers.definition import ItemDefinition, digest, plain, read
from yiwang.registers.offices import queries as offices

Declared = Mapping[str, Any]
BATCH = 500


@dataclass
class Published:
    """Codes of the items whose version is new, changed, or as before; and of those retired."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        return {name: len(getattr(self, name)) for name in ("new", "changed", "unchanged", "retired")}


@transaction.atomic
def publish(*, city: str, items: Iterable[Declared], elements: Mapping[str, Declared]) -> Published:
    """Publish checked declarations of one city; `elements` are the data elements that forms refer to.

    What says the same as its last version is left alone. Raises NotFound for a department that is not there.
    """
    with connection.cursor() as cursor:
        # Two loads of one city at once would number the same version twice.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('catalogue.publish'), %s)", [int(city)])
    wanted = {item["code"]: _Wanted.of(item, elements) for item in items}
    held = {office.code: office for office in offices.departments(city)}
    if missing := {want.definition.department for want in wanted.values()} - set(held):
        raise DepartmentMissing(sorted(missing))
    present = _rows(city, wanted)
    last = _last_versions(row.pk for row in present.values())
    result = Published()
    _keep_items(city, wanted, present)
    fresh = []
    for code, want in wanted.items():
        before = last.get(present[code].pk)
        if before is not None and bytes(before.digest) == want.digest:
            result.unchanged.append(code)
            continue
        (result.changed if before else result.new).append(code)
        fresh.append(_row(present[code], want, held[want.definition.department], (before.number if before else 0) + 1))
    _make_room(fresh)
    ItemVersion.objects.bulk_create(fresh, batch_size=BATCH)
    return result


class DepartmentMissing(NotFound):
    """An item names a department its city does not have. `codes` says which."""

    code = "department_missing"

    def __init__(self, codes: list[str]) -> None:
        self.codes = codes
        super().__init__()


@transaction.atomic
def retire_missing(*, city: str, codes: Iterable[str]) -> list[str]:
    """Retire the city's items that are not among `codes` from today on; their cases go on under their versions."""
    return _retire(_offered(city).exclude(item__code__in=list(codes)))


@transaction.atomic
def retire(*, city: str, codes: Iterable[str]) -> list[str]:
    """Retire these items of the city from today on; which of them were still offered."""
    return _retire(_offered(city).filter(item__code__in=list(codes)))


def _offered(city: str) -> models.QuerySet[ItemVersion]:
    offered = models.Q(retired_on=None) | models.Q(retired_on__gt=calendar.today())
    return ItemVersion.objects.filter(offered, city=city, state="published")


def _retire(gone: models.QuerySet[ItemVersion]) -> list[str]:
    today = calendar.today()
    retired = sorted(set(gone.values_list("item__code", flat=True)))
    gone.update(retired_on=today)
    return retired


@transaction.atomic
def keep_topics(*, city: str, declared: Iterable[Declared]) -> None:
    """The city's topics are exactly those declared."""
    rows = [
        Topic(
            city_id=city,
            key=row["key"],
            name=row["name"]["zh"],
            name_en=row["name"]["en"],
            icon=row.get("icon", ""),
            audience=[row["audience"]] if isinstance(row.get("audience"), str) else row.get("audience", []),
            order=row.get("order", 0),
        )
        for row in declared
    ]
    Topic.objects.filter(city=city).exclude(key__in=[row.key for row in rows]).delete()
    Topic.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["city", "key"],
        update_fields=["name", "name_en", "icon", "audience", "order"],
    )


@transaction.atomic
def keep_elements(*, declared: Iterable[Declared]) -> None:
    """The data elements as declared. One no longer declared stays: versions in force may still ask it."""
    rows = [Element(key=row["key"], body=plain(row)) for row in declared]
    Element.objects.bulk_create(rows, update_conflicts=True, unique_fields=["key"], update_fields=["body"])


@transaction.atomic
def add_elements(*, declared: Iterable[Declared]) -> None:
    """Data elements that came along from elsewhere: one that is here already is the city's own and stays as it is."""
    rows = [Element(key=row["key"], body=plain(row)) for row in declared]
    Element.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def keep_licence_types(*, declared: Iterable[Declared]) -> None:
    """The licence types as declared. One no longer declared stays: licences of it were issued."""
    rows = [LicenceKind(key=row["key"], code=row["code"], body=plain(row)) for row in declared]
    LicenceKind.objects.bulk_create(rows, update_conflicts=True, unique_fields=["key"], update_fields=["code", "body"])


@dataclass(frozen=True)
class _Wanted:
    body: dict[str, Any]
    elements: dict[str, Any]
    definition: ItemDefinition
    digest: bytes

    @classmethod
    def of(cls, declared: Declared, elements: Mapping[str, Declared]) -> _Wanted:
        body = plain(declared)
        definition = read(body)
        used = {key: plain(elements[key]) for key in sorted(definition.elements())}
        return cls(body, used, definition, digest({"item": body, "elements": used}))


def _rows(city: str, wanted: Mapping[str, _Wanted]) -> dict[str, Item]:
    return {row.code: row for row in Item.objects.filter(city=city, code__in=list(wanted))}


def _keep_items(city: str, wanted: Mapping[str, _Wanted], present: dict[str, Item]) -> None:
    """Every wanted item exists and is offered; `present` gains the new ones."""
    new = [Item(city_id=city, code=code) for code in wanted if code not in present]
    back = ItemVersion.objects.filter(item__in=[row.pk for row in present.values()])
    back.exclude(retired_on=None).update(retired_on=None)
    present |= {row.code: row for row in Item.objects.bulk_create(new, batch_size=BATCH)}


def _last_versions(items: Iterable[int]) -> dict[int, ItemVersion]:
    rows = ItemVersion.objects.filter(item__in=list(items)).order_by("item", "-number").distinct("item")
    return {row.item_id: row for row in rows.only("item", "number", "digest")}


def _make_room(fresh: list[ItemVersion]) -> None:
    """A version ends the day before its successor begins; one that would begin no earlier gives way altogether."""
    before: dict[date, list[int]] = {}
    for row in fresh:
        if row.number > 1:
            before.setdefault(row.effective_on, []).append(row.item_id)
    for day, items in before.items():
        published = ItemVersion.objects.filter(item__in=items, state="published")
        published.filter(effective_on__gte=day).update(state="superseded")
        running = published.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=day), effective_on__lt=day)
        running.update(ends_on=day - timedelta(days=1))


def _row(item: Item, want: _Wanted, office: offices.Office, number: int) -> ItemVersion:
    definition = want.definition
    return ItemVersion(
        item=item,
        city_id=item.city_id,
        department_id=office.pk,
        number=number,
        effective_on=definition.effective_on,
        body=want.body,
        elements=want.elements,
        digest=want.digest,
        loaded_at=calendar.now(),
        name=definition.name.zh,
        name_en=definition.name.en,
        card=indexing.card(definition),
        kind=definition.kind,
        audience=list(definition.audience),
        topics=list(definition.topics),
        tokens=indexing.tokens_of(definition, office),
        pinyin=indexing.spelled(definition),
        search_name=indexing.search_name(definition),
    )
