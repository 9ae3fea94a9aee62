"""The answer of a calculation, with the rule that decided at each step. Pure: the same for anybody, on a given day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from yiwang.kit.codes.reading import half_width
from yiwang.kit.errors import NOTHING, Invalid, Text
from yiwang.registers.conveniences import formula, wording
from yiwang.registers.conveniences.convenience import Convenience, Input, Row, Step
from yiwang.registers.conveniences.formula import Day, Value
from yiwang.registers.definition import Basis

_NUMBER = re.compile(r"-?\d{1,13}(\.\d{1,6})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

MISSING = Text("这一项要填。", "This is needed.")
CHOOSE = Text("请选一个答案。", "Choose one answer.")
NOT_A_NUMBER = Text("只能填数字，比如 12 或 3.5。", "Numbers only, such as 12 or 3.5.")
NOT_WHOLE = Text("只能填整数。", "Whole numbers only.")
NO_DAY = Text("没有这一天。年、月、日都要填。", "There is no such day. Give year, month and day.")


@dataclass(frozen=True)
class Line:
    """One step of the way: what it is, what it comes to, which rule said so."""

    key: str
    label: Text
    value: Text
    note: Text
    basis: tuple[Basis, ...]
    is_assumed: bool = False


@dataclass(frozen=True)
class Answer:
    """`say` is the answer in a sentence; `is_provisional` when a holiday notice that is not out may change it."""

    say: Text
    lines: tuple[Line, ...]
    note: Text = NOTHING
    basis: tuple[Basis, ...] = ()
    is_provisional: bool = False
    is_assumed: bool = False


def answer(convenience: Convenience, given: Mapping[str, str], day: Day) -> Answer:
    """Work it out; raises Invalid with `fields` for what is missing or wrong, and Undefined."""
    values = read(convenience, given)
    on = _dated(convenience, values, day)
    lines = []
    for step in convenience.steps:
        row = _deciding(step.rows, values, on)
        values[step.key] = _worked(row, values, day)
        if step.is_shown:
            lines.append(_line(convenience, step, row, values[step.key]))
    said = _deciding(convenience.results, values, on)
    return Answer(
        say=wording.filled(said.say, convenience, values),
        lines=tuple(lines),
        note=said.note,
        basis=said.basis,
        is_provisional=_is_provisional(convenience, values, day),
        is_assumed=bool(convenience.assumed),
    )


def worked(convenience: Convenience, given: Mapping[str, str], day: Day) -> dict[str, Value]:
    """Every value on the way, by key: what an example of a pack is compared with."""
    values = read(convenience, given)
    on = _dated(convenience, values, day)
    for step in convenience.steps:
        values[step.key] = _worked(_deciding(step.rows, values, on), values, day)
    return values


def read(convenience: Convenience, given: Mapping[str, str]) -> dict[str, Value]:
    """What somebody typed, as values; raises Invalid that names every field at once."""
    values: dict[str, Value] = {}
    wrong: dict[str, Text] = {}
    for each in convenience.inputs:
        try:
            values[each.key] = _read(each, half_width_text(given.get(each.key, "")) or each.default)
        except Invalid as fault:
            wrong[each.key] = fault.citizen
    if wrong:
        raise Invalid(fields=wrong)
    return values


def half_width_text(typed: str) -> str:
    """As people type it with a Chinese keyboard; small letters stay small."""
    folded = half_width(typed)
    return folded if not re.search("[A-Za-z]", folded) else typed.strip()


def _read(asked: Input, typed: str) -> Value:
    if not asked.is_ordered:
        if typed not in {option.value for option in asked.options}:
            raise Invalid(CHOOSE)
        return typed
    if not typed:
        raise Invalid(MISSING)
    made = _date(typed) if asked.kind == "date" else _number(typed.replace(",", ""), asked.kind)
    if asked.least is not None and made < asked.least:  # type: ignore[operator]
        least = wording.written(asked.least, asked.kind)
        raise Invalid(Text(f"太小了，至少 {least.zh}。", f"Too small: at least {least.en}."))
    if asked.most is not None and made > asked.most:  # type: ignore[operator]
        most = wording.written(asked.most, asked.kind)
        raise Invalid(Text(f"太大了，最多 {most.zh}。", f"Too large: at most {most.en}."))
    return made


def _number(typed: str, kind: str) -> Fraction:
    if not _NUMBER.fullmatch(typed):
        raise Invalid(NOT_A_NUMBER)
    made = Fraction(typed)
    if kind == "integer" and made.denominator != 1:
        raise Invalid(NOT_WHOLE)
    return made


def _date(typed: str) -> date:
    try:
        if _DAY.fullmatch(typed):
            return date.fromisoformat(typed)
    except ValueError:
        pass
    raise Invalid(NO_DAY)


def _dated(convenience: Convenience, values: Mapping[str, Value], day: Day) -> date:
    on = values[convenience.dated_by] if convenience.dated_by else day.today
    assert isinstance(on, date)
    if on < convenience.effective_on:
        since = wording.written(convenience.effective_on, "date")
        fault = Text(f"这里只能算 {since.zh}以后的。", f"This answers for days from {since.en} on.")
        raise Invalid(fault, fields={convenience.dated_by: fault} if convenience.dated_by else {})
    return on


def _deciding(rows: tuple[Row, ...], values: Mapping[str, Value], on: date) -> Row:
    found = [row for row in rows if row.decides(values, on)]
    if len(found) != 1:  # the check of the pack shows that there is exactly one inside the rules' days
        raise formula.Undefined
    return found[0]


def _worked(row: Row, values: Mapping[str, Value], day: Day) -> Value:
    assert row.value is not None
    return formula.value(row.value, values, day)


def _line(convenience: Convenience, step: Step, row: Row, value: Value) -> Line:
    shown = wording.written(value, step.kind, step.unit)
    return Line(step.key, step.label, shown, row.note, row.basis, step.key in convenience.assumed)


def _is_provisional(convenience: Convenience, values: Mapping[str, Value], day: Day) -> bool:
    """Where working days are counted, whether any day in it lies in a year whose notice is not out."""
    rows = [row for step in convenience.steps for row in step.rows]
    if not any(formula.functions(row.value) & formula.WORKDAYS for row in rows if row.value):
        return False
    return any(day.calendar.is_provisional(each) for each in values.values() if isinstance(each, date))
