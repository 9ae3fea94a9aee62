"""Verbs: publishing items in versions, and keeping topics, data elements and licence types.

A case pins the version it was opened under, so a changed item is a new version and the old one stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models, transaction

from yiwang.kit import calendar
from yiwang.kit.errors import NotFound
from yiwang.kit.turns import take_turn
from yiwang.registers.catalogue import indexing
from yiwang.registers.catalogue.models import Element, Item, ItemVersion, LicenceKind, Topic
from yiwang.registers.definition import ItemDefinition, digest, plain, read
from yiwang.registers.offices import queries as offices
from yiwang.registers.powers import queries as powers

Declared = Mapping[str, Any]
BATCH = 500


@dataclass
class Published:
    """Codes of the items whose version is new, changed, or as before; and of those retired.

    `kept` are those whose version of the desk stays, because the pack does not know it yet.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        return {name: len(getattr(self, name)) for name in ("new", "changed", "unchanged", "retired")}


@dataclass(frozen=True)
class Origin:
    """Where versions come from: "pack", "desk" with the post that approved, or "import"."""

    place: str = "pack"
    approved_by: int | None = None


PACK, IMPORT = Origin(), Origin("import")


@transaction.atomic
def publish(
    *,
    city: str,
    items: Iterable[Declared],
    elements: Mapping[str, Declared] | None = None,
    origin: Origin = PACK,
) -> Published:
    """Publish checked declarations of one city, each from the day it declares: today, or later as a scheduled version.

    `elements` are the data elements that forms refer to; left out: those of the catalogue. What says the same as its
    last version is left alone. A version of the desk is never overwritten by a pack that does not know it (`kept`). A
    scheduled version gives way to a later word with an earlier day. Raises DepartmentMissing.
    """
    hold(city=city)
    wanted = _wanted(items, elements)
    held = {office.code: office for office in offices.departments(city)}
    if missing := {code for want in wanted.values() for code in want.definition.offices()} - set(held):
        raise DepartmentMissing(sorted(missing))
    present = _rows(city, wanted)
    last = _last_versions(row.pk for row in present.values())
    result = Published(kept=_kept(wanted, present, last) if origin.place == "pack" else [])
    wanted = {code: want for code, want in wanted.items() if code not in result.kept}
    _keep_items(city, wanted, present)
    numbers = _numbers(row.pk for row in present.values())
    fresh = []
    for code, want in wanted.items():
        before = last.get(present[code].pk)
        if before is not None and bytes(before.digest) == want.digest:
            result.unchanged.append(code)
            continue
        (result.changed if before else result.new).append(code)
        number = numbers.get(present[code].pk, 0) + 1
        fresh.append(_row(present[code], want, held, number, origin, before))
    _write(city, fresh)
    if origin.place == "pack":
        settle(city=city, codes=wanted)
    return result


def hold(*, city: str) -> None:
    """Until the transaction ends nobody else publishes or takes back in this city."""
    # Two loads of one city at once would number the same version twice.
    take_turn(f"catalogue.publish {city}")


@transaction.atomic
def cancel(*, city: str, code: str) -> int | None:
    """Take back the item's scheduled version before its day: its number, None where nothing is scheduled.

    The version before goes on as if nothing had been planned.
    """
    hold(city=city)
    rows = ItemVersion.objects.filter(city=city, item__code=code, state="published")
    planned = rows.filter(effective_on__gt=calendar.today()).order_by("-number").first()
    if planned is None:
        return None
    ItemVersion.objects.filter(pk=planned.pk).update(state="cancelled", ahead_of_pack=False)
    before = rows.filter(ends_on=planned.effective_on - timedelta(days=1))
    # A pack that was told of the plan has to be told that it is off.
    before.update(ends_on=None, ahead_of_pack=models.F("ahead_of_pack") if planned.ahead_of_pack else True)
    return planned.number


@transaction.atomic
def go_on_offering(*, city: str, code: str) -> None:
    """Take back a retirement before its day; one that has come needs a new version."""
    rows = ItemVersion.objects.filter(city=city, item__code=code, retired_on__gt=calendar.today())
    rows.update(retired_on=None)


@transaction.atomic
def settle(*, city: str, codes: Iterable[str]) -> None:
    """The pack says of these items what the desk said, or is to have the last word: loads may change them again."""
    ItemVersion.objects.filter(city=city, item__code__in=list(codes), ahead_of_pack=True).update(ahead_of_pack=False)


class DepartmentMissing(NotFound):
    """An item names a department its city does not have. `codes` says which."""

    code = "department_missing"

    def __init__(self, codes: list[str]) -> None:
        self.codes = codes
        super().__init__()


@transaction.atomic
def retire_missing(*, city: str, codes: Iterable[str]) -> list[str]:
    """Retire the city's items that are not among `codes` from today on; their cases go on under their versions.

    What was made at the desk and is in no pack yet stays.
    """
    known = ItemVersion.objects.filter(city=city, ahead_of_pack=True).values("item")
    gone = _offered(city).exclude(item__code__in=list(codes)).exclude(item__in=known)
    return _retire(gone, calendar.today())


@transaction.atomic
def retire(*, city: str, codes: Iterable[str], from_on: date | None = None, origin: Origin = IMPORT) -> list[str]:
    """Retire these items of the city from a day on, today if none is said; which of them were still offered."""
    gone = _offered(city).filter(item__code__in=list(codes))
    return _retire(gone, from_on or calendar.today(), {"ahead_of_pack": True} if origin.place == "desk" else {})


@transaction.atomic
def follow_powers(*, city: str) -> list[str]:
    """Items of a power that is cancelled are not offered from that day on, and offered again once it is restored.

    Returns the codes of those whose last day changed. What is retired for another reason is left alone. Doing it twice
    changes nothing, so it runs at each load and each night.
    """
    today, changed = calendar.today(), set()
    if not (found := powers.changed(city)):
        return []
    ends = {power.code: power.cancellation.starts_on for power in found if power.cancellation}
    changing = {power.code: {span.starts_on for span in power.spans} for power in found}
    rows = ItemVersion.objects.filter(city=city, state="published", power__in=list(changing))
    for row in rows.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=today)).select_related("item"):
        wanted = ends.get(row.power)
        if row.retired_on != wanted and (row.retired_on is None or row.retired_on in changing[row.power]):
            ItemVersion.objects.filter(pk=row.pk).update(retired_on=wanted)
            changed.add(row.item.code)
    return sorted(changed)


def _offered(city: str) -> models.QuerySet[ItemVersion]:
    offered = models.Q(retired_on=None) | models.Q(retired_on__gt=calendar.today())
    return ItemVersion.objects.filter(offered, city=city, state="published")


def _retire(gone: models.QuerySet[ItemVersion], day: date, more: dict[str, Any] | None = None) -> list[str]:
    retired = sorted(set(gone.values_list("item__code", flat=True)))
    gone.update(retired_on=day, **(more or {}))
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


def _wanted(items: Iterable[Declared], elements: Mapping[str, Declared] | None) -> dict[str, _Wanted]:
    known = dict(Element.objects.values_list("key", "body")) if elements is None else elements
    return {item["code"]: _Wanted.of(item, known) for item in items}


def _rows(city: str, wanted: Mapping[str, _Wanted]) -> dict[str, Item]:
    return {row.code: row for row in Item.objects.filter(city=city, code__in=list(wanted))}


def _kept(wanted: Mapping[str, _Wanted], present: Mapping[str, Item], last: Mapping[int, ItemVersion]) -> list[str]:
    """Items that the desk changed or retired and the pack still says otherwise."""
    found = []
    for code, row in present.items():
        before = last.get(row.pk)
        if before and before.ahead_of_pack and (before.retired_on or before.body != wanted[code].body):
            found.append(code)
    return found


def _keep_items(city: str, wanted: Mapping[str, _Wanted], present: dict[str, Item]) -> None:
    """Every wanted item exists and is offered; `present` gains the new ones. A retirement to come stays."""
    new = [Item(city_id=city, code=code) for code in wanted if code not in present]
    back = ItemVersion.objects.filter(item__in=[row.pk for code, row in present.items() if code in wanted])
    back.filter(retired_on__lte=calendar.today()).update(retired_on=None)
    present |= {row.code: row for row in Item.objects.bulk_create(new, batch_size=BATCH)}


def _last_versions(items: Iterable[int]) -> dict[int, ItemVersion]:
    rows = ItemVersion.objects.filter(item__in=list(items)).exclude(state="cancelled")
    rows = rows.order_by("item", "-number").distinct("item")
    return {row.item_id: row for row in rows.only("item", "number", "digest", "ahead_of_pack", "retired_on")}


def _numbers(items: Iterable[int]) -> dict[int, int]:
    rows = ItemVersion.objects.filter(item__in=list(items)).values("item").annotate(most=models.Max("number"))
    return dict(rows.values_list("item", "most"))


def _write(city: str, fresh: list[ItemVersion]) -> None:
    _make_room(fresh)
    ItemVersion.objects.bulk_create(fresh, batch_size=BATCH)
    # What was declared again is offered again, save what nobody has the power for.
    follow_powers(city=city)


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


def _leaving(before: ItemVersion | None) -> date | None:
    """A retirement still to come holds for the next version too."""
    day = before.retired_on if before else None
    return day if day and day > calendar.today() else None


def _row(
    item: Item,
    want: _Wanted,
    held: Mapping[str, offices.Office],
    number: int,
    origin: Origin,
    before: ItemVersion | None,
) -> ItemVersion:
    definition = want.definition
    office = held[want.definition.department]
    return ItemVersion(
        item=item,
        city_id=item.city_id,
        department_id=office.pk,
        offices=sorted({office.pk, *(held[each.department].pk for each in definition.implementations)}),
        number=number,
        effective_on=definition.effective_on,
        retired_on=_leaving(before),
        origin=origin.place,
        approved_by_id=origin.approved_by,
        ahead_of_pack=origin.place == "desk",
        body=want.body,
        elements=want.elements,
        digest=want.digest,
        loaded_at=calendar.now(),
        **_searched(definition, office),
    )


def _searched(definition: ItemDefinition, office: offices.Office) -> dict[str, Any]:
    """Columns for lists and search, and for finding the items of a power."""
    return {
        "name": definition.name.zh,
        "name_en": definition.name.en,
        "card": indexing.card(definition),
        "kind": definition.kind,
        "power": definition.power,
        "audience": list(definition.audience),
        "topics": list(definition.topics),
        "papers": indexing.papers(definition),
        "tokens": indexing.tokens_of(definition, office),
        "pinyin": indexing.spelled(definition),
        "search_name": indexing.search_name(definition),
    }
