"""A convenience as a city declares it: what it asks, and the dated rules that lead to its answer. Pure; no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from yiwang.kit.errors import NOTHING, Text
from yiwang.registers.conveniences import formula
from yiwang.registers.definition import Basis
from yiwang.registers.definition.elements import text

ORDERED = ("number", "integer", "money", "date")
"""Kinds of inputs whose values stand in an order; the others are chosen."""


@dataclass(frozen=True)
class Option:
    value: str
    label: Text
    hint: Text = NOTHING


YES_NO = (Option("yes", Text("是", "Yes")), Option("no", Text("否", "No")))


@dataclass(frozen=True)
class Input:
    """One thing it asks. `kind` is choice, yes, number, integer, money or date; `default` stands for an empty box."""

    key: str
    label: Text
    kind: str
    hint: Text = NOTHING
    unit: Text = NOTHING
    least: Fraction | date | None = None
    most: Fraction | date | None = None
    default: str = ""
    options: tuple[Option, ...] = ()
    personal: bool = False
    """Says something of the person who asks: it is sent in the body, never in an address."""

    @property
    def is_ordered(self) -> bool:
        return self.kind in ORDERED


@dataclass(frozen=True)
class Span:
    """From one border to another; each is included (`from`, `to`) or not (`above`, `below`)."""

    low: Fraction | date | None = None
    high: Fraction | date | None = None
    has_low: bool = True
    has_high: bool = True

    def holds(self, value: Any) -> bool:
        above = self.low is None or value > self.low or (self.has_low and value == self.low)
        return above and (self.high is None or value < self.high or (self.has_high and value == self.high))


When = Mapping[str, tuple[str, ...] | Span]


@dataclass(frozen=True)
class Row:
    """A rule: when it decides, from which day to which, what it gives or says, in words, and by which law."""

    when: When = field(default_factory=dict)
    value: formula.Formula | None = None
    say: Text = NOTHING
    note: Text = NOTHING
    basis: tuple[Basis, ...] = ()
    starts_on: date | None = None
    until: date | None = None

    def is_in_force(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.until is None or day <= self.until)

    def decides(self, values: Mapping[str, Any], day: date) -> bool:
        return self.is_in_force(day) and all(_meets(wanted, values[key]) for key, wanted in self.when.items())


def _meets(wanted: tuple[str, ...] | Span, value: Any) -> bool:
    return wanted.holds(value) if isinstance(wanted, Span) else value in wanted


@dataclass(frozen=True)
class Step:
    """A value on the way to the answer: one of its rows decides. `kind` is how it is written."""

    key: str
    label: Text
    kind: str
    rows: tuple[Row, ...]
    unit: Text = NOTHING
    least: Fraction | None = None
    is_shown: bool = True


@dataclass(frozen=True)
class Example:
    given: Mapping[str, str]
    values: Mapping[str, str]
    on: date
    says: str = ""


@dataclass(frozen=True)
class Convenience:
    """`kind` is table (worked out by rules), code (a number is checked), list (what the city has) or page (of ours)."""

    key: str
    kind: str
    audience: str
    name: Text
    summary: Text
    icon: str = ""
    order: int = 0
    keywords: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    """Codes of the items one applies for next."""
    effective_on: date = date.min
    """The first day its rules can answer for."""
    dated_by: str = ""
    """The input whose day decides which rules are in force; today where there is none."""
    inputs: tuple[Input, ...] = ()
    steps: tuple[Step, ...] = ()
    results: tuple[Row, ...] = ()
    remarks: tuple[Text, ...] = ()
    target: str = ""
    """The word of what is checked, listed or shown."""
    assumed: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def is_shareable(self) -> bool:
        """Whether what is asked may stand in an address."""
        return self.kind != "code" and not any(each.personal for each in self.inputs)

    def is_meant_by(self, words: str) -> bool:
        """Whether its name or a keyword is in what somebody typed, or the other way round."""
        said = words.casefold().replace(" ", "")
        texts = [each.casefold().replace(" ", "") for each in (self.name.zh, self.name.en, *self.keywords)]
        # One letter or character means anything and so nothing.
        return any(each in said or (len(said) > 1 and said in each) for each in texts)

    def kinds(self) -> dict[str, str]:
        """What formulas may read: names and whether they are numbers or dates."""
        asked = {each.key: "date" if each.kind == "date" else "number" for each in self.inputs if each.is_ordered}
        return asked | {step.key: "date" if step.kind in ("date", "month") else "number" for step in self.steps}


Declared = Mapping[str, Any]


def read(declared: Declared) -> Convenience:
    """A convenience from its declaration, checked against its schema before; raises Unreadable for a formula."""
    said: dict[str, Any] = {
        key: declared[key] for key in ("key", "kind", "audience", "icon", "order", "target") if key in declared
    }
    words: dict[str, Any] = {key: tuple(declared.get(key, ())) for key in ("keywords", "topics", "items", "assumed")}
    return Convenience(
        **said,
        **words,
        name=text(declared["name"]),
        summary=text(declared["summary"]),
        effective_on=_day(declared.get("effective_on")) or date.min,
        dated_by=declared.get("dated_by", ""),
        inputs=tuple(_input(each) for each in declared.get("inputs", ())),
        steps=tuple(_step(each) for each in declared.get("steps", ())),
        results=tuple(row(each) for each in declared.get("results", ())),
        remarks=tuple(text(each) for each in declared.get("remarks", ())),
        examples=tuple(_example(each) for each in declared.get("examples", ())),
    )


def _input(declared: Declared) -> Input:
    kind = declared["kind"]
    options = tuple(Option(o["value"], text(o["label"]), text(o.get("hint"))) for o in declared.get("options", ()))
    return Input(
        key=declared["key"],
        label=text(declared["label"]),
        kind=kind,
        hint=text(declared.get("hint")),
        unit=text(declared.get("unit")),
        least=border(declared.get("least")),
        most=border(declared.get("most")),
        default=str(declared.get("default", "")),
        options=YES_NO if kind == "yes" else options,
        personal=declared.get("personal", False),
    )


def _step(declared: Declared) -> Step:
    least = border(declared.get("least"))
    assert not isinstance(least, date)
    rows = tuple(row(each) for each in declared["rows"])
    unit, shown = text(declared.get("unit")), declared.get("shown", True)
    return Step(declared["key"], text(declared["label"]), declared["kind"], rows, unit, least, shown)


def row(declared: Declared) -> Row:
    return Row(
        when={key: _wanted(wanted) for key, wanted in declared.get("when", {}).items()},
        value=formula.read(declared["value"]) if "value" in declared else None,
        say=text(declared.get("say")),
        note=text(declared.get("note")),
        basis=tuple(Basis(each["law"], each.get("article", "")) for each in declared.get("basis", ())),
        starts_on=_day(declared.get("from")),
        until=_day(declared.get("until")),
    )


def _wanted(declared: Any) -> tuple[str, ...] | Span:
    if isinstance(declared, list | tuple):
        return tuple(declared)
    low, high = declared.get("from", declared.get("above")), declared.get("to", declared.get("below"))
    return Span(border(low), border(high), "from" in declared, "to" in declared)


def _example(declared: Declared) -> Example:
    values = {key: str(value) for key, value in declared.get("values", {}).items()}
    given = {key: str(value) for key, value in declared["given"].items()}
    return Example(given, values, _day(declared["on"]) or date.min, declared.get("says", ""))


def border(declared: Any) -> Fraction | date | None:
    """A number written as a whole number or as a text ("0.5"), or a day."""
    if declared is None or isinstance(declared, date):
        return declared
    if isinstance(declared, str) and declared.count("-") == 2:
        return date.fromisoformat(declared)
    return Fraction(declared)


def _day(declared: Any) -> date | None:
    return declared if declared is None or isinstance(declared, date) else date.fromisoformat(declared)
