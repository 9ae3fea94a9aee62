"""Tables of ratings."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.kit.crypto.fields import SecretText


class Level(models.Model):
    """One of the five levels, as the pack names it. 1 is very dissatisfied."""

    level = models.SmallIntegerField(primary_key=True)
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60)


class Tag(models.Model):
    """Something short to tap, for one level. The code's first digit is the level (national interface)."""

    code = models.CharField(max_length=10, primary_key=True)
    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)
    order = models.SmallIntegerField()


class Rating(models.Model):
    """What an applicant said about one case: once, and once more if they like."""

    case_number = models.CharField(max_length=50)
    number = models.SmallIntegerField()
    """1 the rating, 2 the one follow-up 追评."""
    item_code = models.CharField(max_length=33)
    office = models.BigIntegerField()
    applicant = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+", db_index=False)
    level = models.SmallIntegerField()
    tags = ArrayField(models.CharField(max_length=10), default=list)
    text = SecretText(default="")
    channel = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        db_table_comment = "insert only: nobody improves a rating afterwards"
        constraints = [
            models.UniqueConstraint(fields=["case_number", "number"], name="rating_once_for_each_event"),
            models.CheckConstraint(condition=Q(number__in=[1, 2]), name="rating_number"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="rating_level"),
        ]
        indexes = [models.Index(fields=["item_code", "number"], name="ratings_of_item")]
