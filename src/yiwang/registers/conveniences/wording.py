"""Values as people read them, in both languages, and sentences with values in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any

from yiwang.kit.errors import NOTHING, Text

if TYPE_CHECKING:
    from yiwang.registers.conveniences.convenience import Convenience

PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


def written(value: Any, kind: str, unit: Text = NOTHING) -> Text:
    """12,345.60 元, 3.5, 1.5%, 2030 年 3 月 1 日; with its unit where it has one."""
    if isinstance(value, date):
        return _date(value, kind)
    if not isinstance(value, Fraction):
        return Text(str(value), str(value))
    if kind == "money":
        return Text(f"{_plain(value, 2, fixed=True)} 元", f"{_plain(value, 2, fixed=True)} yuan")
    if kind == "percent":
        return Text(*(f"{_plain(value * 100, 4)}%",) * 2)
    said = _plain(value, 2)
    return Text(f"{said} {unit.zh}".rstrip(), f"{said} {unit.en}".rstrip())


def filled(say: Text, convenience: Convenience, values: Mapping[str, Any]) -> Text:
    """The sentence with every {name} as its value; an answer chosen stands there in its own words."""
    kinds = {step.key: step.kind for step in convenience.steps} | {each.key: each.kind for each in convenience.inputs}
    labels = {
        each.key: option.label
        for each in convenience.inputs
        for option in each.options
        if option.value == values.get(each.key)
    }

    def put(language: str) -> str:
        def one(found: re.Match[str]) -> str:
            key = found[1]
            shown = labels.get(key) or written(values[key], kinds[key])
            return shown.in_language(language)

        return PLACE.sub(one, say.in_language(language))

    return Text(put("zh"), put("en"))


def places(say: Text) -> set[str]:
    """The names in a sentence."""
    return set(PLACE.findall(say.zh)) | set(PLACE.findall(say.en))


def _date(value: date, kind: str) -> Text:
    month = _MONTHS[value.month - 1]
    if kind == "month":
        return Text(f"{value.year} 年 {value.month} 月", f"{month} {value.year}")
    return Text(f"{value.year} 年 {value.month} 月 {value.day} 日", f"{value.day} {month} {value.year}")


def _plain(value: Fraction, places: int, *, fixed: bool = False) -> str:
    """Rounded half up, with thousands; without needless noughts unless `fixed`."""
    scaled = floor(abs(value) * 10**places + Fraction(1, 2))
    whole, part = divmod(scaled, 10**places)
    digits = f"{part:0{places}d}" if fixed else f"{part:0{places}d}".rstrip("0")
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole:,}" + (f".{digits}" if digits else "")
