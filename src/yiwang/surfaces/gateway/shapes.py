"""What answers about public knowledge have in common: a text in both languages, a limit, a law, whose city."""

from __future__ import annotations

from collections.abc import Iterable

from ninja import Query, Schema

from yiwang.kit.errors import Text
from yiwang.registers.definition import Basis, Limit
from yiwang.surfaces.gateway.problems import Problem

REFUSALS = {404: Problem, 422: Problem, 503: Problem}
CITY = Query("", pattern=r"^(\d{6})?$")
"""A division by its code; empty for the city that answers."""


class Words(Schema):
    zh: str
    en: str


class TimeLimit(Schema):
    count: int
    unit: str
    basis: str = ""


class LegalBasis(Schema):
    law: str
    article: str


def in_both(text: Text) -> Words:
    """A text in both languages."""
    return Words(zh=text.zh, en=text.en)


def time_limit(limit: Limit | None) -> TimeLimit | None:
    """A limit in the unit it is given in."""
    return TimeLimit(count=limit.count, unit=limit.unit, basis=limit.basis) if limit else None


def laws(basis: Iterable[Basis]) -> list[LegalBasis]:
    """Law and article, the strongest first."""
    return [LegalBasis(law=each.law, article=each.article) for each in basis]
