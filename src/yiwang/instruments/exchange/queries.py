"""Questions about resources and calls."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from yiwang.instruments.exchange.models import Call, Resource
from yiwang.kit.errors import NotFound, Text


@dataclass(frozen=True)
class SharedResource:
    """What may be asked: `asks` goes out, `returns` may come back, and nothing else does."""

    key: str
    name: Text
    provider: str
    register: str
    asks: tuple[str, ...]
    returns: tuple[str, ...]
    scenario: Text
    basis: str
    """The law that lets it be asked."""


def resource(key: str) -> SharedResource:
    """One resource; raises NotFound for a key that the pack does not declare."""
    row = Resource.objects.filter(pk=key).first()
    if row is None:
        raise NotFound(officer=Text("没有这个共享资源。", "There is no such shared resource."))
    return _shared(row)


def resources() -> dict[str, SharedResource]:
    """Every resource that may be asked, by key."""
    return {row.key: _shared(row) for row in Resource.objects.order_by("key")}


def calls_about(subject: bytes) -> QuerySet[Call]:
    """Every call about one party, newest first: who asked which register, for what."""
    return Call.objects.filter(subject=subject).order_by("-id")


def _shared(row: Resource) -> SharedResource:
    return SharedResource(
        key=row.key,
        name=Text(row.name, row.name_en),
        provider=row.provider,
        register=row.register,
        asks=tuple(row.asks),
        returns=tuple(row.returns),
        scenario=Text(row.scenario["zh"], row.scenario["en"]),
        basis=row.basis,
    )
