"""Examples in a thing's file run as tests: these answers lead to these items, papers and days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition
from yiwang.registers.definition.elements import DataElement
from yiwang.registers.things.ordering import Loop
from yiwang.registers.things.pack.members import Fault, Known
from yiwang.registers.things.planning import plan
from yiwang.registers.things.thing import Example, Thing, read


def check(declared: Mapping[str, Any], known: Known, elements: Mapping[str, DataElement]) -> Iterator[Fault]:
    """Each example that does not hold, with what holds instead; none while an item or element cannot be read."""
    thing = read(declared)
    items = {code: item for code in thing.codes() if (item := known.get(code))}
    used = {key for item in items.values() for key in item.elements()}
    if set(thing.codes()) - set(items) or used - set(elements):
        return
    for at, example in enumerate(thing.examples):
        with suppress(Loop):  # told with the items
            yield from _example(("examples", at), thing, example, items, elements)


def _example(
    path: tuple[str | int, ...],
    thing: Thing,
    example: Example,
    items: Mapping[str, ItemDefinition],
    elements: Mapping[str, DataElement],
) -> Iterator[Fault]:
    counted = thing.relevant(example.answers, items)
    for key in example.answers:
        if key not in counted:
            yield (
                (*path, "answers", key),
                Text("没有问到这个问题，或者没有这个选项。", "Not asked here, or no such answer."),
            )
    if question := thing.next_question(counted, items):
        text = Text(
            f"例子没有回答“{question.ask.zh}”（{question.key}）。", f"“{question.ask.en}” ({question.key}) is open."
        )
        yield (*path, "answers"), text
        return
    made = plan(thing, items, elements, counted)
    for key, said, holds in (
        ("items", example.items, [part.key for part in made.parts]),
        ("mine", example.mine, made.mine()),
        ("days", (str(example.days),), [str(made.figures.days.after)]),
    ):
        if sorted(said) != sorted(holds):
            listed = "、".join(holds) or "（无）"
            yield (*path, key), Text(f"其实是：{listed}。", f"It is: {listed}.")
