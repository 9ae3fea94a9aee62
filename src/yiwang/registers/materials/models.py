"""Tables of the registry of papers: as its pack declares it now. A version of an item keeps those it was made with."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models


class Paper(models.Model):
    """A paper 材料: what its file says, and columns for what is searched.

    `declared_at` is when it began to say this; its printed forms carry that instant, so that they stay the same bytes.
    """

    city = models.ForeignKey("offices.City", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300)
    search_name = models.TextField()
    body = models.JSONField()
    digest = models.BinaryField()
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["city", "key"], name="paper_key_in_city")]
        indexes = [
            models.Index(fields=["city", "name", "id"], name="papers_of_city"),
            GinIndex(OpClass("search_name", name="gin_trgm_ops"), name="papers_by_trigram", fastupdate=False),
        ]
