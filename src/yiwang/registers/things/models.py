"""Tables of things. A version is written once; what it says never changes."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from yiwang.kit.calendar.ranges import days


class ThingVersion(models.Model):
    """One version of a thing 一件事: the checked declaration whole, and columns for what is listed."""

    city = models.ForeignKey("offices.City", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    number = models.IntegerField()
    effective_on = models.DateField()
    ends_on = models.DateField(null=True)
    state = models.CharField(max_length=12, default="published")
    """"published", or "superseded": another version with the same first day took its place."""
    retired_on = models.DateField(null=True)
    """From this day on the city no longer offers it."""
    audience = models.CharField(max_length=12)
    order = models.IntegerField()
    body = models.JSONField()
    digest = models.BinaryField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["city", "key", "number"], name="thing_version_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="thing_number_from_one"),
            models.CheckConstraint(condition=Q(state__in=["published", "superseded"]), name="thing_state"),
            models.CheckConstraint(condition=Q(audience__in=["citizen", "enterprise"]), name="thing_audience"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("effective_on")), name="thing_ends_after_start"
            ),
            ExclusionConstraint(
                name="one_published_thing_at_a_time",
                expressions=[
                    ("city", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    (days("effective_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="published"),
            ),
        ]
