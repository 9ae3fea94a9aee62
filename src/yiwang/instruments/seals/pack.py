"""What a city declares for seals: nothing of its own. Every department of the pack gets its keys when it is loaded."""

from __future__ import annotations

from yiwang.instruments.seals import services
from yiwang.kit.pack import Pack, Problem
from yiwang.registers.offices import queries as offices


def check(pack: Pack) -> list[Problem]:
    return []


def load(pack: Pack) -> dict[str, int]:
    """Make the keys that are missing: an office's first licence need not wait for them."""
    city = str(pack.file("city").data.get("code", ""))
    named = offices.departments(city)
    made = services.ensure_seals(named=named)
    return {"new": len(made), "changed": 0, "unchanged": len(named) - len(made)}
