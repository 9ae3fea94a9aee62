"""From what somebody wants to do to the permits it needs: what to ask, which permits, in which mode and why. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from yiwang.kit.errors import Text
from yiwang.registers.definition import Option, Question
from yiwang.registers.definition.parts import holds
from yiwang.registers.reform.matter import CANCELLED, Matter, ReformList, Step
from yiwang.registers.reform.scope import Answers, Aspect, Row, Scope, Subject, Wording

PLACE, ELSEWHERE = "place", "other"
ASK_PLACE = Text("开在哪里？", "Where will it be?")
WHY_PLACE = Text("有的改革先在一个区做，那里办得更简单", "Some reforms began in one area, where it is simpler")
THE_REST = Text("上面没有的区", "Any other district")
TAIL_PERMITTED = (
    "（依法须经批准的项目，经相关部门批准后方可开展经营活动，具体经营项目以相关部门批准文件或许可证件为准）"
)
TAIL_GENERAL = "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）"


@dataclass(frozen=True)
class Register:
    """All that a city says of the reform. `areas` are the names of the divisions that steps name."""

    matters: Mapping[str, Matter]
    scopes: Mapping[str, Scope]
    aspects: Mapping[str, Aspect]
    lists: Mapping[str, ReformList] = field(default_factory=dict)
    departments: Mapping[str, Text] = field(default_factory=dict)
    areas: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """What somebody chose and answered, as of a day; `held` are matters whose permit they have already."""

    scopes: tuple[str, ...]
    day: date
    answers: Answers = field(default_factory=dict)
    held: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reason:
    """Why: the scope it comes from, what was decided, in words, and the answers that decided it."""

    scope: Text
    about: Text
    why: Text
    said: tuple[tuple[Question, Option], ...] = ()


@dataclass(frozen=True)
class Requirement:
    """A matter that these scopes come to. `step` is None where no list has reached it: approved as before."""

    matter: Matter
    step: Step | None
    reasons: tuple[Reason, ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    is_held: bool = False

    @property
    def mode(self) -> str:
        return self.step.mode if self.step else ""


@dataclass(frozen=True)
class Extra:
    """An item that is no matter of the reform but part of the way: setting up the firm."""

    code: str
    reason: Reason
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """What the chosen scopes come to. `free` are the decisions by which nothing is needed, with their reasons."""

    scopes: tuple[Scope, ...]
    required: tuple[Requirement, ...]
    held: tuple[Requirement, ...]
    needless: tuple[Requirement, ...]
    free: tuple[Reason, ...]
    extras: tuple[Extra, ...]
    wordings: tuple[Wording, ...]

    @property
    def before_licence(self) -> tuple[Requirement, ...]:
        return tuple(each for each in self.required if each.matter.precedes)

    @property
    def after_licence(self) -> tuple[Requirement, ...]:
        return tuple(each for each in self.required if not each.matter.precedes)

    def words(self) -> str:
        """The scope as the registration form takes it, in Chinese: permitted ones, then general ones."""
        said = []
        for kind, head, tail in (("permitted", "许可项目：", TAIL_PERMITTED), ("general", "一般项目：", TAIL_GENERAL)):
            texts = dict.fromkeys(each.text.zh for each in self.wordings if each.kind == kind)
            if texts:
                said.append(f"{head}{'；'.join(texts)}。{tail}")
        return "\n".join(said)


def subjects(register: Register, choice: Choice) -> list[tuple[Subject, Scope | None]]:
    """Whose questions are asked, in order, each once: aspects of everybody, then each scope and its aspects.

    With each stands the scope it was first asked for; None for what is asked of everybody.
    """
    found: dict[str, tuple[Subject, Scope | None]] = {
        key: (each, None) for key, each in register.aspects.items() if each.always
    }
    for scope in chosen(register, choice):
        found.setdefault(scope.key, (scope, scope))
        own = scope.own(choice.answers)
        for used in scope.aspects:
            if holds(used.when, own):
                found.setdefault(used.aspect, (register.aspects[used.aspect], scope))
    return list(found.values())


def chosen(register: Register, choice: Choice) -> list[Scope]:
    """The scopes chosen that there are, each once."""
    return [register.scopes[key] for key in dict.fromkeys(choice.scopes) if key in register.scopes]


def questions(register: Register, choice: Choice) -> list[Question]:
    """Every question of this road so far under its whole key, answered or not."""
    asked: list[Question] = []
    for subject, _ in subjects(register, choice):
        asked += [replace(each, key=f"{subject.key}.{each.key}", when={}) for each in subject.asked(choice.answers)]
    return asked if any(each.key not in choice.answers for each in asked) else [*asked, *_place(register, choice)]


def next_question(register: Register, choice: Choice) -> Question | None:
    """The first question still open; None when all are answered."""
    return next((each for each in questions(register, choice) if each.key not in choice.answers), None)


def relevant(register: Register, choice: Choice) -> dict[str, str]:
    """Of what was answered, the questions and options that exist on this road, in the order of asking."""
    counted: dict[str, str] = {}
    while question := next_question(register, replace(choice, answers=counted)):
        value = choice.answers.get(question.key, "")
        if question.option(value) is None:
            break
        counted[question.key] = value
    return counted


def result(register: Register, choice: Choice) -> Result:
    """What complete answers come to; each decision has exactly one row (the pack's check proves it)."""
    answers = relevant(register, choice)
    choice = replace(choice, answers=answers)
    found: dict[str, Requirement] = {}
    free: list[Reason] = []
    extras: dict[str, Extra] = {}
    for subject, scope, row, reason in _rows(register, choice):
        known = {key: said for key, feed in row.answers.items() if (said := feed.answer(subject.own(answers)))}
        for key in row.needs:
            found[key] = _joined(found.get(key), _requirement(register, choice, key, reason, known))
        if row.item:
            extras.setdefault(row.item, Extra(row.item, reason, known))
        if not row.needs and not row.item and scope:
            free.append(reason)
    open_ = [each for each in found.values() if each.mode != CANCELLED]
    return Result(
        scopes=tuple(chosen(register, choice)),
        required=tuple(each for each in open_ if not each.is_held),
        held=tuple(each for each in open_ if each.is_held),
        needless=tuple(each for each in found.values() if each.mode == CANCELLED),
        free=tuple({(each.about, each.why): each for each in free}.values()),
        extras=tuple(extras.values()),
        wordings=tuple(_wordings(register, choice)),
    )


def _place(register: Register, choice: Choice) -> Iterator[Question]:
    """Where it will be: asked last, and only where the mode of what is needed hangs on it."""
    needed = dict.fromkeys(key for _, _, row, _ in _rows(register, choice) for key in row.needs)
    areas = dict.fromkeys(area for key in needed for area in register.matters[key].areas(choice.day))
    if areas:
        options = (*(Option(code, register.areas[code]) for code in areas), Option(ELSEWHERE, THE_REST))
        yield Question(PLACE, ASK_PLACE, options, why=WHY_PLACE)


def _rows(register: Register, choice: Choice) -> Iterator[tuple[Subject, Scope | None, Row, Reason]]:
    for subject, scope in subjects(register, choice):
        own = subject.own(choice.answers)
        for decision in subject.decisions:
            row = decision.row(own)
            if row is None:
                continue
            asked = [each for each in subject.asked(choice.answers) if each.key in row.when]
            said = tuple((each, option) for each in asked if (option := each.option(own[each.key])))
            reason = Reason(scope.label if scope else subject.name, decision.about, row.why, said)
            yield subject, scope, row, reason


def _requirement(register: Register, choice: Choice, key: str, reason: Reason, known: Mapping[str, str]) -> Requirement:
    matter = register.matters[key]
    step = matter.step(choice.day, choice.answers.get(PLACE, ""))
    return Requirement(matter, step, (reason,), known, key in choice.held)


def _joined(one: Requirement | None, other: Requirement) -> Requirement:
    """The same matter by two scopes is one permit with two reasons; what was known first counts."""
    if one is None:
        return other
    return replace(one, reasons=(*one.reasons, *other.reasons), answers={**other.answers, **one.answers})


def _wordings(register: Register, choice: Choice) -> Iterator[Wording]:
    for scope in chosen(register, choice):
        own = scope.own(choice.answers)
        yield from (each for each in scope.wordings if holds(each.when, own))
