"""What people searched for in vain: counted by day, with identifiers masked and nobody's name beside it."""

from __future__ import annotations

from django.db.models import F

from yiwang.kit import calendar, masking
from yiwang.surfaces.portal.models import BlindSpot

LONGEST = 40


def count(words: str) -> None:
    """One more search without a result. Whoever searches is not recorded."""
    tidy = masking.text(words.lower())[:LONGEST].replace("\x00", "")
    BlindSpot.objects.bulk_create([BlindSpot(on=calendar.today(), words=tidy, times=0)], ignore_conflicts=True)
    BlindSpot.objects.filter(on=calendar.today(), words=tidy).update(times=F("times") + 1)
