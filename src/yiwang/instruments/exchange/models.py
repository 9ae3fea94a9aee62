"""Tables of resources and calls."""

from django.db import models


class Resource(models.Model):
    """One thing that may be asked of one register, as the pack declares it."""

    key = models.CharField(max_length=80, primary_key=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200)
    provider = models.CharField(max_length=18)
    """Code of the department that keeps the register."""
    register = models.CharField(max_length=60)
    asks = models.JSONField()
    returns = models.JSONField()
    scenario = models.JSONField()
    basis = models.CharField(max_length=200)


class Call(models.Model):
    """One question asked, or not asked because the register was down."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed"
        DIFFERENT = "different"
        UNKNOWN = "unknown"
        UNAVAILABLE = "unavailable"

    resource = models.CharField(max_length=80)
    subject = models.BinaryField()
    """Ledger subject of the party asked about: a keyed token, no number."""
    actor = models.CharField(max_length=60)
    office = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=200)
    reference = models.CharField(max_length=50, blank=True)
    """Number of the case, or of the draft it is asked for."""
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    milliseconds = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table_comment = "insert only: a call made is never unmade"
        indexes = [
            models.Index(fields=["subject", "-id"], name="exchange_call_about"),
            models.Index(fields=["resource", "-id"], name="exchange_call_resource"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["confirmed", "different", "unknown", "unavailable"]),
                name="exchange_call_outcome",
            )
        ]
