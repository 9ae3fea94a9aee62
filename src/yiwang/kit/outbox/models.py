"""Tables of facts told and facts heard."""

from django.db import models


class Fact(models.Model):
    """One fact, told in the transaction of the act that made it true."""

    kind = models.CharField(max_length=120)
    """`room.EventName`."""
    body = models.JSONField()
    told_at = models.DateTimeField()
    handed_on_at = models.DateTimeField(null=True)
    """When a job for each handler had been queued; empty means the pump has not seen it."""

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="outbox_waiting", condition=models.Q(handed_on_at__isnull=True)),
            models.Index(fields=["kind", "id"], name="outbox_kind"),
        ]


class Heard(models.Model):
    """A handler has heard a fact: written in the handler's own transaction, so the effect happens exactly once."""

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="+")
    handler = models.CharField(max_length=200)
    heard_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "handler"], name="heard_once")]
