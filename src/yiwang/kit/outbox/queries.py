"""Questions about facts."""

from __future__ import annotations

from django.db.models import QuerySet

from yiwang.kit.outbox.models import Fact


def waiting() -> int:
    """How many facts have not been handed on, counted up to a thousand so that it stays cheap."""
    return Fact.objects.filter(handed_on_at__isnull=True)[:1000].count()


def since(number: int, kinds: list[str]) -> QuerySet[Fact]:
    """Facts of these kinds after a number, in order: the machine's event feed (keyset)."""
    return Fact.objects.filter(id__gt=number, kind__in=kinds).order_by("id")
