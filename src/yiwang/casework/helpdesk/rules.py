"""What the city's pack says about ratings."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from yiwang.kit.pack import Pack

FEWEST = 30


@lru_cache(maxsize=1)
def rating_threshold() -> int:
    """How many ratings an item needs before an average is shown; 30 where the pack says nothing."""
    return int(Pack(settings.PACK).file("city").data.get("rules", {}).get("rating_threshold", FEWEST))
