"""What a changed item means for those who apply: in each situation, before and after. Pure.

Read from the two definitions and from nothing else: papers that remain when every source of the city answers, promised
time, fees, visits, questions, fields, and the steps a person takes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from math import ceil
from typing import Literal

from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition, Limit
from yiwang.registers.definition.situations import Answers, TooMany, conditions, in_words, roads
from yiwang.registers.drafts.differences import words

MOST = 600
"""Situations compared; where there are more, the first so many are, and the result says so."""

Direction = Literal["better", "worse", "changed"]
Named = Mapping[str, Text]
MEASURES: dict[str, Text] = {
    "steps": Text("步骤", "steps"),
    "days": Text("承诺的工作日", "working days promised"),
    "papers": Text("要交的材料", "papers to bring"),
    "trips": Text("到现场次数", "visits"),
    "fee": Text("费用（元）", "fees (yuan)"),
    "questions": Text("要答的问题", "questions"),
    "fields": Text("要填的内容", "fields to fill in"),
}
"""The four reductions 四减 first."""
LISTED: dict[str, tuple[Text, Text]] = {
    "papers": (Text("要交", "To bring:"), Text("不用再交", "No longer to bring:")),
    "questions": (Text("多问", "Asked in addition:"), Text("不再问", "No longer asked:")),
    "fields": (Text("多填", "To fill in:"), Text("不用再填", "No longer to fill in:")),
}


@dataclass(frozen=True)
class Reading:
    """One situation under one version. `papers`, `questions` and `fields` by key; `fee` in yuan."""

    limit: Limit
    trips: int
    steps: int
    fee: Decimal
    papers: Named
    questions: Named
    fields: Named

    def figure(self, measure: str) -> Decimal:
        """A measure as a number, to be compared and shown."""
        if measure == "days":
            days = self.limit.count if self.limit.unit == "1" else ceil(self.limit.count * 5 / 7)
            return Decimal(days)
        value = getattr(self, measure)
        return value if isinstance(value, Decimal) else Decimal(len(value) if isinstance(value, Mapping) else value)


@dataclass(frozen=True)
class Situation:
    """One situation: what was answered, in words; None where it leads to no application before, or after."""

    answers: Text
    before: Reading | None
    after: Reading | None


@dataclass(frozen=True)
class Effect:
    """One thing that changes for people: in `count` of all situations compared, with one of them as an example."""

    measure: str
    direction: Direction
    text: Text
    count: int
    example: Text


@dataclass(frozen=True)
class Reduction:
    """A measure over all situations: least and most before and after."""

    measure: str
    name: Text
    before: tuple[Decimal, Decimal]
    after: tuple[Decimal, Decimal]

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Consequences:
    """`bounded`: there are more situations than were compared. `better`, `worse`, `mixed` count situations.

    `standing` says what becomes of applications under way, where the caller gave their numbers.
    """

    effects: tuple[Effect, ...]
    reductions: tuple[Reduction, ...]
    compared: int
    bounded: bool
    better: int
    worse: int
    mixed: int
    standing: tuple[Text, ...] = ()


def of(
    before: ItemDefinition,
    after: ItemDefinition,
    *,
    names: Named | None = None,
    drafts: int | None = None,
    cases: int | None = None,
) -> Consequences:
    """Everything that changes for applicants. `names` are those of data elements by key.

    `drafts` and `cases` are how many applications are being prepared and are under way: rooms above know.
    """
    found, bounded = _situations(before, after, names or {})
    verdicts = [_verdict(each) for each in found]
    return Consequences(
        effects=tuple(_effects(found)),
        reductions=tuple(_reductions(found)),
        compared=len(found),
        bounded=bounded,
        better=verdicts.count("better"),
        worse=verdicts.count("worse"),
        mixed=verdicts.count("mixed"),
        standing=tuple(_standing(drafts, cases)),
    )


def reading(item: ItemDefinition, answers: Answers, names: Named) -> Reading:
    """What one situation asks of a person under one version."""
    pages = item.pages_for(answers)
    papers = {paper.key: paper.name for paper in item.materials_for(answers) if paper.remains}
    asked = {question.key: question.ask for question in item.questions_for(answers)}
    fields = {
        field.key: field.label or names.get(field.element, Text(field.element, field.element))
        for page in pages
        for field in page.fields
    }
    return Reading(
        limit=item.limits_for(answers).promised,
        trips=item.visits,
        steps=bool(asked) + bool(papers) + len(pages) + 1,
        fee=sum((fee.amount for fee in item.fees_for(answers)), Decimal(0)),
        papers=papers,
        questions=asked,
        fields=fields,
    )


def _situations(before: ItemDefinition, after: ItemDefinition, names: Named) -> tuple[list[Situation], bool]:
    keep = {key for item in (before, after) for _, _, when in conditions(item) for key in when}
    old, cut_old = _roads(before, keep)
    new, cut_new = _roads(after, keep)
    pairs = list(islice(_matched(old, new, _shared(before, after)), MOST + 1))
    found = [
        Situation(
            in_words(after, a) if a is not None else in_words(before, b or {}),
            reading(before, b, names) if b is not None else None,
            reading(after, a, names) if a is not None else None,
        )
        for b, a in pairs[:MOST]
    ]
    return found, cut_old or cut_new or len(pairs) > MOST


def _roads(item: ItemDefinition, keep: set[str]) -> tuple[list[Answers], bool]:
    try:
        return roads(item, keep), False
    except TooMany:
        return roads(item), True


def _shared(before: ItemDefinition, after: ItemDefinition) -> set[str]:
    return {question.key for question in before.questions} & {question.key for question in after.questions}


def _matched(
    old: list[Answers], new: list[Answers], shared: set[str]
) -> Iterator[tuple[Answers | None, Answers | None]]:
    """The same person before and after: answers to questions of both versions agree."""
    by_answers: dict[frozenset[tuple[str, str]], list[Answers]] = defaultdict(list)
    for road in new:
        by_answers[_told(road, shared)].append(road)
    met = set()
    for road in old:
        mark = _told(road, shared)
        met.add(mark)
        yield from ((road, other) for other in by_answers.get(mark, ())) if mark in by_answers else [(road, None)]
    for mark, roads_there in by_answers.items():
        if mark not in met:
            yield from ((None, road) for road in roads_there)


def _told(road: Answers, shared: set[str]) -> frozenset[tuple[str, str]]:
    return frozenset((key, value) for key, value in road.items() if key in shared)


def _verdict(each: Situation) -> str:
    if each.before is None or each.after is None:
        return "better" if each.before is None else "worse"
    was, now = each.before, each.after
    more = [now.figure(measure) - was.figure(measure) for measure in MEASURES]
    less, grown = any(step < 0 for step in more), any(step > 0 for step in more)
    return "mixed" if less and grown else "better" if less else "worse" if grown else "same"


def _effects(found: Iterable[Situation]) -> list[Effect]:
    """The same change in several situations is told once, with one of them as the example."""
    told: dict[tuple[str, Direction, Text], list[Text]] = defaultdict(list)
    for each in found:
        for measure, direction, text in _changes(each):
            told[measure, direction, text].append(each.answers)
    order = list(MEASURES)
    made = [Effect(*key, count=len(where), example=where[0]) for key, where in told.items()]
    return sorted(
        made, key=lambda one: (one.measure != "road", order.index(one.measure) if one.measure in order else 0)
    )


def _changes(each: Situation) -> Iterator[tuple[str, Direction, Text]]:
    was, now = each.before, each.after
    if was is None:
        yield "road", "better", Text("这种情形可以申请了", "This situation can apply now")
    elif now is None:
        yield "road", "worse", Text("这种情形不再能申请", "This situation can no longer apply")
    else:
        yield from _numbers(was, now)
        yield from _listed("papers", was.papers, now.papers, Text("要交", "bring"), Text("不用再交", "no longer bring"))
        yield from _listed(
            "questions", was.questions, now.questions, Text("多问", "asked"), Text("不再问", "not asked")
        )
        yield from _listed(
            "fields", was.fields, now.fields, Text("多填", "fill in"), Text("不用再填", "not to fill in")
        )


def _numbers(was: Reading, now: Reading) -> Iterator[tuple[str, Direction, Text]]:
    if (was.limit.count, was.limit.unit) != (now.limit.count, now.limit.unit):
        first, last = words.limits(was.limit, now.limit)
        text = Text(f"承诺时限：{first.zh} → {last.zh}", f"Promised limit: {first.en} → {last.en}")
        yield "days", _direction(was, now, "days"), text
    for measure in ("steps", "trips", "fee"):
        old, new = was.figure(measure), now.figure(measure)
        if old != new:
            said, name = f"{old} → {new}", MEASURES[measure]
            yield measure, _direction(was, now, measure), Text(f"{name.zh}：{said}", f"{name.en.capitalize()}: {said}")


def _direction(was: Reading, now: Reading, measure: str) -> Direction:
    old, new = was.figure(measure), now.figure(measure)
    return "changed" if old == new else "better" if new < old else "worse"


def _listed(measure: str, was: Named, now: Named, more: Text, less: Text) -> Iterator[tuple[str, Direction, Text]]:
    for key, name in now.items():
        if key not in was:
            yield measure, "worse", Text(f"{more.zh}“{name.zh}”", f"{more.en} “{name.en}”")
    for key, name in was.items():
        if key not in now:
            yield measure, "better", Text(f"{less.zh}“{name.zh}”", f"{less.en} “{name.en}”")


def _reductions(found: Iterable[Situation]) -> Iterator[Reduction]:
    both = list(found)
    old = [each.before for each in both if each.before]
    new = [each.after for each in both if each.after]
    for measure, name in MEASURES.items():
        yield Reduction(measure, name, _span(old, measure), _span(new, measure))


def _span(readings: list[Reading], measure: str) -> tuple[Decimal, Decimal]:
    figures = [each.figure(measure) for each in readings] or [Decimal(0)]
    return min(figures), max(figures)


def _standing(drafts: int | None, cases: int | None) -> Iterator[Text]:
    if drafts is not None:
        yield Text(
            f"{drafts}份正在填写的申请：仍按开始时的版本，也可以换到新版本，填过的都保留",
            f"{drafts} applications being prepared: they go on as begun, or move over and lose nothing",
        )
    if cases is not None:
        yield Text(
            f"{cases}件正在办理：按受理时的版本办完，不受影响",
            f"{cases} cases under way: decided under the version they were opened under",
        )
