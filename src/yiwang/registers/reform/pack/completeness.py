"""Every combination of answers comes to exactly one row of each decision: nobody is left without an answer.

The roads are walked as those of an item's situations are (`definition.situations`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yiwang.kit.errors import Text
from yiwang.registers.definition import Question
from yiwang.registers.definition.parts import When, holds
from yiwang.registers.definition.situations import TooMany, roads
from yiwang.registers.reform.pack.references import Fault, Path
from yiwang.registers.reform.scope import Scope, Subject

NOT_BEFORE = Text("这个条件引用的问题不在前面。", "This condition names no question asked before.")
TWICE = Text("这个键已经用过。", "This key is taken.")
ALIKE = Text("两个选项写法一样，分不清。", "Two options read alike: which is meant?")
UNASKED = Text("怎么回答都不会问到这个问题。", "No answers lead to this question.")
UNREACHED = Text("没有哪种回答会走到这一行。", "No answers come to this row.")
MANY = Text("要分开的组合太多，查不完。", "Too many combinations have to be told apart.")
WORDLESS = Text("这样回答没有经营范围的表述", "These answers have no wording of the scope")


def flaws(subject: Subject) -> list[Fault]:
    """Conditions that refer to nothing, questions nobody is asked, rows missing, doubled or never reached."""
    faults = list(_conditions(subject))
    if faults:
        return faults
    try:
        faults += _questions(subject)
        for at, decision in enumerate(subject.decisions):
            faults += _table(subject, ("decisions", at, "rows"), [row.when for row in decision.rows])
        if isinstance(subject, Scope):
            faults += _wordings(subject)
    except TooMany:
        faults.append((("questions",), MANY))
    return faults


def _conditions(subject: Subject) -> Iterator[Fault]:
    options: dict[str, set[str]] = {}
    for at, question in enumerate(subject.questions):
        yield from _when(("questions", at, "when"), question.when, options)
        if question.key in options:
            yield ("questions", at, "key"), TWICE
        options[question.key] = {each.value for each in question.options}
        if len(options[question.key]) < len(question.options):
            yield ("questions", at, "options"), TWICE
        if len({each.label.zh for each in question.options}) < len(question.options):
            yield ("questions", at, "options"), ALIKE
    for place, decision in enumerate(subject.decisions):
        for at, row in enumerate(decision.rows):
            yield from _when(("decisions", place, "rows", at, "when"), row.when, options)
    if isinstance(subject, Scope):
        for name, parts in (("wordings", subject.wordings), ("aspects", subject.aspects), ("bundles", subject.bundles)):
            for at, part in enumerate(parts):
                yield from _when((name, at, "when"), part.when, options)


def _when(path: Path, when: When, options: Mapping[str, set[str]]) -> Iterator[Fault]:
    for key, values in when.items():
        if key not in options:
            yield (*path, key), NOT_BEFORE
            continue
        for value in values:
            if value not in options[key]:
                yield (*path, key), Text(f"问题没有“{value}”这个选项。", f"The question has no answer “{value}”.")


def _questions(subject: Subject) -> Iterator[Fault]:
    for at, question in enumerate(subject.questions):
        if not any(holds(question.when, road) for road in roads(subject, question.when, until=at)):
            yield ("questions", at, "when"), UNASKED


def _table(subject: Subject, path: Path, rows: list[When]) -> Iterator[Fault]:
    reached: set[int] = set()
    doubled: set[tuple[int, ...]] = set()
    for road in roads(subject, {key for when in rows for key in when}):
        fitting = tuple(at for at, when in enumerate(rows) if holds(when, road))
        reached |= set(fitting)
        if not fitting:
            yield path, _with("这样回答没有结果", "These answers come to nothing", subject.questions, road)
        elif len(fitting) > 1 and fitting not in doubled:
            doubled.add(fitting)
            text = _with("这样回答有两个结果", "These answers come to two rows", subject.questions, road)
            yield (*path, fitting[1]), text
    yield from (((*path, at), UNREACHED) for at in range(len(rows)) if at not in reached)


def _wordings(scope: Scope) -> Iterator[Fault]:
    whens = [each.when for each in scope.wordings]
    for road in roads(scope, {key for when in whens for key in when}):
        if not any(holds(when, road) for when in whens):
            yield ("wordings",), _with(WORDLESS.zh, WORDLESS.en, scope.questions, road)
            return


def _with(zh: str, en: str, questions: tuple[Question, ...], road: Mapping[str, str]) -> Text:
    """The flaw with an example: `size=small，food=hot`."""
    said = [f"{each.key}={road[each.key]}" for each in questions if each.key in road]
    return Text(f"{zh}：{'，'.join(said) or '（不用回答问题）'}。", f"{en}: {', '.join(said) or '(no questions)'}.")
