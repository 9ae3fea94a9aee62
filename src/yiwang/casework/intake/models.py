"""Tables of drafts. What a person types and hands in is encrypted; what a draft is for is not."""

from django.db import models
from django.db.models import Q

from yiwang.kit.crypto.fields import SecretJSON, SecretText


class Draft(models.Model):
    """An application that is being prepared. It belongs to a party, or to a visitor who has not signed in yet."""

    public_id = models.CharField(max_length=32, unique=True)
    """Opaque, 144 bits: who does not know it cannot guess it; knowing it alone opens nothing."""
    version = models.ForeignKey("catalogue.ItemVersion", on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+", null=True)
    """Who applies."""
    person = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+", null=True)
    """The natural person at the keyboard; empty when a clerk files for the applicant."""
    post = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="+", null=True)
    """The clerk's post, when filed at a window."""
    visitor = models.BinaryField(null=True)
    """Token of the visitor's secret, until somebody signs in."""
    answers = SecretJSON(default=dict)
    values = SecretJSON(default=dict)
    pages = models.JSONField(default=list)
    """Keys of the form pages that have been filled in fully."""
    step = models.CharField(max_length=100, blank=True)
    """Where to go on: `question:<key>`, `materials`, `page:<key>`, `summary`."""
    edition = models.PositiveIntegerField(default=1)
    """Counts changes, so that two open pages notice each other."""
    started_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    case_number = models.CharField(max_length=50, blank=True)
    receipt = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(party__isnull=False) | Q(visitor__isnull=False), name="draft_is_owned"),
            models.CheckConstraint(
                condition=Q(party__isnull=True) | Q(visitor__isnull=True), name="draft_has_one_owner"
            ),
            models.CheckConstraint(
                condition=Q(case_number="", submitted_at=None)
                | (~Q(case_number="") & Q(submitted_at__isnull=False, party__isnull=False)),
                name="draft_submitted_by_a_party",
            ),
        ]
        indexes = [
            models.Index(fields=["party", "-updated_at", "-id"], name="draft_of_party"),
            models.Index(fields=["post", "-updated_at", "-id"], name="draft_of_post", condition=Q(post__isnull=False)),
            models.Index(fields=["visitor"], name="draft_of_visitor", condition=Q(visitor__isnull=False)),
            models.Index(fields=["updated_at"], name="draft_by_age", condition=Q(case_number="")),
        ]


class Upload(models.Model):
    """One file handed in for one material."""

    public_id = models.CharField(max_length=32, unique=True)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="uploads")
    material = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, db_index=True)
    """SM3 of what is kept, in hexadecimal: its name in the file store."""
    name = SecretText()
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    is_first = models.BooleanField(default=False)
    """Nobody had put this content into the store before: then it may leave the store with the draft."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "material", "digest"], name="upload_once"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="upload_digest"),
        ]


class Check(models.Model):
    """What one source said about one material of a draft."""

    class Source(models.TextChoices):
        RESOURCE = "resource"
        LICENCE = "licence"

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="checks")
    material = models.CharField(max_length=80)
    source = models.CharField(max_length=8, choices=Source.choices)
    key = models.CharField(max_length=80)
    """Of the resource or of the licence type."""
    state = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300)
    values = SecretJSON(default=dict)
    uses_form = models.BooleanField(default=False)
    """What was asked came in part from the form, so another value there makes the answer void."""
    licence_identifier = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "material", "source"], name="check_once"),
            models.CheckConstraint(condition=Q(source__in=["resource", "licence"]), name="check_source"),
        ]


class Waiting(models.Model):
    """A material of a case that a register could not verify when it was filed; gone once it has answered."""

    case_number = models.CharField(max_length=50)
    material = models.CharField(max_length=80)
    resource = models.CharField(max_length=80)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=200)
    facts = SecretJSON(default=dict)
    since = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_number", "material"], name="waiting_once")]
        indexes = [models.Index(fields=["next_at"], name="waiting_by_time")]
