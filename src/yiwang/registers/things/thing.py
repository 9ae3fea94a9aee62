"""A thing 一件事: items done as one, and the questionnaire that decides which. Pure, frozen; no Django.

An answer of the thing feeds the situation questions of its items, so that nothing is asked twice; what it does not tell
is asked once, as the item asks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition, Option, Question
from yiwang.registers.definition.elements import text

Answers = Mapping[str, str]
Definitions = Mapping[str, ItemDefinition]
"""The items' definitions by code."""
When = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Feed:
    """How one question of an item is answered without asking: by an answer of the thing, or by what the thing is.

    `question` is the thing's, `values` leads from its answers to the item's (empty: the same words); `value` is said
    by the thing itself. An answer that `values` leaves out tells the item nothing, and the item's question is asked.
    """

    question: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    value: str = ""

    def answer(self, answers: Answers) -> str:
        """The item's answer; empty where the thing's answers do not tell."""
        if self.value:
            return self.value
        given = answers.get(self.question, "")
        return self.values.get(given, "") if self.values else given


@dataclass(frozen=True)
class After:
    """A stated dependency: this item waits for `item` of the thing, which makes `material` (empty: law orders it)."""

    item: str
    why: Text
    material: str = ""


@dataclass(frozen=True)
class Member:
    """An item in a thing: what it is there for, when it is part of it, and what the thing knows for it."""

    key: str
    code: str
    role: Text
    when: When = field(default_factory=dict)
    feeds: Mapping[str, Feed] = field(default_factory=dict)
    after: tuple[After, ...] = ()

    def answers(self, given: Answers) -> dict[str, str]:
        """What is known of the item's own questions: fed ones, else those asked in its name (`member.question`)."""
        asked = {key[len(self.key) + 1 :]: value for key, value in given.items() if key.startswith(f"{self.key}.")}
        fed = {key: value for key, feed in self.feeds.items() if (value := feed.answer(given))}
        return asked | fed


@dataclass(frozen=True)
class Example:
    """An example that runs as a test: the items of this situation, the papers left to give, the working days."""

    answers: Answers
    items: tuple[str, ...]
    mine: tuple[str, ...] = ()
    days: int = 0


@dataclass(frozen=True)
class Part:
    """An item as it takes part in one situation. `stop` is the answer that made it needless, if one did."""

    member: Member
    definition: ItemDefinition
    answers: Answers
    stop: Option | None = None

    @property
    def key(self) -> str:
        return self.member.key


@dataclass(frozen=True)
class Thing:
    """One version of a thing, whole. `audience` is "citizen" or "enterprise", `stage` a stage of life or of a firm."""

    key: str
    name: Text
    summary: Text
    audience: str
    stage: Text
    effective_on: date
    questions: tuple[Question, ...]
    items: tuple[Member, ...]
    icon: str = ""
    order: int = 0
    keywords: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    def member(self, key: str) -> Member | None:
        return next((each for each in self.items if each.key == key), None)

    def codes(self) -> list[str]:
        """The codes of its items."""
        return [each.code for each in self.items]

    def questions_for(self, answers: Answers, definitions: Definitions) -> list[Question]:
        """Every question of this road so far, answered or not: the thing's own, then what its items must still ask."""
        own = self._own(answers)
        if any(question.key not in answers for question in own):
            return own
        return own + [question for member in self.included(answers) for question in _open(member, answers, definitions)]

    def next_question(self, answers: Answers, definitions: Definitions) -> Question | None:
        """The first question still open; None when all are answered."""
        asked = self.questions_for(answers, definitions)
        return next((question for question in asked if question.key not in answers), None)

    def relevant(self, answers: Answers, definitions: Definitions) -> dict[str, str]:
        """Of what was answered, the questions and options that exist on this road; the rest no longer counts."""
        counted: dict[str, str] = {}
        while question := self.next_question(counted, definitions):
            value = answers.get(question.key, "")
            if question.option(value) is None:
                break
            counted[question.key] = value
        return counted

    def parts(self, answers: Answers, definitions: Definitions) -> list[Part]:
        """The items of this situation, in the order of the file, needless ones included."""
        return [_part(member, answers, definitions[member.code]) for member in self.included(answers)]

    def roads(self) -> Iterator[dict[str, str]]:
        """Every way through the thing's own questions."""
        yield from self._walk({})

    def situations(self) -> set[tuple[object, ...]]:
        """What the roads lead to: which items, each with what is known for it. The same outcome counts once."""
        return {
            tuple((member.key, *sorted(member.answers(road).items())) for member in self.included(road))
            for road in self.roads()
        }

    def _own(self, answers: Answers) -> list[Question]:
        counted: dict[str, str] = {}
        asked = []
        for question in self.questions:
            if _holds(question.when, counted):
                asked.append(question)
                if question.key in answers:
                    counted[question.key] = answers[question.key]
        return asked

    def included(self, answers: Answers) -> list[Member]:
        """The items that the thing's own answers lead to."""
        counted = {question.key: answers[question.key] for question in self._own(answers) if question.key in answers}
        return [member for member in self.items if _holds(member.when, counted)]

    def _walk(self, answers: dict[str, str]) -> Iterator[dict[str, str]]:
        question = next((each for each in self._own(answers) if each.key not in answers), None)
        if question is None:
            yield answers
            return
        for option in question.options:
            yield from self._walk(answers | {question.key: option.value})


def _holds(when: When, answers: Answers) -> bool:
    return all(answers.get(question) in values for question, values in when.items())


def _part(member: Member, given: Answers, definition: ItemDefinition) -> Part:
    answers = definition.relevant(member.answers(given))
    return Part(member, definition, answers, definition.stop_for(answers))


def _open(member: Member, given: Answers, definitions: Definitions) -> Iterator[Question]:
    """The item's questions that nothing feeds, under the member's name; none after an answer that ends its road."""
    definition = definitions[member.code]
    known = member.answers(given)
    for question in definition.questions_for(known):
        fed = member.feeds.get(question.key)
        if fed is None or not fed.answer(given):
            yield replace(question, key=f"{member.key}.{question.key}", when={})
        option = question.option(known.get(question.key, ""))
        if option and option.stop:
            return


Declared = Mapping[str, Any]


def read(declared: Declared) -> Thing:
    """A thing as a pack declares it, or as it is kept (checked against its schema before)."""
    day = declared["effective_on"]
    return Thing(
        key=declared["key"],
        name=text(declared["name"]),
        summary=text(declared["summary"]),
        audience=declared["audience"],
        stage=text(declared["stage"]),
        effective_on=day if isinstance(day, date) else date.fromisoformat(day),
        questions=tuple(_question(each) for each in declared["questions"]),
        items=tuple(_member(each) for each in declared["items"]),
        icon=declared.get("icon", ""),
        order=declared.get("order", 0),
        keywords=tuple(declared.get("keywords", ())),
        assumed=tuple(declared.get("assumed", ())),
        examples=tuple(_example(each) for each in declared.get("examples", ())),
    )


def _question(declared: Declared) -> Question:
    options = tuple(Option(each["value"], text(each["label"]), text(each.get("hint"))) for each in declared["options"])
    hint, why = text(declared.get("hint")), text(declared.get("why"))
    return Question(declared["key"], text(declared["ask"]), options, hint, why, _when(declared.get("when", {})))


def _member(declared: Declared) -> Member:
    return Member(
        key=declared["key"],
        code=declared["code"],
        role=text(declared["role"]),
        when=_when(declared.get("when", {})),
        feeds={
            key: Feed(feed.get("from", ""), dict(feed.get("values", {})), feed.get("is", ""))
            for key, feed in declared.get("answers", {}).items()
        },
        after=tuple(
            After(each["item"], text(each["why"]), each.get("material", "")) for each in declared.get("after", ())
        ),
    )


def _example(declared: Declared) -> Example:
    mine, days = tuple(declared.get("mine", ())), declared.get("days", 0)
    return Example(dict(declared["answers"]), tuple(declared["items"]), mine, days)


def _when(declared: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in declared.items()}
