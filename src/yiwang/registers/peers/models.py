"""Tables of peers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Peer(models.Model):
    """One system that speaks for one department. Its key is shown once and kept as a keyed digest only."""

    name = models.CharField(max_length=80, unique=True)
    department = models.ForeignKey("offices.Department", on_delete=models.PROTECT, related_name="+")
    key_token = models.BinaryField(unique=True)
    roles = ArrayField(models.CharField(max_length=20))
    admitted_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True)
