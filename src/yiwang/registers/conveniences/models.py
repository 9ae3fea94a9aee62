"""Conveniences of a city: the checked declaration whole, and columns for what is listed."""

from django.db import models
from django.db.models import Q


class Convenience(models.Model):
    """What a city offers besides its items. Nothing hangs on an earlier state of it, so there are no versions."""

    city = models.ForeignKey("offices.City", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    audience = models.CharField(max_length=12)
    order = models.IntegerField()
    body = models.JSONField()
    digest = models.BinaryField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["city", "key"], name="one_convenience_by_its_key"),
            models.CheckConstraint(
                condition=Q(audience__in=["citizen", "enterprise", "both"]), name="convenience_audience"
            ),
        ]
