"""A declaration as an item file, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomlkit


def written(declared: Mapping[str, Any]) -> str:
    """The text of the item's file."""
    return tomlkit.dumps(declared)
