"""What a start has already done, so that the next one goes on from there."""

from django.db import models


class Milestone(models.Model):
    """One thing done once for this city: `standing`, `demo begun`, `demo`, and each act of a demo scene."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
