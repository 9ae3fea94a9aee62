"""Tables of the ledger. The application inserts leaves; the sequencer numbers them and signs checkpoints."""

from django.db import models


class Leaf(models.Model):
    """One act. `body` is the canonical JSON that is hashed; personal data stand in it as a salted commitment only."""

    kind = models.CharField(max_length=80)
    body = models.BinaryField()
    at = models.DateTimeField()
    case_number = models.CharField(max_length=50, blank=True)

    class Meta:
        db_table_comment = "insert only: the application may add a leaf and never change one"
        indexes = [models.Index(fields=["case_number", "id"], name="ledger_case")]


class Opening(models.Model):
    """What opens a leaf's commitments: whom it is about, and the salt. Erasing this row erases the person."""

    leaf = models.OneToOneField(Leaf, on_delete=models.PROTECT, related_name="+", primary_key=True)
    subject = models.BinaryField(null=True)
    """Ledger subject (HMAC) of the person or organisation the data are about."""
    salt = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["subject", "-leaf"], name="ledger_about")]


class Position(models.Model):
    """The number of a leaf in the tree: 0, 1, 2 … without gaps."""

    number = models.BigIntegerField(primary_key=True)
    leaf = models.OneToOneField(Leaf, on_delete=models.PROTECT, related_name="+")
    leaf_hash = models.BinaryField()

    class Meta:
        db_table_comment = "sequencer: numbers leaves"


class Tile(models.Model):
    """The hash of a complete subtree of 256, 65,536, … leaves: a proof reads a few hundred hashes, not a million."""

    level = models.PositiveSmallIntegerField()
    """A multiple of eight."""
    index = models.BigIntegerField()
    node = models.BinaryField()

    class Meta:
        db_table_comment = "sequencer: keeps complete subtrees"
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="ledger_tile_once")]


class Checkpoint(models.Model):
    """Origin, size and root of the tree at an instant, signed with SM2 and with Ed25519."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    at = models.DateTimeField()
    note = models.TextField()
    """The signed note, as published."""

    class Meta:
        db_table_comment = "sequencer: signs checkpoints"
