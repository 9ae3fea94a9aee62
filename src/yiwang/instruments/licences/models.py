"""Tables of licences. The application adds rows and never changes one: what happens later is a row of its own."""

from django.db import models
from django.db.models import F, Q

from yiwang.instruments.licences.standing import CHANGES, ENDS
from yiwang.kit.crypto.fields import SecretJSON, SecretText


class Type(models.Model):
    """A version of a licence type, as the pack declared it; a licence keeps the one it was issued under."""

    key = models.CharField(max_length=80)
    code = models.CharField(max_length=21)
    number = models.IntegerField()
    body = models.JSONField()
    loaded_at = models.DateTimeField()

    class Meta:
        db_table_comment = "insert only: licences refer to the version they were issued under"
        constraints = [models.UniqueConstraint(fields=["key", "number"], name="licence_type_version")]


class Licence(models.Model):
    """A licence: its content, the digest and the SM2 signature over the content's canonical form."""

    type = models.ForeignKey(Type, on_delete=models.PROTECT, related_name="+")
    type_key = models.CharField(max_length=80)
    identifier = models.CharField(max_length=100, unique=True)
    """GB/T 36904, in full."""
    number = models.CharField(max_length=40, unique=True)
    code = models.CharField(max_length=12, unique=True)
    """The verification code of the QR code."""
    version = models.SmallIntegerField()
    previous = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")
    holder = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("offices.Department", on_delete=models.PROTECT, related_name="+")
    case_number = models.CharField(max_length=50, blank=True)
    content = SecretJSON()
    digest = models.BinaryField()
    """SM3 of the canonical content."""
    signature = models.BinaryField()
    key = models.CharField(max_length=40)
    """Name of the office's key (`seals`)."""
    issued_at = models.DateTimeField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        db_table_comment = "insert only: what was signed is not changed"
        constraints = [
            # I3: one decision, one licence; a second one needs to say which it replaces.
            models.UniqueConstraint(
                fields=["case_number", "type_key"],
                condition=Q(previous__isnull=True) & ~Q(case_number=""),
                name="one_licence_of_a_case",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="licence_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(version=1, previous__isnull=True) | Q(version__gt=1, previous__isnull=False),
                name="licence_later_version_names_earlier",
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "type_key", "-id"], name="licences_held"),
            models.Index(fields=["office", "-id"], name="licences_of_office"),
            models.Index(fields=["case_number"], name="licences_of_case"),
        ]


class Change(models.Model):
    """What happened to a licence after issue."""

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    """Reference of the actor, as on the ledger."""
    office = models.IntegerField(null=True)
    reason = SecretText()

    class Meta:
        db_table_comment = "insert only: what happened stays"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CHANGES), name="licence_change_is_known"),
            models.UniqueConstraint(fields=["licence"], condition=Q(kind__in=ENDS), name="licence_ends_once"),
        ]


class Document(models.Model):
    """The sealed PDF: made once."""

    licence = models.OneToOneField(Licence, on_delete=models.PROTECT, related_name="document")
    digest = models.CharField(max_length=64)
    """Name in the file store (SM3)."""
    size = models.IntegerField()
    made_at = models.DateTimeField()

    class Meta:
        db_table_comment = "insert only: a licence has one PDF"


class Obstacle(models.Model):
    """Why the PDF of a licence could not be made: for the office, which has to act before it is tried again."""

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="obstacles")
    zh = SecretText()
    en = SecretText()
    at = models.DateTimeField()

    class Meta:
        db_table_comment = "insert only: what stood in the way is not forgotten"
