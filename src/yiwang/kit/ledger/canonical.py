"""One way of writing an act down, so that its hash can be computed by anybody, anywhere, for ever."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any


def canonical(value: Any) -> bytes:
    """JSON in UTF-8: sorted names, no spaces, no newline, characters as they are. Raises on what has no single form."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain
    ).encode()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(f"a leaf holds plain values, not {type(value).__name__}")


def instant(at: datetime) -> str:
    """An aware instant in UTC, always with microseconds."""
    if at.tzinfo is None:
        raise ValueError("an instant has a time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")
