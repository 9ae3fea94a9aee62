"""The one clock and the working-day calendar.

Owns: what time it is, which days are working days, counting them (行政许可法 art. 82).
Offers: `now`, `today`, `at`, `SHANGHAI`; `workdays`.
Tells: nothing.
"""

from yiwang.kit.calendar.clock import SHANGHAI, at, now, today

__all__ = ["SHANGHAI", "at", "now", "today"]
