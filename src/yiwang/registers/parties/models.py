"""Tables of parties, accounts, representation and posts. Names, numbers, telephones and addresses are encrypted."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from yiwang.kit.calendar.ranges import days
from yiwang.kit.crypto.fields import SecretText

ROLES = ("clerk", "reviewer", "approver", "editor", "publisher", "administrator", "security", "auditor")
NUMBER_KINDS = ("citizen", "residence", "passport", "credit", "other")


class Party(models.Model):
    """A person 自然人 or an organisation 法人. Found by its number's token only: one party for each number."""

    kind = models.CharField(max_length=12)
    name = SecretText()
    name_token = models.BinaryField()
    number = SecretText()
    number_kind = models.CharField(max_length=12)
    number_token = models.BinaryField()
    phone = SecretText(default="")
    address = SecretText(default="")
    division = models.CharField(max_length=12, blank=True)
    assurance = models.SmallIntegerField(default=0)
    """0 stated, 1 telephone checked, 2 verified against the register, 3 verified in person or by face."""
    verified_at = models.DateTimeField(null=True)
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number_kind", "number_token"], name="one_party_for_each_number"),
            models.CheckConstraint(condition=Q(kind__in=["person", "organisation"]), name="party_kind"),
            models.CheckConstraint(condition=Q(number_kind__in=NUMBER_KINDS), name="party_number_kind"),
            models.CheckConstraint(condition=Q(assurance__gte=0, assurance__lte=3), name="party_assurance"),
            models.CheckConstraint(
                condition=Q(kind="person", number_kind__in=["citizen", "residence", "passport", "other"])
                | Q(kind="organisation", number_kind__in=["credit", "other"]),
                name="party_number_fits_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(assurance__lt=2) | Q(verified_at__isnull=False), name="party_verified_has_its_time"
            ),
        ]
        indexes = [models.Index(fields=["name_token"], name="parties_by_name")]


class Account(AbstractBaseUser):
    """What signs in. It is found by a token of its login (a mobile or staff number); the login itself is encrypted."""

    login_token = models.BinaryField(unique=True)
    login = SecretText()
    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField()

    USERNAME_FIELD = "login_token"
    REQUIRED_FIELDS: list[str] = []


class Representation(models.Model):
    """A person may act for an organisation, from a day to a day."""

    person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=["legal", "agent"]), name="representation_role"),
            models.CheckConstraint(condition=~Q(person=F("organisation")), name="nobody_represents_themself"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="representation_ends_after_start"
            ),
            ExclusionConstraint(
                name="representation_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="one_legal_representative_at_a_time",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(role="legal"),
            ),
        ]
        indexes = [models.Index(fields=["organisation"], name="representatives_of")]


class Post(models.Model):
    """A staff post: an account serves in a department with roles, from a day to a day."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey("offices.Department", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    roles = ArrayField(models.CharField(max_length=20))
    number = models.CharField(max_length=20)
    """The number on the badge."""
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    """When the holder was dismissed before the end."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(roles__contained_by=list(ROLES)), name="post_roles_are_known"),
            models.CheckConstraint(condition=~Q(roles=[]), name="post_has_a_role"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="post_ends_after_start"
            ),
            # Administrators of system, security and audit are different people (classified protection level 3).
            models.CheckConstraint(
                condition=~Q(roles__contains=["administrator", "security"])
                & ~Q(roles__contains=["administrator", "auditor"])
                & ~Q(roles__contains=["security", "auditor"]),
                name="post_three_administrators_apart",
            ),
            ExclusionConstraint(
                name="one_post_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at=None),
            ),
            ExclusionConstraint(
                name="badge_number_of_one_post_at_a_time",
                expressions=[("number", RangeOperators.EQUAL), (days("starts_on", "ends_on"), RangeOperators.OVERLAPS)],
                condition=Q(ended_at=None),
            ),
        ]
        indexes = [models.Index(fields=["department", "ends_on"], name="posts_of_department")]


class Attempt(models.Model):
    """Failed sign-ins of one account or one network address within a window of time; both only as tokens."""

    token = models.BinaryField(primary_key=True)
    failures = models.IntegerField(default=0)
    window_ends_at = models.DateTimeField()
