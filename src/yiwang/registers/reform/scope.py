"""A business scope 经营范围, and what decides which permits it needs: a few questions and tables of answers. Pure.

Each decision is a table of its own (the food, the sign outside), and every combination of answers comes to exactly one
of its rows: what is not needed is said as clearly as what is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yiwang.kit.errors import NOTHING, Text
from yiwang.registers.definition import Option, Question
from yiwang.registers.definition.elements import text
from yiwang.registers.definition.parts import When, holds
from yiwang.registers.things.thing import Feed

Answers = Mapping[str, str]
Declared = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One answer of a decision: the matters that are needed, perhaps an item that is no matter; none: nothing is.

    `answers` are what is known for the item's own questions.
    """

    why: Text
    when: When = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    item: str = ""
    answers: Mapping[str, Feed] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """A table: what is decided, and its rows."""

    about: Text
    rows: tuple[Row, ...]

    def row(self, answers: Answers) -> Row | None:
        """The one row of these answers; None while they are not complete."""
        return next((row for row in self.rows if holds(row.when, answers)), None)


@dataclass(frozen=True)
class Wording:
    """Standard words 规范表述 for the registration form; `kind` is "general" or "permitted" (一般、许可经营项目)."""

    text: Text
    kind: str
    when: When = field(default_factory=dict)


@dataclass(frozen=True)
class Bundle:
    """The one thing that covers this scope, and how its questions are answered by those of the wizard."""

    thing: str
    answers: Mapping[str, Feed] = field(default_factory=dict)
    when: When = field(default_factory=dict)


@dataclass(frozen=True)
class Subject:
    """Questions and what they decide. Keys of answers begin with its own: `restaurant.size`."""

    key: str
    name: Text
    questions: tuple[Question, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def own(self, answers: Answers) -> dict[str, str]:
        """Its own answers by their short keys; those of others stay as they are."""
        start = f"{self.key}."
        return {key.removeprefix(start): value for key, value in answers.items()}

    def asked(self, answers: Answers) -> list[Question]:
        """Its questions of this road so far, answered or not, under their short keys."""
        own, counted, asked = self.own(answers), dict[str, str](), []
        for question in self.questions:
            if holds(question.when, counted):
                asked.append(question)
                if question.key in own:
                    counted[question.key] = own[question.key]
        return asked


@dataclass(frozen=True)
class Aspect(Subject):
    """What many scopes have in common (a sign, guests in the house): asked once. `always`: of every choice, first."""

    always: bool = False


@dataclass(frozen=True)
class Uses:
    """An aspect of a scope, after these answers to the scope's own questions."""

    aspect: str
    when: When = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """An example that runs as a test: with these answers (and other scopes) these matters, each in its mode.

    `needless` are those the reform abolished; `bundle` is the thing that covers it.
    """

    answers: Answers
    permits: Mapping[str, str]
    needless: tuple[str, ...] = ()
    bundle: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scope(Subject):
    """An entry: `label` is what people call it, `industry` its class of GB/T 4754, `trade` its place among trades."""

    label: Text = NOTHING
    keywords: tuple[str, ...] = ()
    industry: str = ""
    trade: int = 0
    icon: str = ""
    wordings: tuple[Wording, ...] = ()
    aspects: tuple[Uses, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    examples: tuple[Example, ...] = ()
    assumed: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Permitted where every wording is, general where none is; "mixed" where the answers decide."""
        kinds = {each.kind for each in self.wordings}
        return kinds.pop() if len(kinds) == 1 else "mixed"


def read_scope(declared: Declared) -> Scope:
    """A scope as a pack declares it, or as it is kept (checked against its schema before)."""
    return Scope(
        **_subject(declared),
        label=text(declared.get("label", declared["name"])),
        keywords=tuple(declared.get("keywords", ())),
        industry=declared["industry"],
        trade=declared.get("trade", 0),
        icon=declared.get("icon", ""),
        wordings=tuple(Wording(text(each["text"]), each["kind"], _when(each)) for each in declared["wordings"]),
        aspects=tuple(Uses(each["key"], _when(each)) for each in declared.get("aspects", ())),
        bundles=tuple(Bundle(each["thing"], _feeds(each), _when(each)) for each in declared.get("bundles", ())),
        examples=tuple(_example(each) for each in declared.get("examples", ())),
        assumed=tuple(declared.get("assumed", ())),
    )


def read_aspect(declared: Declared) -> Aspect:
    """An aspect as a pack declares it."""
    return Aspect(**_subject(declared), always=declared.get("always", False))


def _subject(declared: Declared) -> dict[str, Any]:
    return {
        "key": declared["key"],
        "name": text(declared["name"]),
        "questions": tuple(_question(each) for each in declared.get("questions", ())),
        "decisions": tuple(
            Decision(text(each["about"]), tuple(_row(row) for row in each["rows"])) for each in declared["decisions"]
        ),
    }


def _row(declared: Declared) -> Row:
    needs, item = tuple(declared.get("needs", ())), declared.get("item", "")
    return Row(text(declared["why"]), _when(declared), needs, item, _feeds(declared))


def _question(declared: Declared) -> Question:
    options = tuple(Option(each["value"], text(each["label"]), text(each.get("hint"))) for each in declared["options"])
    hint, why = text(declared.get("hint")), text(declared.get("why"))
    return Question(declared["key"], text(declared["ask"]), options, hint, why, _when(declared))


def _feeds(declared: Declared) -> dict[str, Feed]:
    return {
        key: Feed(feed.get("from", ""), dict(feed.get("values", {})), feed.get("is", ""))
        for key, feed in declared.get("answers", {}).items()
    }


def _example(declared: Declared) -> Example:
    return Example(
        answers=dict(declared["answers"]),
        permits=dict(declared["permits"]),
        needless=tuple(declared.get("needless", ())),
        bundle=declared.get("bundle", ""),
        others=tuple(declared.get("others", ())),
    )


def _when(declared: Declared) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in declared.get("when", {}).items()}
