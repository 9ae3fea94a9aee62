"""How many cases of an item each office has ended, and how long they took: figures anybody may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.db import connection
from django.db.models import Avg, Count, F

from yiwang.casework.cases.models import ENDED, Case
from yiwang.kit import calendar

YEAR = timedelta(days=365)
FEWEST = 5
"""Of fewer there is no average: it would tell of single people."""


@dataclass(frozen=True)
class Tally:
    """Of the last year: cases ended, and calendar days from receipt to end, None where they are too few."""

    ended: int
    days: float | None


def ended_by_office(item_code: str, offices: Iterable[int]) -> dict[int, Tally]:
    """By office, for those that ended any; counted at most once an hour in a process."""
    hour = int(calendar.now().timestamp() // 3600)
    return dict(_counted(str(connection.settings_dict["NAME"]), item_code, tuple(sorted(offices)), hour))


@lru_cache(maxsize=256)
def _counted(database: str, item_code: str, offices: tuple[int, ...], hour: int) -> tuple[tuple[int, Tally], ...]:
    # For an ended case the index column is the day it ended.
    since = calendar.today() - YEAR
    rows = Case.objects.filter(ENDED, office__in=offices, item_code=item_code, due_index__gte=since)
    counted = rows.values("office").annotate(n=Count("pk"), took=Avg(F("ended_at") - F("received_at")))
    return tuple((row["office"], _tally(row["n"], row["took"])) for row in counted)


def _tally(count: int, took: timedelta) -> Tally:
    return Tally(count, took.total_seconds() / 86400 if count >= FEWEST else None)
