"""Tables of the catalogue. A version is written once and pinned by its cases; what it says never changes."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr

from yiwang.kit.calendar.ranges import days


class Topic(models.Model):
    """A topic 主题 by which people browse."""

    city = models.ForeignKey("offices.City", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=100)
    icon = models.CharField(max_length=60, blank=True)
    audience = ArrayField(models.CharField(max_length=12), default=list)
    order = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["city", "key"], name="topic_key_in_city")]


class Element(models.Model):
    """A data element as its pack declares it now; a version keeps those it uses."""

    key = models.CharField(max_length=80, primary_key=True)
    body = models.JSONField()


class LicenceKind(models.Model):
    """A licence type as its pack declares it now."""

    key = models.CharField(max_length=80, primary_key=True)
    code = models.CharField(max_length=21, unique=True)
    body = models.JSONField()


class Item(models.Model):
    """An item 事项. `code` is what people quote: 12, 31 or 33 characters (GB/T 39046)."""

    city = models.ForeignKey("offices.City", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=33)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "city"], name="item_code_in_city"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^([0-9A-Z]{12}|[0-9A-Z]{31}|[0-9A-Z]{33})$"), name="item_code_structure"
            ),
        ]
        # The basic code within an implementation's: the same item of another office.
        indexes = [models.Index(Substr("code", 20, 12), name="items_by_basic_code")]


class ItemVersion(models.Model):
    """One version: the checked definition whole, the data elements it uses, and columns for what is searched.

    `tokens`, `pinyin` and `search_name` are written in the same statement as the version.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    city = models.ForeignKey("offices.City", on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey("offices.Department", on_delete=models.PROTECT, related_name="+")
    offices = ArrayField(models.BigIntegerField(), default=list)
    """Every office that carries it out: its department, and those of its districts."""
    number = models.IntegerField()
    effective_on = models.DateField()
    ends_on = models.DateField(null=True)
    state = models.CharField(max_length=12, default="published")
    """"published"; "superseded": another version took its place before or on its first day; "cancelled": taken back
    before its first day."""
    retired_on = models.DateField(null=True)
    """From this day on the city no longer offers the item; its cases go on."""
    origin = models.CharField(max_length=6, default="pack")
    """Where it was written: "pack", "desk" or "import"."""
    approved_by = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="+", null=True)
    """The post that approved it, where it was written at the desk."""
    ahead_of_pack = models.BooleanField(default=False)
    """The desk said so and the pack does not yet: no load may undo it, and write-back is due."""
    body = models.JSONField()
    elements = models.JSONField()
    digest = models.BinaryField()
    loaded_at = models.DateTimeField()

    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300)
    card = models.JSONField()
    """What a list shows of it besides the name."""
    kind = models.CharField(max_length=2)
    power = models.CharField(max_length=12, default="")
    """The power it derives from, by code."""
    audience = ArrayField(models.CharField(max_length=12))
    topics = ArrayField(models.CharField(max_length=60))
    papers = ArrayField(models.CharField(max_length=80), default=list)
    """Keys in the registry of what this version asks for by law."""
    tokens = SearchVectorField()
    pinyin = models.TextField()
    search_name = models.CharField(max_length=520)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="version_number_of_item"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number_from_one"),
            models.CheckConstraint(
                condition=Q(state__in=["published", "superseded", "cancelled"]), name="version_state"
            ),
            models.CheckConstraint(condition=Q(origin__in=["pack", "desk", "import"]), name="version_origin"),
            models.CheckConstraint(
                condition=~Q(origin="desk") | Q(approved_by__isnull=False), name="version_of_the_desk_was_approved"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("effective_on")), name="version_ends_after_start"
            ),
            ExclusionConstraint(
                name="one_published_version_at_a_time",
                expressions=[
                    ("item", RangeOperators.EQUAL),
                    (days("effective_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="published"),
            ),
        ]
        indexes = [
            # Without the pending list a search right after a load is as fast as later.
            GinIndex(fields=["tokens"], name="versions_by_token", fastupdate=False),
            GinIndex(OpClass("search_name", name="gin_trgm_ops"), name="versions_by_trigram", fastupdate=False),
            GinIndex(fields=["topics"], name="versions_by_topic"),
            GinIndex(fields=["papers"], name="versions_by_paper"),
            GinIndex(fields=["offices"], name="versions_by_office"),
            models.Index(OpClass("search_name", name="text_pattern_ops"), name="versions_by_prefix"),
            GinIndex(OpClass("pinyin", name="gin_trgm_ops"), name="versions_by_pinyin", fastupdate=False),
            models.Index(fields=["city", "name", "id"], name="versions_of_city", condition=Q(state="published")),
            models.Index(fields=["department", "name", "id"], name="versions_of_office"),
            models.Index(fields=["city"], name="versions_ahead_of_pack", condition=Q(ahead_of_pack=True)),
            models.Index(fields=["power", "city"], name="versions_of_power", condition=~Q(power="")),
        ]
