"""Tables of intermediary services, agencies, what they offer, and ratings."""

from django.db import models
from django.db.models import Q

from yiwang.kit.crypto.fields import SecretText


class Trade(models.Model):
    """A service 中介服务事项 as the city's pack declares it now."""

    city = models.ForeignKey("offices.City", on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    body = models.JSONField()
    retired_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["city", "key"], name="trade_key_in_city")]


class Agency(models.Model):
    """An agency 中介机构 as the city's pack declares it now; one that has ended stays, for its ratings and cases."""

    city = models.ForeignKey("offices.City", on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=60)
    code = models.CharField(max_length=18)
    division = models.CharField(max_length=12)
    body = models.JSONField()
    retired_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["city", "key"], name="agency_key_in_city"),
            models.UniqueConstraint(fields=["city", "code"], name="agency_code_in_city"),
            models.CheckConstraint(condition=Q(code__regex="^[0-9A-Z]{18}$"), name="agency_code_structure"),
        ]


class Offer(models.Model):
    """What one agency asks for one service, and what its customers said of it: `stars` is the sum of `voices`."""

    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    division = models.CharField(max_length=12)
    """That of the agency, so that a list by district is one index."""
    price = models.DecimalField(max_digits=12, decimal_places=2)
    days = models.IntegerField()
    stars = models.IntegerField(default=0)
    voices = models.IntegerField(default=0)
    retired_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trade", "agency"], name="offer_once"),
            models.CheckConstraint(condition=Q(price__gte=0, days__gte=0), name="offer_price_and_days"),
            models.CheckConstraint(
                condition=Q(stars__gte=models.F("voices"), stars__lte=models.F("voices") * 5), name="offer_stars"
            ),
        ]
        indexes = [
            models.Index(fields=["trade", "price", "id"], name="offers_by_price", condition=Q(retired_on=None)),
            models.Index(fields=["trade", "days", "id"], name="offers_by_time", condition=Q(retired_on=None)),
        ]


class Rating(models.Model):
    """What one party said of one agency in one case: once, and it stays."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+", db_index=False)
    case_number = models.CharField(max_length=50)
    item_code = models.CharField(max_length=33)
    stars = models.SmallIntegerField()
    text = SecretText(default="")
    at = models.DateTimeField()

    class Meta:
        db_table_comment = "insert only: nobody improves a rating afterwards"
        constraints = [
            models.UniqueConstraint(fields=["party", "agency", "case_number"], name="agency_rated_once_a_case"),
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="agency_rating_stars"),
        ]
        indexes = [models.Index(fields=["case_number", "party"], name="agency_ratings_of_case")]
