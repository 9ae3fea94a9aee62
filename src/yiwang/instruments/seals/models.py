"""Tables of seals."""

from django.db import models

from yiwang.kit.crypto.fields import SecretText


class Key(models.Model):
    """A key of an office with its certificate. The newest one of an algorithm signs; all of them verify for ever."""

    office = models.ForeignKey("offices.Department", on_delete=models.PROTECT, related_name="+")
    algorithm = models.CharField(max_length=10)
    generation = models.IntegerField()
    name = models.CharField(max_length=40, unique=True)
    """The public key's identifier in hexadecimal: the same key has the same name in every database."""
    certificate = models.BinaryField()
    """X.509 in DER."""
    handle = SecretText()
    """What the key provider needs to sign: a sealed private key, or a label in a certified module."""
    made_at = models.DateTimeField()

    class Meta:
        db_table_comment = "insert only: what a key signed is verified for ever"
        constraints = [
            models.UniqueConstraint(fields=["office", "algorithm", "generation"], name="seal_one_key_a_generation"),
            models.CheckConstraint(condition=models.Q(algorithm__in=["sm2", "p256"]), name="seal_algorithm_is_known"),
        ]
