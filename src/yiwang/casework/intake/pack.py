"""What a city may declare for intake: its part of `[rules]` in city.toml."""

from __future__ import annotations

from yiwang.kit.pack import Pack, Problem, check_schema
from yiwang.kit.pack.shapes import rules

RULES = {"draft_keep_days": {"type": "integer", "minimum": 1, "maximum": 3650}}


def check(pack: Pack) -> list[Problem]:
    """Every fault of the rules about drafts."""
    return check_schema(pack.file("city"), rules(RULES))


def load(pack: Pack) -> dict[str, int]:
    """Nothing is stored: rules are read from the pack."""
    return {}
