"""What the city's pack says about showing ratings."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from yiwang.kit.pack import Pack

FEWEST = 30


@lru_cache(maxsize=1)
def rating_threshold() -> int:
    """How many voices an average needs before it is shown: the city's rule for every rating, 30 where it says none."""
    return int(Pack(settings.PACK).file("city").data.get("rules", {}).get("rating_threshold", FEWEST))
