"""A declaration as an item file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yiwang.registers.drafts import writing


def written(declared: Mapping[str, Any]) -> str:
    """The text of the item's file."""
    return writing.fresh(declared)
