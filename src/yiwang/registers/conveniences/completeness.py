"""Whether the rules of a calculation leave nothing open: for every answer and every day exactly one decides. Pure.

Rules are tried at every border and between any two, which is all there is: between borders nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from yiwang.kit.errors import Text
from yiwang.registers.conveniences import wording
from yiwang.registers.conveniences.convenience import Convenience, Row, Span

MOST = 50_000
Fault = tuple[tuple[str | int, ...], Text]
TOO_MANY = Text("情形太多，拆成几步。", "Too many cases; make several steps of it.")


def flaws(convenience: Convenience) -> Iterator[Fault]:
    """Each table with a gap or an overlap, with an example; what it names is known to exist."""
    for at, step in enumerate(convenience.steps):
        yield from _table(convenience, ("steps", at, "rows"), step.rows)
    if convenience.results:
        yield from _table(convenience, ("results",), convenience.results)


def _table(convenience: Convenience, path: tuple[str | int, ...], rows: tuple[Row, ...]) -> Iterator[Fault]:
    used = sorted({key for row in rows for key in row.when})
    axes = [_axis(convenience, key, rows) for key in used]
    days = _days(convenience, rows)
    size = len(days)
    for axis in axes:
        size *= len(axis)
    if size > MOST:
        yield path, TOO_MANY
        return
    reached: set[int] = set()
    for day, *sample in product(days, *axes):
        values = dict(zip(used, sample, strict=True))
        found = [at for at, row in enumerate(rows) if row.decides(values, day)]
        reached.update(found)
        if len(found) != 1:
            yield path, _told(convenience, values, day, found)
            return
    yield from (((*path, at), NEVER) for at in range(len(rows)) if at not in reached)


def _days(convenience: Convenience, rows: tuple[Row, ...]) -> list[date]:
    """The first day, and every day on which one rule gives way to another."""
    first = convenience.effective_on
    turns = {row.starts_on for row in rows if row.starts_on}
    turns |= {row.until + timedelta(days=1) for row in rows if row.until}
    return sorted({first} | {day for day in turns if day > first})


def _axis(convenience: Convenience, key: str, rows: tuple[Row, ...]) -> list[Any]:
    asked = next((each for each in convenience.inputs if each.key == key), None)
    if asked and not asked.is_ordered:
        return [option.value for option in asked.options]
    step = next((each for each in convenience.steps if each.key == key), None)
    kind = asked.kind if asked else step.kind if step else ""
    least, most = (asked.least, asked.most) if asked else (step.least if step else None, None)
    borders = {border for row in rows for border in _borders(row.when.get(key))}
    borders |= {each for each in (least, most) if each is not None}
    return [each for each in _samples(sorted(borders), kind) if _inside(each, least, most)]


def _borders(wanted: tuple[str, ...] | Span | None) -> list[Any]:
    return [each for each in (wanted.low, wanted.high) if each is not None] if isinstance(wanted, Span) else []


def _samples(borders: list[Any], kind: str) -> list[Any]:
    """Every border, and something on each side of it: the next day or whole number, or what lies half-way."""
    if not borders:
        return [Fraction(0)]
    if kind in ("date", "month"):
        return sorted({day + timedelta(days=n) for day in borders for n in (-1, 0, 1)})
    if kind == "integer":
        return sorted({border + n for border in borders for n in (-1, 0, 1)})
    halves = [(low + high) / 2 for low, high in pairwise(borders)]
    return sorted({borders[0] - 1, *borders, *halves, borders[-1] + 1})


def _inside(value: Any, least: Any, most: Any) -> bool:
    return (least is None or value >= least) and (most is None or value <= most)


def _told(convenience: Convenience, values: Mapping[str, Any], day: date, found: list[int]) -> Text:
    kinds = {each.key: each.kind for each in convenience.inputs} | {each.key: each.kind for each in convenience.steps}
    said = [f"{key}={wording.written(value, kinds.get(key, '')).zh}" for key, value in values.items()]
    said += [day.isoformat()] if day > date.min else []
    listed = ", ".join(said)
    if not found:
        return Text(f"有缺口：{listed} 时没有一行管。", f"A gap: with {listed} no row decides.")
    rows = ", ".join(str(at + 1) for at in found)
    return Text(f"有重叠：{listed} 时第 {rows} 行都管。", f"An overlap: with {listed} rows {rows} decide.")


NEVER = Text("没有哪种情形轮到这一行。", "No case comes to this row.")
