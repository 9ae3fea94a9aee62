"""What the city's pack says about drafts."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from yiwang.kit.pack import Pack

KEEP_DAYS = 90


@lru_cache(maxsize=1)
def keep_days() -> int:
    """Days that a draft nobody touches is kept; 90 where the pack says nothing."""
    return int(Pack(settings.PACK).file("city").data.get("rules", {}).get("draft_keep_days", KEEP_DAYS))
