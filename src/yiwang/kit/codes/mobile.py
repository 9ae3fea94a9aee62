"""Mobile numbers of the mainland."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yiwang.kit.codes.reading import DIGITS, Malformed, compact, demand_characters, demand_length
from yiwang.kit.errors import Text

NAME = Text("手机号码", "The mobile number")
_COUNTRY = re.compile(r"^(\+86|0086|86(?=1[3-9][0-9]{9}$))")


@dataclass(frozen=True)
class MobileNumber:
    """Eleven digits, without the country's prefix."""

    number: str


def parse(number: str) -> MobileNumber:
    """Read a number as people type it, with or without +86; raises Malformed."""
    value = _COUNTRY.sub("", compact(number))
    demand_length(value, (11,), NAME)
    demand_characters(value, DIGITS, NAME, of=Text("数字", "a digit"))
    if value[0] != "1" or value[1] not in "3456789":
        raise Malformed("kind", Text("手机号码以 13 至 19 开头。", "A mobile number begins with 13 to 19."))
    return MobileNumber(value)
