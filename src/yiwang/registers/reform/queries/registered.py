"""What a city says of the reform, read once for each of its states, and what a choice comes to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from yiwang.kit import calendar
from yiwang.kit.errors import NotFound, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.offices import queries as offices
from yiwang.registers.reform import bundling, models, wizard
from yiwang.registers.reform import matter as matters
from yiwang.registers.reform.bundling import Plan
from yiwang.registers.reform.matter import Matter
from yiwang.registers.reform.scope import Scope, read_aspect, read_scope
from yiwang.registers.reform.wizard import Choice, Register, Result
from yiwang.registers.things import queries as things

EMPTY = Register({}, {}, {})


@dataclass(frozen=True)
class Told:
    """A result with the plan to get it done, and the items' versions by code."""

    result: Result
    plan: Plan
    versions: dict[str, catalogue.Version]


def register(city: str) -> Register:
    """Everything in force; empty where the city declares nothing."""
    row = models.Register.objects.filter(city=city).values_list("digest", flat=True).first()
    return _read(str(connection.settings_dict["NAME"]), city, bytes(row)) if row else EMPTY


def matter(city: str, key: str) -> Matter:
    """One matter. Raises NotFound."""
    found = register(city).matters.get(key)
    if found is None:
        raise NotFound()
    return found


def scopes_of(found: Register, key: str) -> list[Scope]:
    """The scopes whose own decisions may come to a matter."""
    return [
        scope
        for scope in found.scopes.values()
        if any(key in row.needs for decision in scope.decisions for row in decision.rows)
    ]


def counts(found: Register) -> tuple[Counter[str], Counter[str]]:
    """How many matters are in each mode today, in the city as a whole; and how many each department has."""
    today = calendar.today()
    modes = Counter(each.mode(today) for each in found.matters.values())
    return modes, Counter(each.department for each in found.matters.values())


def tell(city: str, choice: Choice) -> Told:
    """What complete answers come to, with the items and things that are offered today."""
    found = register(city)
    result = wizard.result(found, choice)
    answers = wizard.relevant(found, choice)
    versions = catalogue.current_of(bundling.codes(result), city)
    definitions = {code: each.definition for code, each in versions.items()}
    keys = bundling.things_of(result)
    offered = {each.key: each for each in things.things(city, "enterprise") if each.key in keys} if keys else {}
    return Told(result, bundling.plan(result, definitions, offered, answers), versions)


@lru_cache(maxsize=8)
def _read(database: str, city: str, digest: bytes) -> Register:
    # The digest changes with any declaration, so what was read under it holds as long as the process lives.
    frame = models.Register.objects.get(city=city).body
    rows = models.Declaration.objects.filter(city=city, retired_on=None).order_by("key")
    bodies = {kind: [row.body for row in rows if row.kind == kind] for kind in ("matter", "scope")}
    return Register(
        matters={each["key"]: matters.read_matter(each) for each in bodies["matter"]},
        scopes={each["key"]: read_scope(each) for each in bodies["scope"]},
        aspects={each["key"]: read_aspect(each) for each in frame["aspects"]},
        lists={each["key"]: matters.read_list(each) for each in frame["lists"]},
        departments={each["key"]: Text(**each["name"]) for each in frame["departments"]},
        areas={each.code: each.name for each in offices.districts(city)},
    )
