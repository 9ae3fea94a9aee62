"""Tables of cases. A case's state is written by one function (`moving`); the journal is insert only.

Columns ending in `_index` are an index for lists and jobs, recomputed from the clock's reading with each act and
when the calendar changes. They are never the truth: pages read the clock.
"""

from django.db import models
from django.db.models import F, Q

from yiwang.casework.cases import lifecycle
from yiwang.casework.cases.clock import LEVELS
from yiwang.kit.crypto.fields import SecretJSON, SecretText

OPEN = Q(state__in=list(lifecycle.OPEN))
ENDED = Q(state__in=list(lifecycle.ENDED))


class Case(models.Model):
    """One case 办件. `number` is what people quote; `values` are the form's answers.

    Foreign keys have no index of their own: those that lists need are among the composite ones below.
    """

    number = models.CharField(max_length=50, unique=True)
    key = models.CharField(max_length=80)
    """Idempotency key of the submission: unique for the applicant."""
    version = models.ForeignKey("catalogue.ItemVersion", on_delete=models.PROTECT, related_name="+", db_index=False)
    item_code = models.CharField(max_length=33)
    office = models.ForeignKey("offices.Department", on_delete=models.PROTECT, related_name="+", db_index=False)
    applicant = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+", db_index=False)
    submitted_by = models.ForeignKey(
        "parties.Party", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    officer = models.ForeignKey("parties.Post", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    """Who has taken it; nobody yet if empty."""
    received_by = models.ForeignKey(
        "parties.Post", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    """The clerk who received it at a window; empty when it was handed in online."""
    elsewhere = models.BooleanField(default=False)
    """Received at another office's window (全市通办)."""
    source = models.CharField(max_length=1)
    """申报来源: 1 PC, 2 mobile, 0 window."""
    place = models.CharField(max_length=12, blank=True)
    """Code of the division or zone it lies in, by which the office was found; empty where the form does not tell."""
    situation = models.CharField(max_length=300, blank=True)
    answers = SecretJSON()
    values = SecretJSON()
    registered = SecretJSON(default=dict)
    """What the base registers answered, for the licence; may be empty."""
    contact_phone = SecretText(default="")
    licence = models.CharField(max_length=80, blank=True)
    """Identifier of the licence issued by the decision that stands."""

    state = models.CharField(max_length=12)
    revision = models.IntegerField(default=1)
    """Raised by every act that changes what a page shows: the `expected` of services."""
    received_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    due_index = models.DateField()
    """The clock that runs now; for an ended case the day it ended."""
    wake_index = models.DateField(null=True)
    """The first day on which a job has something to do (deem accepted, lapse, resume)."""
    worsen_index = models.DateField(null=True)
    """The first day on which a warning may be due."""
    calendar_index = models.CharField(max_length=64)
    """Digest of the calendar and rules that the three days above were read with."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["applicant", "key"], name="cases_one_for_each_submission"),
            models.CheckConstraint(condition=Q(state__in=list(lifecycle.STATES)), name="cases_state"),
            models.CheckConstraint(condition=Q(source__in=["0", "1", "2"]), name="cases_source"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="cases_revision_from_one"),
            models.CheckConstraint(
                condition=(ENDED & Q(ended_at__isnull=False)) | (OPEN & Q(ended_at__isnull=True)),
                name="cases_ended_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "due_index", "id"], name="cases_of_office", condition=OPEN),
            models.Index(fields=["office", "state", "due_index", "id"], name="cases_of_office_state", condition=OPEN),
            models.Index(fields=["officer", "due_index", "id"], name="cases_of_officer", condition=OPEN),
            models.Index(
                fields=["office", "due_index", "id"], name="cases_unassigned", condition=OPEN & Q(officer__isnull=True)
            ),
            models.Index(
                fields=["office", "item_code", "due_index", "id"], name="cases_of_office_item", condition=OPEN
            ),
            models.Index(
                fields=["office", "due_index", "id"], name="cases_from_elsewhere", condition=OPEN & Q(elsewhere=True)
            ),
            models.Index("office", F("due_index").desc(), F("id").desc(), name="cases_ended", condition=ENDED),
            models.Index(
                "office", "item_code", F("due_index").desc(), F("id").desc(), name="cases_ended_item", condition=ENDED
            ),
            models.Index(
                fields=["received_by", "-id"], name="cases_received_by", condition=Q(received_by__isnull=False)
            ),
            models.Index(fields=["applicant", "-id"], name="cases_of_applicant"),
            models.Index(fields=["place", "received_at"], name="cases_of_place", condition=~Q(place="")),
            models.Index(fields=["wake_index", "id"], name="cases_to_wake", condition=OPEN),
            models.Index(fields=["worsen_index", "id"], name="cases_to_warn", condition=OPEN),
            models.Index(fields=["calendar_index", "id"], name="cases_to_reread", condition=OPEN),
        ]


class Entry(models.Model):
    """One line of the journal: one lawful act. `details` hold no personal data."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries", db_index=False)
    line = models.IntegerField()
    """1, 2, 3 … of its case."""
    act = models.CharField(max_length=30)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    at = models.DateTimeField()
    effective_on = models.DateField()
    """The day from which it counts: for a deemed acceptance the day received."""
    actor = models.CharField(max_length=60)
    actor_name = SecretText()
    office = models.BigIntegerField(null=True)
    reasons = SecretText(default="")
    details = models.JSONField(default=dict)
    revision = models.IntegerField()

    class Meta:
        db_table_comment = "insert only: what was done stays done; a mistake is corrected by a further act"
        constraints = [
            models.UniqueConstraint(fields=["case", "line"], name="cases_line_of_journal"),
            models.CheckConstraint(condition=Q(after__in=list(lifecycle.STATES)), name="cases_entry_state"),
        ]


class Material(models.Model):
    """One material of a case: what was handed in, or by which rule it was not asked for."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="materials", db_index=False)
    order = models.SmallIntegerField()
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12)
    rule = models.CharField(max_length=500, blank=True)
    rule_en = models.CharField(max_length=500, blank=True)
    origin = models.CharField(max_length=300, blank=True)
    origin_en = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=80, blank=True)
    checked_at = models.DateTimeField(null=True)
    files = SecretJSON(default=list)
    """[{digest, name, media_type, size}]; a file's name is a person's own words."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="cases_material_once"),
            models.CheckConstraint(
                condition=Q(state__in=["uploaded", "licence", "data", "no_basis", "to_verify", "later", "different"]),
                name="cases_material_state",
            ),
        ]


class Message(models.Model):
    """A message inside a case, between applicant and office."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages", db_index=False)
    from_staff = models.BooleanField()
    actor = models.CharField(max_length=60)
    name = SecretText()
    text = SecretText()
    at = models.DateTimeField()

    class Meta:
        db_table_comment = "insert only: a message sent is not unsent"
        indexes = [models.Index(fields=["case", "id"], name="cases_messages")]


class Alert(models.Model):
    """A case became yellow, red, late against its promise, or late against the law: once for each level."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="alerts", db_index=False)
    level = models.CharField(max_length=12)
    due_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        db_table_comment = "insert only: a warning given stays given"
        constraints = [
            models.UniqueConstraint(fields=["case", "level"], name="cases_one_alert_for_each_level"),
            models.CheckConstraint(condition=Q(level__in=list(LEVELS[1:])), name="cases_alert_level"),
        ]
