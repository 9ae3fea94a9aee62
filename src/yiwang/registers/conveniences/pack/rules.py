"""The rules of a calculation: known names, readable formulas, one rule for each case, true examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from yiwang.kit.calendar import pack as workdays
from yiwang.kit.errors import Invalid, Text
from yiwang.kit.pack import NotReadable, Pack
from yiwang.registers.conveniences import calculating, completeness, formula, wording
from yiwang.registers.conveniences.completeness import Fault
from yiwang.registers.conveniences.convenience import Convenience, Example, Row, Span, read
from yiwang.registers.conveniences.formula import Day, Unreadable

TAKEN = Text("这个名字已经用过。", "This name is taken.")
NO_DAY_INPUT = Text("应是一个日期输入项。", "Must be an input that is a date.")
ORDERED = Text("这里要写范围，如 { from = 1, below = 10 }。", "Write a range, such as { from = 1, below = 10 }.")


def check(declared: Mapping[str, Any], pack: Pack) -> Iterator[Fault]:
    """What can be told of a file whose shape holds."""
    unread = list(_unreadable(declared))
    if unread:
        yield from unread
        return
    found = read(declared)
    faults = [*_names(found), *_tables(found)]
    yield from faults
    if faults or found.kind != "table":
        return
    yield from completeness.flaws(found)
    try:
        calendar = workdays.read(pack)
    except NotReadable:  # told by the calendar
        return
    for at, example in enumerate(found.examples):
        yield from _example(("examples", at), found, example, Day(example.on, calendar))


def _unreadable(declared: Mapping[str, Any]) -> Iterator[Fault]:
    for at, step in enumerate(declared.get("steps", ())):
        for place, row in enumerate(step["rows"]):
            try:
                formula.read(row["value"])
            except Unreadable as fault:
                yield ("steps", at, "rows", place, "value"), fault.citizen


def _names(found: Convenience) -> Iterator[Fault]:
    keys = [each.key for each in found.inputs] + [step.key for step in found.steps]
    for at, key in enumerate(keys):
        if key in keys[:at] or key in formula.FUNCTIONS:
            where = ("inputs", at) if at < len(found.inputs) else ("steps", at - len(found.inputs))
            yield (*where, "key"), TAKEN
    if found.dated_by and not any(each.key == found.dated_by and each.kind == "date" for each in found.inputs):
        yield ("dated_by",), NO_DAY_INPUT
    for at, key in enumerate(found.assumed):
        if key not in keys:
            yield ("assumed", at), Text(f"没有“{key}”。", f"There is no “{key}”.")


def _tables(found: Convenience) -> Iterator[Fault]:
    """Each step may read what was asked and the steps before it."""
    known = {each.key for each in found.inputs}
    for at, step in enumerate(found.steps):
        for place, row in enumerate(step.rows):
            path = ("steps", at, "rows", place)
            yield from _when(path, found, row, known)
            yield from _value((*path, "value"), found, row, known, step.kind)
        known.add(step.key)
    for at, row in enumerate(found.results):
        yield from _when(("results", at), found, row, known)
        for key in sorted(wording.places(row.say) - known):
            yield ("results", at, "say"), Text(f"没有“{key}”。", f"There is no “{key}”.")


def _value(path: tuple[str | int, ...], found: Convenience, row: Row, known: set[str], kind: str) -> Iterator[Fault]:
    assert row.value is not None
    kinds = {key: kind for key, kind in found.kinds().items() if key in known}
    try:
        made = formula.kind(row.value, kinds)
    except Unreadable as fault:
        yield path, fault.citizen
        return
    if (made == "date") != (kind in ("date", "month")):
        yield path, Text(f"算出来的不是 {kind}。", f"This does not give {kind}.")


def _when(path: tuple[str | int, ...], found: Convenience, row: Row, known: set[str]) -> Iterator[Fault]:
    asked = {each.key: each for each in found.inputs}
    for key, wanted in row.when.items():
        where = (*path, "when", key)
        if key not in known:
            yield where, Text(f"前面没有“{key}”。", f"There is no “{key}” before.")
        elif key in asked and not asked[key].is_ordered:
            options = {option.value for option in asked[key].options}
            values = wanted if isinstance(wanted, tuple) else ("?",)
            for value in sorted(set(values) - options):
                yield where, Text(f"没有“{value}”这个选项。", f"There is no answer “{value}”.")
        elif not isinstance(wanted, Span) or not _fits(wanted, found.kinds()[key]):
            yield where, ORDERED


def _fits(span: Span, kind: str) -> bool:
    wanted = date if kind == "date" else Fraction
    return all(isinstance(border, wanted) for border in (span.low, span.high) if border is not None)


def _example(path: tuple[str | int, ...], found: Convenience, example: Example, day: Day) -> Iterator[Fault]:
    unknown = set(example.given) - {each.key for each in found.inputs}
    for key in sorted(unknown):
        yield (*path, "given", key), Text("没有问这一项。", "Nothing asks for this.")
    try:
        values = calculating.worked(found, example.given, day)
        said = calculating.answer(found, example.given, day)
    except Invalid as fault:
        for key, text in fault.fields.items() or [("", fault.citizen)]:
            yield (*path, "given", *([key] if key else [])), text
        return
    for key, wanted in example.values.items():
        shown = _shown(values.get(key))
        if shown != _shown_as(wanted, values.get(key)):
            yield (*path, "values", key), Text(f"其实是：{shown}。", f"It is: {shown}.")
    if example.says and example.says not in said.say.zh:
        yield (*path, "says"), Text(f"其实说：{said.say.zh}", f"It says: {said.say.zh}")


def _shown(value: Any) -> str:
    if isinstance(value, Fraction):
        return wording.written(value, "number").zh.replace(",", "")
    return value.isoformat() if isinstance(value, date) else str(value)


def _shown_as(wanted: str, value: Any) -> str:
    return _shown(Fraction(wanted)) if isinstance(value, Fraction) and wanted.replace(".", "").isdigit() else wanted
