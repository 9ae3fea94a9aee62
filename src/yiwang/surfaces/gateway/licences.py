"""Verification of a licence, for anybody who holds its code."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest
from ninja import Router, Schema

from yiwang.instruments.licences import queries
from yiwang.surfaces.gateway.problems import Problem
from yiwang.surfaces.gateway.shapes import Words, in_both

router = Router(tags=["licences"])


class CheckLine(Schema):
    key: str
    passed: bool | None


class Verdict(Schema):
    """`state` is valid, altered, revoked, expired, suspended, not_yet or unknown; the holder's name is masked."""

    state: str
    text: Words
    at: datetime
    checks: list[CheckLine]
    identifier: str = ""
    name: Words | None = None
    holder: str = ""
    office: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@router.get(
    "/verify/{code}",
    response={200: Verdict, 422: Problem, 503: Problem},
    summary="What a licence's code stands for now",
)
def verify(request: HttpRequest, code: str) -> Verdict:
    """An unknown code is a verdict, not an error: 200 with state `unknown`."""
    found = queries.verdict(code)
    return Verdict(
        state=found.state, text=in_both(found.text), at=found.at, identifier=found.identifier,
        checks=[CheckLine(key=check.key, passed=check.passed) for check in found.checks],
        name=in_both(found.name) if found.name else None, holder=found.holder, office=found.office,
        valid_from=found.valid_from, valid_until=found.valid_until,
    )  # fmt: skip
