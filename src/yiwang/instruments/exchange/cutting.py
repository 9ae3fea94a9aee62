"""Only what the resource declares leaves the city, and only what it declares comes in (PIPL art. 6: the minimum)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# A field of a register is a word or a number; nothing longer is ever needed to confirm something.
LONGEST = 500


def asked(declared: tuple[str, ...], facts: Mapping[str, Any]) -> dict[str, str]:
    """The declared fields out of what is known; an empty one is left out."""
    return {name: str(facts[name]).strip() for name in declared if str(facts.get(name) or "").strip()}


def missing(declared: tuple[str, ...], facts: Mapping[str, str]) -> list[str]:
    """Declared fields that are not known: without them the register cannot be asked."""
    return [name for name in declared if name not in facts]


def returned(declared: tuple[str, ...], values: Mapping[str, Any]) -> dict[str, str]:
    """The declared fields out of what a register sent: it may send more, and may send something other than text."""
    plain = {name: values[name] for name in declared if isinstance(values.get(name), str | int | float)}
    return {name: _word(value)[:LONGEST] for name, value in plain.items()}


def _word(value: str | int | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
