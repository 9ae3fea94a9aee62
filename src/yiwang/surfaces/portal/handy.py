"""Conveniences as this portal offers them: those that stand for a page of ours only where we have the page."""

from __future__ import annotations

from collections.abc import Iterable

from yiwang.registers.conveniences import queries as conveniences
from yiwang.registers.conveniences.convenience import Convenience

MOST = 3
PAGES = {
    "verify": "verify",
    "cases": "cases",
    "things": "things",
    "licences": "licences",
    "search": "search",
    "papers": "papers",
    "agencies": "agencies",
    "permits": "permits",
}
"""The name of the address by the pack's word."""


def shown(city: str) -> list[Convenience]:
    """The city's conveniences in their order."""
    return [each for each in conveniences.conveniences(city) if has_page(each)]


def named(found: Iterable[Convenience], words: str) -> list[Convenience]:
    """Those that somebody's words mean, the first few."""
    return [each for each in found if words and each.is_meant_by(words)][:MOST]


def has_page(found: Convenience) -> bool:
    return found.kind != "page" or found.target in PAGES
