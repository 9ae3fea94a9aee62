"""Levels of satisfaction, and the codes that others use for them. Pure.

Here 1 is very dissatisfied and 5 very satisfied. The national interface of 好差评 counts the same way; the code list of
GB/T 39046 counts the other way round. Whoever mixes them up turns praise into blame, so nothing but these functions
translates, and only where a value comes in or goes out.
"""

from __future__ import annotations

from yiwang.kit.errors import Invalid, Text

LEVELS = (1, 2, 3, 4, 5)
WORST, BEST = LEVELS[0], LEVELS[-1]
CHANNELS = {"pc": "1", "mobile": "2", "qr": "3", "tablet": "4", "terminal": "5", "phone": "6", "sms": "7"}
"""Where a rating was given, with the national code 评价渠道."""
UNKNOWN_CODE = Text("没有这个满意度代码。", "There is no such satisfaction code.")


def to_national(level: int) -> str:
    """The code of the national interface: 5 very satisfied."""
    return str(_known(level))


def from_national(code: str) -> int:
    """The level behind a code of the national interface; raises Invalid."""
    return _level(code)


def to_standard(level: int) -> str:
    """The code of GB/T 39046: 1 very satisfied."""
    return str(WORST + BEST - _known(level))


def from_standard(code: str) -> int:
    """The level behind a code of GB/T 39046; raises Invalid."""
    return WORST + BEST - _level(code)


def grade(level: int) -> str:
    """good 好评, middle 中评 or bad 差评."""
    return "good" if level >= 4 else "middle" if level == 3 else "bad"


def _level(code: str) -> int:
    # Not int(): it would take Arabic-Indic digits and blanks for a code.
    if code not in {str(level) for level in LEVELS}:
        raise Invalid(UNKNOWN_CODE)
    return int(code)


def _known(level: int) -> int:
    if level not in LEVELS:
        raise Invalid(UNKNOWN_CODE)
    return level
