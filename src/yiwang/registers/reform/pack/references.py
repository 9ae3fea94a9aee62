"""What the reform's files refer to is there: lists, departments, areas, items, matters, aspects, things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from yiwang.kit.errors import Text
from yiwang.kit.pack.declared import unknown
from yiwang.registers.definition import ItemDefinition
from yiwang.registers.reform.scope import Aspect, Row, Scope, Subject
from yiwang.registers.things.thing import Feed, Thing

Path = tuple[str | int, ...]
Fault = tuple[Path, Text]

ONE_WAY = Text("写 from 或者 is，只写一个。", "Say from or is, one of them.")
ONE_ITEM = Text("只有引向一个事项时才能写 answers。", "Answers are for a row that leads to one item.")
SAME_DAY = Text("同一天同一地方写了两次。", "The same day and area twice.")
BEFORE_LIST = Text("早于这份清单施行的日子。", "Before the list takes effect.")


@dataclass(frozen=True)
class Known:
    """What the pack has, as far as it can be read; `items` are None where their own files have faults."""

    items: Mapping[str, ItemDefinition | None]
    licences: frozenset[str]
    divisions: frozenset[str]
    things: Mapping[str, Thing]
    lists: Mapping[str, Any] = field(default_factory=dict)
    departments: frozenset[str] = frozenset()
    matters: Mapping[str, Any] = field(default_factory=dict)
    aspects: Mapping[str, Aspect] = field(default_factory=dict)


def missing(path: Path, key: object, where: str) -> Fault:
    return path, unknown(key, where)


def of_matter(data: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    """A matter's department, item, licence, and of each step the list, the area and the day."""
    if data["department"] not in known.departments:
        yield missing(("department",), data["department"], "reform_lists.toml")
    if "item" in data and data["item"] not in known.items:
        yield missing(("item",), data["item"], "items/")
    if "licence" in data and data["licence"] not in known.licences:
        yield missing(("licence",), data["licence"], "licences/")
    seen = set()
    for at, step in enumerate(data["steps"]):
        cited = known.lists.get(step["list"])
        if cited is None:
            yield missing(("steps", at, "list"), step["list"], "reform_lists.toml")
        elif str(step["from"]) < str(cited["effective_on"]):
            yield ("steps", at, "from"), BEFORE_LIST
        if "area" in step and step["area"] not in known.divisions:
            yield missing(("steps", at, "area"), step["area"], "divisions.toml")
        if (mark := (str(step["from"]), step.get("area", ""))) in seen:
            yield ("steps", at, "from"), SAME_DAY
        seen.add(mark)


def of_subject(subject: Subject, known: Known) -> Iterator[Fault]:
    """The matters and items of each row, and what answers their questions."""
    for place, decision in enumerate(subject.decisions):
        for at, row in enumerate(decision.rows):
            path: Path = ("decisions", place, "rows", at)
            yield from (missing((*path, "needs"), key, "reform/") for key in row.needs if key not in known.matters)
            if row.item and row.item not in known.items:
                yield missing((*path, "item"), row.item, "items/")
            yield from _answers(subject, (*path, "answers"), row, known)


def _answers(subject: Subject, path: Path, row: Row, known: Known) -> Iterator[Fault]:
    codes = [code for key in row.needs if (code := known.matters.get(key, {}).get("item", ""))]
    codes += [row.item] if row.item else []
    if row.answers and len(codes) != 1:
        yield path, ONE_ITEM
        return
    item = known.items.get(codes[0]) if codes else None
    if item is None:
        return
    asked = {each.key: {option.value for option in each.options} for each in item.questions}
    for key, feed in row.answers.items():
        yield from _feed(subject, (*path, key), key, feed, asked)
    if not any(feed.question for feed in row.answers.values()):
        said = item.relevant({key: feed.value for key, feed in row.answers.items()})
        if item.stop_for(said):
            yield path, Text("这样回答，事项自己说不用办。", "With these answers the item says it is not needed.")


def _feed(subject: Subject, path: Path, key: str, feed: Feed, asked: Mapping[str, set[str]]) -> Iterator[Fault]:
    if key not in asked:
        yield path, Text(f"没有“{key}”这个问题。", f"There is no question “{key}”.")
        return
    if bool(feed.question) == bool(feed.value):
        yield path, ONE_WAY
        return
    own = next((each for each in subject.questions if each.key == feed.question), None)
    if feed.question and own is None and "." not in feed.question:
        yield (*path, "from"), Text(f"没有“{feed.question}”这个问题。", f"There is no question “{feed.question}”.")
        return
    said = {option.value for option in own.options} if own else set()
    idle = [value for value in feed.values if own and value not in said]
    yield from (((*path, "values", value), Text("没有这个选项。", "No such answer.")) for value in idle)
    given = set(feed.values.values()) if feed.values else said or ({feed.value} if feed.value else set())
    for value in sorted(given - asked[key]):
        yield path, Text(f"那个问题没有“{value}”这个选项。", f"That question has no answer “{value}”.")


def of_scope(scope: Scope, known: Known) -> Iterator[Fault]:
    """Its aspects, and the things that cover it with what answers their questions."""
    for at, used in enumerate(scope.aspects):
        if used.aspect not in known.aspects:
            yield missing(("aspects", at, "key"), used.aspect, "aspects.toml")
    for at, bundle in enumerate(scope.bundles):
        thing = known.things.get(bundle.thing)
        if thing is None:
            yield missing(("bundles", at, "thing"), bundle.thing, "themes/")
            continue
        asked = {each.key: {option.value for option in each.options} for each in thing.questions}
        for key, feed in bundle.answers.items():
            yield from _feed(scope, ("bundles", at, "answers", key), key, feed, asked)
            if "." in feed.question:
                yield from _of_aspect(("bundles", at, "answers", key), feed, known, asked.get(key, set()))


def _of_aspect(path: Path, feed: Feed, known: Known, possible: set[str]) -> Iterator[Fault]:
    """An answer that comes from a question of an aspect: `sign.outside`."""
    name, _, short = feed.question.partition(".")
    asked = known.aspects[name].questions if name in known.aspects else ()
    question = next((each for each in asked if each.key == short), None)
    if question is None:
        yield missing((*path, "from"), feed.question, "aspects.toml")
        return
    said = {option.value for option in question.options}
    for value in sorted(set(feed.values) - said if feed.values else said - possible):
        yield path, Text(f"没有“{value}”这个选项。", f"There is no answer “{value}”.")
