"""What a city may declare for cases: its part of `[rules]` in city.toml."""

from __future__ import annotations

from yiwang.casework.cases.asking import MOST_EXTENSION_DAYS
from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, Problem, check_schema, problem
from yiwang.kit.pack.shapes import rules

_DAYS = {"type": "integer", "minimum": 1, "maximum": 365}
_RATIO = {"type": "number", "exclusiveMinimum": 0, "maximum": 1}
RULES = {
    # 行政许可法第三十二条：五日。A city may promise less, never more.
    "completeness_days": {**_DAYS, "maximum": 5},
    "completion_days": _DAYS,
    "lapse_days": {**_DAYS, "minimum": 0},
    "warn_yellow": _RATIO,
    "warn_red": _RATIO,
    "extension_days": {**_DAYS, "maximum": MOST_EXTENSION_DAYS},
    "review_days": {**_DAYS, "minimum": 60},
    "lawsuit_months": {"type": "integer", "minimum": 6, "maximum": 24},
}
REQUIRED = ("completeness_days", "completion_days", "warn_yellow", "warn_red")
LATER = Text("红色提醒应晚于黄色提醒。", "The red warning comes after the yellow one.")


def check(pack: Pack) -> list[Problem]:
    """Every fault of the rules."""
    file = pack.file("city")
    problems = check_schema(file, rules(RULES, REQUIRED))
    if not problems and file.data["rules"]["warn_red"] <= file.data["rules"]["warn_yellow"]:
        problems.append(problem(file, ("rules", "warn_red"), LATER))
    return problems


def load(pack: Pack) -> dict[str, int]:
    """Nothing is stored: rules are read from the pack."""
    return {}
