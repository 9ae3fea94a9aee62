"""Tables of the reform. What a city declares stands whole in `body`; a row is one declaration."""

from django.db import models
from django.db.models import Q


class Register(models.Model):
    """What a city has declared of the reform as a whole: changes whenever any part of it does."""

    city = models.OneToOneField("offices.City", on_delete=models.PROTECT, related_name="+", primary_key=True)
    body = models.JSONField()
    """Lists, departments and aspects."""
    digest = models.BinaryField()
    loaded_at = models.DateTimeField()


class Declaration(models.Model):
    """A matter 改革事项 or a scope 经营范围."""

    city = models.ForeignKey("offices.City", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=60)
    body = models.JSONField()
    digest = models.BinaryField()
    retired_on = models.DateField(null=True)
    """From this day on the city no longer declares it."""
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["city", "kind", "key"], name="reform_declared_once"),
            models.CheckConstraint(condition=Q(kind__in=["matter", "scope"]), name="reform_kind"),
        ]
