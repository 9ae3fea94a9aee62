"""Examples of an item, run as tests: answers given, and the situation, papers, fee and due day they come to. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from yiwang.kit.errors import Invalid, Text
from yiwang.registers.definition.item import ItemDefinition
from yiwang.registers.definition.known import Days, Known
from yiwang.registers.definition.parts import Example, Limit

Path = tuple[str | int, ...]
Fault = tuple[Path, Text]
NATURAL = "2"
NO_START = Text(
    "写了 due_on，就要写 accepted_on：从哪天受理算起。", "With due_on say accepted_on, the day of acceptance."
)


def check(definition: ItemDefinition, known: Known) -> Iterator[Fault]:
    """What an example states and what comes out differ, or its answers lead nowhere."""
    for at, example in enumerate(definition.examples):
        found = list(_answered(definition, example)) or list(_comes_out(definition, example, known.days))
        yield from ((("examples", at, *path), text) for path, text in found)


def due(promised: Limit, accepted_on: date, days: Days) -> date:
    """The last day of a limit that began with acceptance (行政许可法 82, 民法典 203), nothing paused or extended."""
    if promised.unit != NATURAL:
        return days.add(accepted_on, promised.count)
    last = accepted_on + timedelta(days=promised.count)
    return last if days.is_workday(last) else days.add(last, 1)


def _answered(definition: ItemDefinition, example: Example) -> Iterator[Fault]:
    """The answers are the item's own, and none is left open."""
    try:
        definition.check_answers(example.answers)
    except Invalid as fault:
        yield from ((("answers", key), text) for key, text in fault.fields.items())
        return
    if question := definition.next_question(example.answers):
        yield ("answers",), Text(f"例子没有回答“{question.ask.zh}”。", f"The example leaves “{question.ask.en}” open.")
    way = definition.commitment_for(example.answers)
    if example.committed and not way.is_open:
        yield ("committed",), way.why


def _comes_out(definition: ItemDefinition, example: Example, days: Days | None) -> Iterator[Fault]:
    answers = example.answers
    listed = definition.materials_for(answers, committed=example.committed)
    mine = [] if definition.stop_for(answers) else [material.key for material in listed if material.remains]
    if sorted(mine) != sorted(example.mine):
        said = "、".join(mine) or "（无）"
        yield ("mine",), Text(f"剩下的材料其实是：{said}。", f"What remains is: {said}.")
    named = definition.named_situation(answers)
    if example.situation and example.situation != (named.key if named else ""):
        key = named.key if named else "—"
        yield ("situation",), Text(f"归到的情形其实是：{key}。", f"The situation is: {key}.")
    fee = sum(one.amount for one in definition.fees_for(answers))
    if example.fee is not None and example.fee != fee:
        yield ("fee",), Text(f"费用其实是 {fee} 元。", f"The fee is {fee} yuan.")
    yield from _in_time(definition, example, days)


def _in_time(definition: ItemDefinition, example: Example, days: Days | None) -> Iterator[Fault]:
    if example.due_on is None:
        return
    if example.accepted_on is None:
        yield ("due_on",), NO_START
    elif days is not None:
        last = due(definition.limits_for(example.answers).promised, example.accepted_on, days)
        if last != example.due_on:
            yield ("due_on",), Text(f"最后一天其实是 {last}。", f"The last day is {last}.")
