"""What time does to accounts: counted attempts are forgotten when their window has ended."""

from __future__ import annotations

from yiwang.kit import calendar
from yiwang.registers.parties.services.accounts import forget_attempts


def forget_ended_attempts() -> int:
    """Remove the counters of windows that have ended; returns how many."""
    return forget_attempts(before=calendar.now())


EACH_MINUTE = (forget_ended_attempts,)
