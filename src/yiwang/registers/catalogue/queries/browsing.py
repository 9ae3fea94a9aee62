"""Lists of items: by topic, department, audience, one page after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from yiwang.kit import calendar
from yiwang.kit.errors import Text
from yiwang.registers.catalogue.models import ItemVersion, Topic
from yiwang.registers.catalogue.queries.versions import in_force
from yiwang.registers.offices import queries as offices


@dataclass(frozen=True)
class Summary:
    """An item in a list. `cursor` is what the next page begins after; `promised` counts `promised_unit` days."""

    pk: int
    code: str
    city: str
    name: Text
    summary: Text
    office: offices.Office
    kind: str
    audience: tuple[str, ...]
    topics: tuple[str, ...]
    handling: str
    decided_by: str
    visits: int
    zero_material: bool
    reach: str
    online_depth: str
    promised: int
    promised_unit: str
    districts: int
    """How many districts carry it out, each in its own; 0: its office alone does."""
    cursor: str


@dataclass(frozen=True)
class TopicView:
    """A topic with the number of its items in force."""

    key: str
    name: Text
    icon: str
    audience: tuple[str, ...]
    count: int


def published(
    city: str,
    *,
    topic: str | None = None,
    department: int | None = None,
    audience: str | None = None,
    after: str | None = None,
    limit: int = 20,
) -> list[Summary]:
    """Items in force of a city by name; `after` is the cursor of the last one seen. A broken cursor begins again."""
    rows = in_force().filter(city=city)
    if topic:
        rows = rows.filter(topics__contains=[topic])
    if department:
        rows = rows.filter(offices__contains=[department])
    if audience:
        rows = rows.filter(audience__contains=[audience])
    name, pk = _position(after)
    if pk:
        rows = rows.filter(name__gte=name).filter(Q(name__gt=name) | Q(pk__gt=pk))
    return _summaries(rows.order_by("name", "pk")[:limit])


def shelf(
    city: str,
    *,
    stage: str = "in_force",
    department: int | None = None,
    words: str = "",
    after: str | None = None,
    limit: int = 20,
) -> list[Summary]:
    """Items as those who look after them list them, by name; `words` are in the name, or begin the code.

    `stage` is "in_force", "scheduled" or "retired".
    """
    rows = _staged(stage).filter(city=city)
    if department:
        rows = rows.filter(department=department)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(name_en__icontains=words) | Q(item__code__startswith=words))
    name, pk = _position(after)
    if pk:
        rows = rows.filter(name__gte=name).filter(Q(name__gt=name) | Q(pk__gt=pk))
    return _summaries(rows.order_by("name", "pk")[:limit])


def _staged(stage: str) -> QuerySet[ItemVersion]:
    today = calendar.today()
    if stage == "scheduled":
        return ItemVersion.objects.filter(state="published", effective_on__gt=today)
    if stage == "retired":
        return ItemVersion.objects.filter(state="published", ends_on=None, retired_on__lte=today)
    return in_force()


def summaries(versions: Iterable[int]) -> dict[int, Summary]:
    """Several versions as a list shows them, in force or not, by version pk."""
    return {each.pk: each for each in _summaries(ItemVersion.objects.filter(pk__in=set(versions)))}


def asking(city: str, papers: Iterable[str]) -> dict[str, list[tuple[str, Text]]]:
    """Which items in force ask for each of these papers by law: code and name, by name."""
    wanted = list(papers)
    found: dict[str, list[tuple[str, Text]]] = {key: [] for key in wanted}
    rows = in_force().filter(city=city, papers__overlap=wanted).order_by("name")
    for code, name, name_en, keys in rows.values_list("item__code", "name", "name_en", "papers"):
        for key in set(keys) & set(wanted):
            found[key].append((code, Text(name, name_en)))
    return found


def topics(city: str, *, audience: str | None = None) -> list[TopicView]:
    """The topics of a city in their order."""
    rows = Topic.objects.filter(city=city).order_by("order", "key")
    if audience:
        rows = rows.filter(audience__contains=[audience])
    counts = Counter(key for keys in in_force().filter(city=city).values_list("topics", flat=True) for key in keys)
    return [
        TopicView(row.key, Text(row.name, row.name_en), row.icon, tuple(row.audience), counts[row.key]) for row in rows
    ]


def topic_names(city: str) -> dict[str, Text]:
    """What each topic of a city is called, in their order."""
    rows = Topic.objects.filter(city=city).order_by("order", "key").values_list("key", "name", "name_en")
    return {key: Text(name, name_en) for key, name, name_en in rows}


def departments(city: str) -> list[tuple[offices.Office, int]]:
    """The departments of a city that have items in force, with how many."""
    counts = Counter(pk for held in in_force().filter(city=city).values_list("offices", flat=True) for pk in held)
    return [(each, counts[each.pk]) for each in offices.departments(city) if each.pk in counts]


def _summaries(rows: QuerySet[ItemVersion]) -> list[Summary]:
    listed = list(rows.select_related("item").defer("body", "elements", "tokens", "pinyin", "search_name"))
    return [_summary(row, offices.office(row.department_id)) for row in listed]


def _summary(row: ItemVersion, held_by: offices.Office) -> Summary:
    card = row.card
    return Summary(
        pk=row.pk,
        code=row.item.code,
        city=row.city_id,
        name=Text(row.name, row.name_en),
        summary=Text(card["summary"]["zh"], card["summary"]["en"]),
        office=held_by,
        kind=row.kind,
        audience=tuple(row.audience),
        topics=tuple(row.topics),
        handling=card["handling"],
        decided_by=card["decided_by"],
        visits=card["visits"],
        zero_material=card["zero_material"],
        reach=card["reach"],
        online_depth=card["online_depth"],
        promised=card["promised"],
        promised_unit=card["promised_unit"],
        districts=card.get("districts", 0),
        cursor=f"{row.pk}.{row.name}",
    )


def _position(cursor: str | None) -> tuple[str, int]:
    pk, _, name = (cursor or "").partition(".")
    if not (pk.isascii() and pk.isdigit()) or len(pk) > 18 or "\x00" in name:
        return "", 0
    return name, int(pk)
