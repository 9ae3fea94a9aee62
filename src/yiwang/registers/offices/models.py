"""Tables of divisions, departments, halls and windows."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

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
    """A division (GB/T 2260 six digits, GB/T 10114 nine for streets and towns). Retired ones stay known."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=10)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    retired_on = models.DateField(null=True)
    became = models.CharField(max_length=12, blank=True)
    """Code of the division that took a retired one's place."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^(\d{6}|\d{9}|\d{12})$"), name="division_code"),
            models.CheckConstraint(
                condition=Q(level__in=["province", "city", "district", "street"]), name="division_level"
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
