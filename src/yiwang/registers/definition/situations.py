"""Whether an item's situations 情形 are complete: every combination of answers leads to exactly one. Pure.

The questions are walked in their order and roads are merged as soon as nothing that follows tells them apart, so that
forty independent questions cost forty steps and not 2⁴⁰. Where that does not help, the check says so and stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from yiwang.kit.errors import Text
from yiwang.registers.definition.item import ItemDefinition
from yiwang.registers.definition.parts import Material, Question, When, holds

MOST = 4096
"""Roads kept apart at once; an item that needs more cannot be read by people either."""

Answers = dict[str, str]
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Flaw:
    """One flaw: its rule, where it stands, what it is, and a combination of answers that shows it (if any does)."""

    rule: str
    path: Path
    text: Text
    example: Mapping[str, str] | None = None
    idle: tuple[str, ...] = ()
    """Answers that a condition names and nobody can give there."""


class TooMany(Exception):
    """More roads than can be kept apart."""


class Asking(Protocol):
    """Whatever asks questions one after another: an item, or anything else that decides by answers."""

    @property
    def questions(self) -> tuple[Question, ...]: ...


def flaws(definition: ItemDefinition) -> list[Flaw]:
    """Everything about the item's situations that is unreachable, left open or said twice."""
    try:
        found = [*_of_questions(definition), *_of_conditions(definition), *_of_form(definition)]
        return [*found, *_of_materials(definition), *_of_table(definition)]
    except TooMany:
        text = Text(
            f"情形太多：要分开的组合超过 {MOST} 种，查不完。",
            f"Too many situations: more than {MOST} combinations have to be told apart.",
        )
        return [Flaw("situation.too_many", ("questions",), text)]


def roads(definition: Asking, keep: Iterable[str] = (), *, until: int | None = None) -> list[Answers]:
    """Roads that lead to the form: one, whole, for each combination of answers to the questions named in `keep`.

    With `until`, roads that lead to the question at that place. Raises TooMany.
    """
    kept = frozenset(keep)
    standing: list[Answers] = [{}]
    for at in range(len(definition.questions) if until is None else until):
        standing = _merged(_onward(definition, at, standing), kept | _asked_about(definition, at + 1))
    return standing


def in_words(definition: ItemDefinition, answers: Mapping[str, str]) -> Text:
    """A combination as people read it: each question with its answer."""
    said = [(question.ask, option.label) for question, option in definition.situation_labels(answers)]
    zh = "；".join(f"{ask.zh}{label.zh}" for ask, label in said) or "（不用回答问题）"
    return Text(zh, "; ".join(f"{ask.en} {label.en}" for ask, label in said) or "(no questions)")


def _onward(definition: Asking, at: int, standing: list[Answers]) -> Iterator[Answers]:
    question = definition.questions[at]
    for road in standing:
        if not holds(question.when, road):
            yield road
            continue
        yield from (road | {question.key: option.value} for option in question.options if not option.stop)


def _asked_about(definition: Asking, start: int) -> frozenset[str]:
    """Questions on whose answers a later question hangs."""
    return frozenset(key for question in definition.questions[start:] for key in question.when)


def _merged(standing: Iterable[Answers], kept: frozenset[str]) -> list[Answers]:
    apart: dict[frozenset[tuple[str, str]], Answers] = {}
    for road in standing:
        apart.setdefault(frozenset((key, value) for key, value in road.items() if key in kept), road)
        if len(apart) > MOST:
            raise TooMany
    return list(apart.values())


def _of_questions(definition: ItemDefinition) -> Iterator[Flaw]:
    for at, question in enumerate(definition.questions):
        labels: set[str] = set()
        for place, option in enumerate(question.options):
            if option.label.zh in labels:
                text = Text("两个选项写法一样，分不清是哪一种情形。", "Two options read alike: which is meant?")
                way = [road for road in roads(definition, question.when, until=at) if holds(question.when, road)]
                example = way[0] | {question.key: option.value} if way else None
                yield Flaw("situation.overlap", ("questions", at, "options", place), text, example)
            labels.add(option.label.zh)
    if not roads(definition):
        text = Text("没有一条路能走到申请。", "No answers lead to an application.")
        yield Flaw("situation.no_way_through", ("questions",), text)


def conditions(definition: ItemDefinition) -> Iterator[tuple[str, Path, When]]:
    """What depends on answers: the kind of part, its place and its condition."""
    yield from (("question", ("questions", at), part.when) for at, part in enumerate(definition.questions))
    yield from (("material", ("materials", at), part.when) for at, part in enumerate(definition.materials))
    for at, page in enumerate(definition.form):
        yield from (("field", ("form", at, "fields", place), part.when) for place, part in enumerate(page.fields))
    yield from (("fee", ("fees", at), part.when) for at, part in enumerate(definition.fees))
    yield from (("step", ("flow", at), part.when) for at, part in enumerate(definition.flow))
    yield from (("row", ("situations", at), part.when) for at, part in enumerate(definition.situations))


UNREACHED = {
    "question": Text("怎么回答都不会问到这个问题。", "No answers lead to this question."),
    "material": Text("没有哪种情形需要这份材料。", "No situation needs this material."),
    "field": Text("没有哪种情形要填这一栏。", "No situation asks for this field."),
    "fee": Text("没有哪种情形收这项费用。", "No situation has this fee."),
    "step": Text("没有哪种情形走这一步。", "No situation takes this step."),
    "row": Text("没有哪种回答属于这一种情形。", "No answers come to this situation."),
}


def _of_conditions(definition: ItemDefinition) -> Iterator[Flaw]:
    """Parts that no road needs, and answers that are named in a condition but cannot be given where it holds."""
    ways = bool(roads(definition))
    for kind, path, when in conditions(definition):
        until = int(path[1]) if kind == "question" else None
        fitting = [road for road in roads(definition, when, until=until) if holds(when, road)]
        # Where no road leads to the form at all, that is said once and not of each part.
        if not fitting and (ways or until is not None):
            yield Flaw(f"situation.unreachable_{kind}", path, UNREACHED[kind])
        for key in when if fitting else ():
            if idle := [value for value in when[key] if not any(road.get(key) == value for road in fitting)]:
                text = Text(
                    f"条件里的“{'、'.join(idle)}”在这里不会出现。", f"“{', '.join(idle)}” cannot be answered here."
                )
                yield Flaw("situation.unreachable_option", (*path, "when", key), text, idle=tuple(idle))


def _of_form(definition: ItemDefinition) -> Iterator[Flaw]:
    """No situation without a single field to fill in."""
    whens = [entry.when for entry in definition.fields()]
    if not whens or not all(whens):
        return
    for road in roads(definition, _keys(whens)):
        if not any(holds(when, road) for when in whens):
            text = Text("这种情形下没有要填的表。", "In this situation there is nothing to fill in.")
            yield Flaw("situation.gap", ("form",), text, road)
            return


def _of_materials(definition: ItemDefinition) -> Iterator[Flaw]:
    """One paper under two keys, both needed in one situation: the applicant would be asked twice."""
    placed = list(enumerate(definition.materials))
    for (_, first), (at, second) in combinations(placed, 2):
        road = _both(definition, first, second) if first.name.zh == second.name.zh else None
        if road is not None:
            text = Text(f"“{second.name.zh}”在同一情形下要了两次。", f"“{second.name.en}” is asked for twice.")
            yield Flaw("situation.overlap", ("materials", at), text, road)


def _both(definition: ItemDefinition, first: Material, second: Material) -> Answers | None:
    found = roads(definition, _keys([first.when, second.when]))
    return next((road for road in found if holds(first.when, road) and holds(second.when, road)), None)


def _of_table(definition: ItemDefinition) -> Iterator[Flaw]:
    """Each road belongs to exactly one of the named situations, where the item names any."""
    table = definition.situations
    if not table:
        return
    told: set[tuple[str, ...]] = set()
    for road in roads(definition, _keys(row.when for row in table)):
        fitting = tuple(row.key for row in table if holds(row.when, road))
        if not fitting:
            text = Text("这样回答不属于任何一种情形。", "These answers come to no situation.")
            yield Flaw("situation.gap", ("situations",), text, road)
        elif len(fitting) > 1 and fitting not in told:
            told.add(fitting)
            at = next(place for place, row in enumerate(table) if row.key == fitting[1])
            text = Text(f"这样回答同时属于{'、'.join(fitting)}。", f"These answers come to {' and '.join(fitting)}.")
            yield Flaw("situation.overlap", ("situations", at), text, road)


def _keys(whens: Iterable[When]) -> set[str]:
    return {key for when in whens for key in when}
