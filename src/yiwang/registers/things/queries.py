"""Questions about things. Everything here is public knowledge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.db.models import Q, QuerySet

from yiwang.kit import calendar
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.definition.elements import DataElement
from yiwang.registers.things import planning
from yiwang.registers.things.models import ThingVersion
from yiwang.registers.things.planning import Plan
from yiwang.registers.things.thing import Answers, Definitions, Thing, read


@dataclass(frozen=True)
class Offered:
    """A thing in force with the items it is made of, as they are in force: by code."""

    thing: Thing
    number: int
    versions: Mapping[str, catalogue.Version]

    @property
    def definitions(self) -> Definitions:
        return {code: version.definition for code, version in self.versions.items()}

    @property
    def elements(self) -> dict[str, DataElement]:
        """The data elements of all its items."""
        return {key: each for version in self.versions.values() for key, each in version.elements.items()}

    def plan(self, answers: Answers) -> Plan:
        """What has to be done in this situation."""
        return planning.plan(self.thing, self.definitions, self.elements, answers)


def things(city: str, audience: str | None = None) -> list[Thing]:
    """The things of a city in force today, in their order; for "citizen" or "enterprise", or all."""
    rows = _in_force().filter(city=city).order_by("audience", "order", "key")
    rows = rows.filter(audience=audience) if audience else rows
    return [_read(_database(), pk)[0] for pk in rows.values_list("pk", flat=True)]


def named(city: str, words: str, most: int = 3) -> list[Thing]:
    """The things whose name or keyword is in what somebody typed, or the other way round; in their order."""
    said = words.casefold().replace(" ", "")
    return [each for each in things(city) if said and any(_meets(said, text) for text in _names(each))][:most]


def _names(found: Thing) -> list[str]:
    texts = (found.name.zh.removesuffix("一件事"), found.name.en, *found.keywords)
    return [text.casefold().replace(" ", "") for text in texts]


def _meets(said: str, text: str) -> bool:
    # One letter or character means anything and so nothing.
    return text in said or (len(said) > 1 and said in text)


def thing(city: str, key: str) -> Offered | None:
    """The version of a thing in force today; None where there is none, or where the city offers an item no more.

    A thing whose item is gone would leave a person half-way.
    """
    pk = _in_force().filter(city=city, key=key).values_list("pk", flat=True).first()
    if pk is None:
        return None
    found, number = _read(_database(), pk)
    versions = catalogue.current_of(found.codes(), city)
    if set(found.codes()) - set(versions):
        return None
    return Offered(found, number, versions)


def _in_force() -> QuerySet[ThingVersion]:
    today = calendar.today()
    return ThingVersion.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        Q(retired_on=None) | Q(retired_on__gt=today),
        state="published",
        effective_on__lte=today,
    )


@lru_cache(maxsize=1024)
def _read(database: str, pk: int) -> tuple[Thing, int]:
    # A version never changes, so what was read once holds as long as the process lives.
    row = ThingVersion.objects.only("body", "number").get(pk=pk)
    return read(row.body), row.number


def _database() -> str:
    return str(connection.settings_dict["NAME"])
