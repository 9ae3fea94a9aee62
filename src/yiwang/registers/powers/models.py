"""Tables of powers and of their states in time."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

from yiwang.kit.calendar.ranges import days


class Power(models.Model):
    """One line of the list of powers. `code` is its 基本编码, `holder` the department that keeps it.

    At level 3 the departments of the holder's system in the districts exercise it.
    """

    city = models.ForeignKey("offices.City", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300)
    kind = models.CharField(max_length=2)
    level = models.CharField(max_length=1)
    holder = models.ForeignKey("offices.Department", on_delete=models.PROTECT, related_name="+")
    basis = models.JSONField()
    """[{law, article, url}], the strongest first."""
    assumed = models.JSONField(default=list)
    retired_on = models.DateField(null=True)
    """From this day on the city no longer lists it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["city", "code"], name="power_code_in_city"),
            models.CheckConstraint(condition=Q(code__regex=r"^\d{12}$"), name="power_code_has_12_digits"),
            models.CheckConstraint(condition=Q(level__in=list("1234567")), name="power_level"),
        ]
        indexes = [
            models.Index(fields=["holder", "code"], name="powers_of_holder"),
            GinIndex(OpClass("name", name="gin_trgm_ops"), name="powers_by_name", fastupdate=False),
        ]


class PowerState(models.Model):
    """A power is in one state on each day. The states of a power are made from its declared changes."""

    power = models.ForeignKey(Power, on_delete=models.CASCADE, related_name="states")
    state = models.CharField(max_length=10)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    change = models.CharField(max_length=8, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=500, blank=True)
    assumed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["in_force", "adjusted", "cancelled"]), name="power_state_is_known"
            ),
            models.CheckConstraint(condition=Q(change="") | ~Q(basis=""), name="power_changes_by_law"),
            ExclusionConstraint(
                name="one_state_of_a_power_at_a_time",
                expressions=[
                    ("power", RangeOperators.EQUAL),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["starts_on"], name="power_states_by_day", condition=~Q(starts_on=None))]
