"""Examples in a scope's file run as tests: these answers come to these permits, in these modes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yiwang.kit.errors import Text
from yiwang.registers.reform import bundling, wizard
from yiwang.registers.reform.pack.references import Fault, Known, Path
from yiwang.registers.reform.scope import Example, Scope
from yiwang.registers.reform.wizard import Choice, Register


def check(scope: Scope, register: Register, known: Known) -> Iterator[Fault]:
    """Each example that does not hold, with what holds instead; as the lists stand once all are in force."""
    day = max((step.from_on for each in register.matters.values() for step in each.steps), default=date.min)
    for at, example in enumerate(scope.examples):
        yield from _example(("examples", at), scope, example, register, known, day)


def _example(
    path: Path, scope: Scope, example: Example, register: Register, known: Known, day: date
) -> Iterator[Fault]:
    choice = Choice((scope.key, *example.others), day, example.answers)
    counted = wizard.relevant(register, choice)
    for key in example.answers:
        if key not in counted:
            text = Text("没有问到这个问题，或者没有这个选项。", "Not asked here, or no such answer.")
            yield (*path, "answers", key), text
    if question := wizard.next_question(register, Choice(choice.scopes, day, counted)):
        zh, en = f"没有回答“{question.ask.zh}”（{question.key}）。", f"“{question.ask.en}” ({question.key}) is open."
        yield (*path, "answers"), Text(zh, en)
        return
    made = wizard.result(register, choice)
    modes = {each.matter.key: each.mode for each in made.required}
    if modes != dict(example.permits):
        yield (*path, "permits"), _really(", ".join(f"{key} = {mode}" for key, mode in modes.items()))
    needless = sorted(each.matter.key for each in made.needless)
    if needless != sorted(example.needless):
        yield (*path, "needless"), _really(", ".join(needless))
    definitions = {code: item for code in bundling.codes(made) if (item := known.items.get(code))}
    whole = bundling.plan(made, definitions, known.things, counted).whole
    if (whole.thing.key if whole else "") != example.bundle:
        yield (*path, "bundle"), _really(whole.thing.key if whole else "")


def _really(said: str) -> Text:
    return Text(f"其实是：{said or '（无）'}。", f"It is: {said or '(nothing)'}.")
