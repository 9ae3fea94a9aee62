"""The date of birth inside a number."""

from __future__ import annotations

from datetime import date

from yiwang.kit.calendar import today
from yiwang.kit.codes.reading import Malformed, future_date, wrong_date
from yiwang.kit.errors import Text

# Nobody alive was born before; an earlier year is a typing error.
_EARLIEST = 1850


def born(digits: str, name: Text) -> date:
    """YYYYMMDD as a date; Malformed("date") if there is no such day or it has not come yet."""
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        raise Malformed("date", wrong_date(name)) from None
    if day.year < _EARLIEST:
        raise Malformed("date", wrong_date(name))
    if day > today():
        raise Malformed("date", future_date(name))
    return day


def born_in_either_century(digits: str, name: Text) -> date:
    """YYMMDD: the latest such day that is not in the future."""
    century = today().year // 100
    for prefix in (century, century - 1):
        try:
            day = date(prefix * 100 + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
        except ValueError:
            continue
        if day <= today():
            return day
    raise Malformed("date", wrong_date(name))
