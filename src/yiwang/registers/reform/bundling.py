"""What to apply for: the one thing that covers the permits, else the items in the order of their dependencies. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from yiwang.kit.errors import NOTHING, Text
from yiwang.registers.definition.parts import Limit, holds
from yiwang.registers.reform.scope import Answers, Bundle, Scope
from yiwang.registers.reform.wizard import Requirement, Result
from yiwang.registers.things import merging, ordering
from yiwang.registers.things.thing import After, Definitions, Member, Part, Thing

FIRST = Text("先有营业执照", "The business licence comes first")


@dataclass(frozen=True)
class Task:
    """An item to apply for, with what is known for it. `requirements` are the permits it gives, if any."""

    part: Part
    requirements: tuple[Requirement, ...] = ()
    papers: int = 0
    is_open: bool = False
    """Some of its own questions are still to be answered, so that there may be more papers."""

    @property
    def code(self) -> str:
        return self.part.member.code

    @property
    def limit(self) -> Limit:
        return self.part.definition.limits.promised


@dataclass(frozen=True)
class Whole:
    """One thing with its questions answered as far as the wizard knows, and the codes of the tasks it covers."""

    thing: Thing
    answers: Mapping[str, str]
    covers: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """`waves` are all tasks in order; `elsewhere` are permits that no item of this platform gives yet."""

    waves: tuple[tuple[Task, ...], ...]
    elsewhere: tuple[Requirement, ...]
    papers: int
    whole: Whole | None = None
    beside: tuple[Task, ...] = field(default=())
    """The tasks that the whole does not cover."""


def codes(result: Result) -> list[str]:
    """The codes of every item that the result refers to."""
    found = [*(each.code for each in result.extras), *(each.matter.item for each in result.required)]
    return [code for code in dict.fromkeys(found) if code]


def things_of(result: Result) -> list[str]:
    """Keys of the things that may cover it."""
    return list(dict.fromkeys(bundle.thing for scope in result.scopes for bundle in scope.bundles))


def plan(result: Result, definitions: Definitions, things: Mapping[str, Thing], answers: Answers) -> Plan:
    """What to apply for and in which order. Items or things not offered are left out."""
    parts = list(_parts(result, definitions))
    edges = ordering.edges_of(parts)
    tasks = {part.key: _task(part, result) for part in parts}
    whole = _whole(result, list(tasks), things, answers)
    return Plan(
        waves=tuple(tuple(tasks[key] for key in wave) for wave in _waves(parts, edges)),
        elsewhere=tuple(each for each in result.required if each.matter.item not in definitions),
        papers=sum(paper.is_yours for paper in merging.papers(parts, edges)),
        whole=whole,
        beside=tuple(task for code, task in tasks.items() if whole and code not in whole.covers),
    )


def _parts(result: Result, definitions: Definitions) -> Iterator[Part]:
    """Each item once. Permits wait for the firm, the firm for what the law puts before it."""
    firm = [each.code for each in result.extras if each.code in definitions]
    earlier = [each.matter.item for each in result.before_licence if each.matter.item in definitions]
    known: dict[str, dict[str, str]] = {each.code: dict(each.answers) for each in result.extras}
    for each in result.required:
        known[each.matter.item] = {**each.answers, **known.get(each.matter.item, {})}
    for code, said in known.items():
        if code not in definitions:
            continue
        waits = earlier if code in firm else [] if code in earlier else firm
        member = Member(code, code, NOTHING, after=tuple(After(other, FIRST) for other in waits))
        yield Part(member, definitions[code], definitions[code].relevant(said))


def _waves(parts: list[Part], edges: list[ordering.Edge]) -> list[tuple[str, ...]]:
    keys = [part.key for part in parts]
    try:
        return ordering.waves(keys, edges)
    except ordering.Loop:
        # Scopes are combined freely, so a circle between their items is not for the reader to mend: as they were named.
        return [tuple(keys)]


def _task(part: Part, result: Result) -> Task:
    given = tuple(each for each in result.required if each.matter.item == part.key)
    yours = sum(paper.is_yours for paper in merging.papers([part], []))
    return Task(part, given, yours, part.definition.next_question(part.answers) is not None)


def _whole(result: Result, wanted: list[str], things: Mapping[str, Thing], answers: Answers) -> Whole | None:
    """The thing that covers most of what has to be done; none that covers fewer than two of several."""
    best: Whole | None = None
    for scope in result.scopes:
        for bundle in scope.bundles:
            if bundle.thing not in things or not holds(bundle.when, scope.own(answers)):
                continue
            made = _covering(things[bundle.thing], bundle, scope, wanted, answers)
            if len(made.covers) > (len(best.covers) if best else 0):
                best = made
    return best if best and len(best.covers) >= min(2, len(wanted)) else None


def _covering(thing: Thing, bundle: Bundle, scope: Scope, wanted: list[str], answers: Answers) -> Whole:
    own = scope.own(answers)
    fed = {key: said for key, feed in bundle.answers.items() if (said := feed.answer(own))}
    possible = [
        member.code
        for member in thing.items
        if all(fed.get(question, values[0]) in values for question, values in member.when.items())
    ]
    return Whole(thing, fed, tuple(code for code in wanted if code in possible))
