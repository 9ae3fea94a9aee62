"""Tables of drafts. The journal takes lines and never gives them back changed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yiwang.registers.drafts.life import KINDS, OPEN, STATES


class Draft(models.Model):
    """An item on its way to a version, or to its end. `declared` is the declaration as it stands in an item file."""

    public_id = models.CharField(max_length=32, unique=True)
    city = models.ForeignKey("offices.City", on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey("offices.Department", on_delete=models.PROTECT, related_name="+")
    """Whose item it is: its editors write it, its publishers review it."""
    code = models.CharField(max_length=33)
    kind = models.CharField(max_length=8)
    based_on = models.ForeignKey("catalogue.ItemVersion", on_delete=models.PROTECT, related_name="+", null=True)
    """The item's last word when this was begun; empty for a new item."""
    declared = models.JSONField()
    state = models.CharField(max_length=12, default="draft")
    edition = models.PositiveIntegerField(default=1)
    """Counts contents, so that two writers notice each other."""
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    """Why the item is retired, or why warnings stay."""
    effective_on = models.DateField(null=True)
    """The first day of the version, or the first day on which the item is offered no more."""
    writers = ArrayField(models.BigIntegerField(), default=list)
    """The persons who wrote an edition. A second post of one's own is still oneself."""
    approver = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+", null=True)
    approved_by = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="+", null=True)
    publisher = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+", null=True)
    version = models.ForeignKey("catalogue.ItemVersion", on_delete=models.PROTECT, related_name="+", null=True)
    """What it became."""
    opened_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["city", "code"], name="one_open_draft_of_an_item", condition=Q(state__in=OPEN)
            ),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="drafts_kind"),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="drafts_state"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "published"])
                | Q(approver__isnull=False, approved_by__isnull=False),
                name="drafts_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(publisher__isnull=False, effective_on__isnull=False),
                name="drafts_published_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(writers=[]) | ~Q(kind="new"), name="drafts_new_has_a_writer"),
        ]
        indexes = [
            models.Index(fields=["city", "-updated_at", "-id"], name="drafts_of_city"),
            models.Index(fields=["department", "-updated_at", "-id"], name="drafts_of_department"),
            models.Index(fields=["city", "code", "-id"], name="drafts_of_item"),
        ]


class Entry(models.Model):
    """One line of a draft's journal. `content` is the SM3 of the declaration after the act."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="entries")
    line = models.IntegerField()
    act = models.CharField(max_length=20)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    edition = models.PositiveIntegerField()
    post = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    content = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "line"], name="drafts_line_once")]
        db_table_comment = "insert only: what was done to an item's draft stays done"


class Edition(models.Model):
    """What a draft said in one of its last editions: a save that was a mistake can be taken back."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    declared = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="drafts_edition_once")]
