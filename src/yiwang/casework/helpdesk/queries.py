"""Questions about ratings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, Max, Q, QuerySet

from yiwang.casework.cases import queries as cases
from yiwang.casework.helpdesk import rules
from yiwang.casework.helpdesk.models import Level, Rating, Tag
from yiwang.casework.helpdesk.satisfaction import grade
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Text

DECIDED = ("granted", "refused", "declined", "closed")
MOST = 2
"""The rating and one follow-up."""


@dataclass(frozen=True)
class TagView:
    """Something short to tap, with the national code it is kept under."""

    code: str
    name: Text


@dataclass(frozen=True)
class LevelView:
    """One of the five levels, as the pack names it; `grade` is good, middle or bad."""

    level: int
    name: Text
    grade: str
    tags: tuple[TagView, ...]


@dataclass(frozen=True)
class Given:
    """One rating as its author sees it."""

    number: int
    level: int
    tags: tuple[str, ...]
    text: str
    at: datetime


@dataclass(frozen=True)
class Figures:
    """How an item is rated. Below the pack's threshold there is a count and nothing else: few voices are no average.

    `average` from 1 to 5, `good` the share of the two best levels from 0 to 1; follow-ups are not counted.
    """

    count: int
    average: float | None
    good: float | None
    threshold: int


def visible_to(actor: Actor) -> QuerySet[Rating]:
    """The ratings one may read: one's own, and those of one's office."""
    if actor.kind == "person" and actor.party is not None:
        return Rating.objects.filter(applicant=actor.party)
    if actor.kind == "staff" and actor.office is not None:
        return Rating.objects.filter(office=actor.office)
    return Rating.objects.none()


def levels() -> tuple[LevelView, ...]:
    """The five levels with their tags, the best first."""
    rows = Level.objects.order_by("-level").prefetch_related("tags")
    return tuple(LevelView(row.level, Text(row.name, row.name_en), grade(row.level), _tags(row.tags)) for row in rows)


def tags(level: int) -> tuple[TagView, ...]:
    """The tags that may be tapped for a level, in the pack's order."""
    return _tags(Tag.objects.filter(level=level))


def next_number(case_number: str) -> int:
    """1 before any rating, 2 after the first, 3 when nothing is open."""
    last = Rating.objects.filter(case_number=case_number).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def open_for(actor: Actor, case_number: str) -> int | None:
    """1 if the case may be rated, 2 if a follow-up is open, None if there is nothing for this actor to say."""
    case = cases.visible_to(actor).filter(number=case_number).first()
    if case is None or actor.kind != "person" or actor.party != case.applicant_id or case.state not in DECIDED:
        return None
    number = next_number(case_number)
    return number if number <= MOST else None


def given(actor: Actor, case_number: str) -> tuple[Given, ...]:
    """What was said about a case, in order, for those who may read it."""
    rows = visible_to(actor).filter(case_number=case_number).order_by("number")
    return tuple(Given(row.number, row.level, tuple(row.tags), row.text, row.at) for row in rows)


def figures(item_code: str) -> Figures:
    """How people rated an item: public, for no single voice can be read out of it."""
    rows = Rating.objects.filter(item_code=item_code, number=1)
    found = rows.aggregate(count=Count("pk"), average=Avg("level"), good=Count("pk", filter=Q(level__gte=4)))
    count, threshold = found["count"], rules.rating_threshold()
    if count == 0 or count < threshold:
        return Figures(count, None, None, threshold)
    return Figures(count, float(found["average"]), found["good"] / count, threshold)


def _tags(rows: QuerySet[Tag]) -> tuple[TagView, ...]:
    return tuple(
        TagView(row.code, Text(row.name, row.name_en)) for row in sorted(rows.all(), key=lambda tag: tag.order)
    )
