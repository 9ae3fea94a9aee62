"""What the first pages show of the catalogue: public, the same for everybody, so it is read once a minute."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from yiwang.kit import calendar
from yiwang.kit.errors import Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.conveniences.convenience import Convenience
from yiwang.surfaces.look.context import city
from yiwang.surfaces.portal import handy

MOST = 200
POPULAR = 8
HANDY = 4
"""Conveniences on the first page: so many for people and so many for firms."""


@dataclass(frozen=True)
class Stage:
    """A topic on the line of a life or of a firm, with a few of its items."""

    topic: catalogue.TopicView
    items: tuple[catalogue.Summary, ...]


@dataclass(frozen=True)
class Shelf:
    person: tuple[Stage, ...]
    firm: tuple[Stage, ...]
    popular: tuple[tuple[str, catalogue.Summary], ...]
    """Items with the icon of their topic."""
    count: int
    handy: tuple[Convenience, ...] = ()
    services: tuple[Convenience, ...] = ()
    """All conveniences."""

    @property
    def searches(self) -> list[Text]:
        """Words the pack proposes under the search box."""
        return [Text(**words) for words in city().get("searches", ())]


def shelf(code: str = "") -> Shelf:
    """The shelf of a city; of this portal's own unless told."""
    return _shelf(
        str(connection.settings_dict["NAME"]), int(calendar.now().timestamp() // 60), code or str(city()["code"])
    )


def topics(code: str = "") -> list[catalogue.TopicView]:
    return [stage.topic for stage in (*shelf(code).person, *shelf(code).firm)]


@lru_cache(maxsize=4)
def _shelf(database: str, minute: int, code: str) -> Shelf:
    of_topic: dict[str, list[catalogue.Summary]] = defaultdict(list)
    items = catalogue.published(code, limit=MOST)
    for item in items:
        for key in item.topics:
            of_topic[key].append(item)
    topics = catalogue.topics(code)
    stages = [Stage(topic, _of_stage(topic.key, of_topic[topic.key])) for topic in topics if topic.count]
    person = tuple(stage for stage in stages if "person" in stage.topic.audience)
    firm = tuple(stage for stage in stages if "person" not in stage.topic.audience)
    icons = {topic.key: topic.icon for topic in topics}
    offered = handy.shown(code)
    popular = _popular(items, person, firm, icons)
    return Shelf(person, firm, popular, catalogue.count(code), _handy(offered), tuple(offered))


def _of_stage(key: str, items: list[catalogue.Summary]) -> tuple[catalogue.Summary, ...]:
    """The two that stand for a topic: what many come for, then what has it as its first."""
    asked = city().get("popular", ())
    ranked = sorted(items, key=lambda item: (item.code not in asked, item.topics[0] != key))
    return tuple(ranked[:2])


def _handy(found: list[Convenience]) -> tuple[Convenience, ...]:
    """The first that work something out, in the city's order."""
    tables = [each for each in found if each.kind == "table"]
    of = {side: [each for each in tables if each.audience == side][:HANDY] for side in ("citizen", "enterprise")}
    return (*of["citizen"], *of["enterprise"])


def _popular(
    items: list[catalogue.Summary], person: tuple[Stage, ...], firm: tuple[Stage, ...], icons: dict[str, str]
) -> tuple[tuple[str, catalogue.Summary], ...]:
    """What the pack names; where it names nothing, one item of each of the first topics."""
    named = [(icons.get(item.topics[0], "doc"), item) for code in city().get("popular", ()) for item in items
             if item.code == code and item.topics]  # fmt: skip
    return tuple(named[:POPULAR] or (*_firsts(person, items, POPULAR // 2), *_firsts(firm, items, POPULAR // 2)))


def _firsts(
    stages: tuple[Stage, ...], items: list[catalogue.Summary], count: int
) -> list[tuple[str, catalogue.Summary]]:
    """One item of each topic, of those whose first topic it is, until there are enough."""
    chosen = []
    for stage in stages:
        own = next((item for item in items if item.topics[:1] == (stage.topic.key,)), None)
        if own and len(chosen) < count:
            chosen.append((stage.topic.icon, own))
    return chosen
