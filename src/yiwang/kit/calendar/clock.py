"""The one clock. Instants are UTC, days are Asia/Shanghai; no other file asks the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_set: ContextVar[datetime | None] = ContextVar("set_clock", default=None)


def now() -> datetime:
    """The instant, in UTC."""
    return _set.get() or datetime.now(UTC)


def today() -> date:
    """The day in Shanghai."""
    return now().astimezone(SHANGHAI).date()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Act as if it were `instant` (aware): for the demo city's past and for tests."""
    if instant.tzinfo is None:
        raise ValueError("an instant has a time zone")
    token = _set.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _set.reset(token)
