"""Tables of divisions, departments, halls, windows and delegations."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from yiwang.kit.calendar.ranges import days

CREDIT_CODE = r"^[0-9A-Z]{18}$"


class City(models.Model):
    """A city whose offices and items are kept here: one's own, or one that items were imported from."""

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=60, blank=True)
    """Name of the import source; empty for a city that has a pack."""

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(code__regex=r"^\d{6}$"), name="city_code_is_a_division")]


class Division(models.Model):
    """A division (GB/T 2260 six digits, GB/T 10114 nine for streets and towns), or a zone. Retired ones stay known."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=10)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    retired_on = models.DateField(null=True)
    became = models.CharField(max_length=12, blank=True)
    """Code of the division that took a retired one's place."""
    covers = ArrayField(models.CharField(max_length=12), default=list)
    """Of a zone: codes of the divisions that lie in it."""
    also = ArrayField(models.CharField(max_length=60), default=list)
    """Other names by which an address calls it."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^(\d{6}|\d{9}|\d{12})$"), name="division_code"),
            models.CheckConstraint(
                condition=Q(level__in=["province", "city", "district", "street", "zone"]), name="division_level"
            ),
        ]


class Department(models.Model):
    """A department 部门. `code` is its unified social credit code; a wrong check digit of a source is kept as given."""

    code = models.CharField(max_length=18, unique=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    level = models.CharField(max_length=10)
    phone = models.CharField(max_length=60, blank=True)
    complaint_phone = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=60, blank=True)
    retired_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=CREDIT_CODE), name="department_code_has_18_characters"),
            models.CheckConstraint(condition=Q(level__in=["city", "district"]), name="department_level"),
        ]
        indexes = [models.Index(fields=["city", "name"], name="departments_of_city")]


class Hall(models.Model):
    """A service hall 大厅."""

    code = models.CharField(max_length=40, unique=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=300, blank=True)
    address_en = models.CharField(max_length=300, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    hours_en = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)


class Window(models.Model):
    """A window of a hall. Without departments it is a one-window desk: it takes every item."""

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="windows")
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=100, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    departments = ArrayField(models.CharField(max_length=18), default=list)
    """Codes of the departments whose items it takes."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hall", "number"], name="window_number_in_hall")]


class Delegation(models.Model):
    """A power handed from one department to another for a place, from a day on (下放, 委托, 授权)."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    power = models.CharField(max_length=12)
    """基本编码 of the power."""
    giver = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    """The last day; empty: until further notice."""
    basis = models.CharField(max_length=300)
    """Law and article, or the number of the decision."""
    pending = models.CharField(max_length=4)
    """What becomes of cases under way: "stay" with the office that has them, or "move"."""
    pending_basis = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=500, blank=True)
    assumed = models.BooleanField(default=False)
    moved_at = models.DateTimeField(null=True)
    """When the last case under way had been handed over; then nobody looks for more."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["city", "key"], name="delegation_key_in_city"),
            models.CheckConstraint(condition=Q(power__regex=r"^\d{12}$"), name="delegation_of_a_power"),
            models.CheckConstraint(condition=Q(kind__in=["devolve", "entrust", "authorise"]), name="delegation_kind"),
            models.CheckConstraint(
                condition=Q(pending="stay") | (Q(pending="move") & ~Q(pending_basis="")),
                name="delegation_moves_cases_by_law",
            ),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="delegation_to_another"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="delegation_ends_after_start"
            ),
            ExclusionConstraint(
                name="one_delegation_of_a_power_for_a_place",
                expressions=[
                    ("city", RangeOperators.EQUAL),
                    ("power", RangeOperators.EQUAL),
                    ("place", RangeOperators.EQUAL),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
