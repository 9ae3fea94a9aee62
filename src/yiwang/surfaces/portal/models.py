"""Tables of the portal."""

from django.db import models


class BlindSpot(models.Model):
    """Words that found nothing, and how often on a day: what the catalogue lacks."""

    on = models.DateField()
    words = models.CharField(max_length=40)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["on", "words"], name="blind_spot_once_a_day")]
        indexes = [models.Index(fields=["-on", "-times"], name="blind_spots_by_day")]
