"""Days from a first to a last, as the database compares them: for constraints that forbid overlaps."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.db.models import F, Func


class Days(Func):
    """The days from a start to an end, both included; an empty end is open."""

    function = "DATERANGE"
    output_field = DateRangeField()


def days(start: str, end: str) -> Days:
    """The days that two date columns of a row span."""
    return Days(F(start), F(end), RangeBoundary(inclusive_lower=True, inclusive_upper=True))
