"""Administrative divisions: GB/T 2260 (6 digits), GB/T 10114 (9), and the 12 digits of statistics."""

from __future__ import annotations

from dataclasses import dataclass

from yiwang.kit.codes.reading import DIGITS, compact, demand_characters, demand_length
from yiwang.kit.errors import Text

NAME = Text("行政区划代码", "The division code")
PROVINCES = frozenset(
    str(code)
    for region in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(region[0], region[1] + 1)
)
# Retired code: the division that took it over. Numbers given before the change stay valid for life.
RETIRED = {"310103": "310101", "310108": "310106", "310119": "310115", "310230": "310151"}


@dataclass(frozen=True)
class DivisionCode:
    """A code and its ancestors. `level`: province, city, county, town or village; `replaced_by` is set when retired."""

    code: str
    level: str
    ancestors: tuple[str, ...]
    replaced_by: str = ""
    warnings: tuple[Text, ...] = ()


def parse(code: str, *, known: frozenset[str] = frozenset()) -> DivisionCode:
    """Read 6, 9 or 12 digits; raises Malformed. An unknown area is a warning."""
    value = compact(code)
    demand_length(value, (6, 9, 12), NAME)
    demand_characters(value, DIGITS, NAME, of=Text("数字", "a digit"))
    steps = _steps(value)
    return DivisionCode(
        value,
        steps[-1][0],
        tuple(c for _, c in steps[:-1]),
        RETIRED.get(value[:6], ""),
        warnings_about(value[:6], known),
    )


def _steps(value: str) -> list[tuple[str, str]]:
    """Each level from the province down to the code itself."""
    steps = [("province", value[:2] + "0000")]
    if value[2:6] != "0000":
        steps.append(("city", value[:4] + "00"))
    if value[4:6] != "00":
        steps.append(("county", value[:6]))
    if len(value) >= 9 and value[6:9] != "000":
        steps.append(("town", value[:9]))
    if len(value) == 12 and value[9:] != "000":
        steps.append(("village", value))
    return steps


def warnings_about(area: str, known: frozenset[str] = frozenset()) -> tuple[Text, ...]:
    """What is odd about an area: an unknown province, or a county that the known ones of its city do not have."""
    if area[:2] not in PROVINCES:
        return (_UNKNOWN,)
    city = {code for code in known if code[:4] == area[:4]}
    is_unknown = len(area) == 6 and city and area not in city and area not in RETIRED and area[4:] != "00"
    return (_UNKNOWN,) if is_unknown else ()


_UNKNOWN = Text("没有查到这个地区代码，请核对。", "This area code is not known; please check it.")
