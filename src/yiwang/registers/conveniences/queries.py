"""Questions about conveniences. Everything here is public knowledge."""

from __future__ import annotations

from yiwang.kit import calendar
from yiwang.kit.calendar import workdays
from yiwang.registers.conveniences.convenience import Convenience, read
from yiwang.registers.conveniences.formula import Day
from yiwang.registers.conveniences.models import Convenience as Row

MOST_READ = 1000


def conveniences(city: str, audience: str = "") -> list[Convenience]:
    """All of a city in their order; or those for "citizen" or "enterprise", with what is for both."""
    rows = Row.objects.filter(city=city).order_by("order", "key").only("pk", "digest", "body")
    found = [_read(row) for row in rows]
    return [each for each in found if not audience or each.audience in (audience, "both")]


def convenience(city: str, key: str) -> Convenience | None:
    """One by its key; None where there is none."""
    row = Row.objects.filter(city=city, key=key).only("digest", "body").first()
    return _read(row) if row else None


def day() -> Day:
    """Today, with the working days of the city's calendar."""
    return Day(calendar.today(), workdays.current())


_READ: dict[bytes, Convenience] = {}
"""What was read once holds for the same declaration, whoever declares it."""


def _read(row: Row) -> Convenience:
    mark = bytes(row.digest)
    if mark not in _READ:
        if len(_READ) > MOST_READ:
            _READ.clear()
        _READ[mark] = read(row.body)
    return _READ[mark]
