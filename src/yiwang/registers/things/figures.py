"""The four reductions 四减 of a thing, before and after, counted from the definitions and from nothing else. Pure.

Before: every item by itself, one after the other. After: one questionnaire, one form, one list of papers, and side by
side whatever does not wait. They say what the definitions come to, not what was measured.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from yiwang.registers.definition import Limit
from yiwang.registers.things.merging import MergedForm, Paper
from yiwang.registers.things.ordering import Edge
from yiwang.registers.things.thing import Part

WORKING_WEEK, WEEK = 5, 7


@dataclass(frozen=True)
class Reduction:
    """One of the four: `before` with the items alone, `after` as one thing."""

    before: int
    after: int

    @property
    def saved(self) -> int:
        return self.before - self.after


@dataclass(frozen=True)
class Figures:
    """Steps a person takes, working days as promised, papers to hand over, visits in person."""

    steps: Reduction
    days: Reduction
    papers: Reduction
    trips: Reduction


@dataclass(frozen=True)
class Span:
    """When an item runs, in working days from the start; `finish` equals `start` for what is done at once."""

    start: int
    finish: int


def working_days(limit: Limit) -> int:
    """A limit in working days; natural days at five working days a week, rounded up."""
    return limit.count if limit.unit == "1" else ceil(limit.count * WORKING_WEEK / WEEK)


def spans(parts: Sequence[Part], edges: Iterable[Edge], order: Iterable[Sequence[str]]) -> dict[str, Span]:
    """Each item begins when all it waits for are done. `order` are the waves of the same parts."""
    takes = {part.key: working_days(part.definition.limits.promised) for part in parts}
    givers: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        givers[edge.taker].append(edge.giver)
    found: dict[str, Span] = {}
    for key in (key for wave in order for key in wave):
        start = max((found[giver].finish for giver in givers[key]), default=0)
        found[key] = Span(start, start + takes[key])
    return found


def figures(
    parts: Sequence[Part],
    form: MergedForm,
    papers: Sequence[Paper],
    order: Sequence[Sequence[str]],
    timed: Mapping[str, Span],
) -> Figures:
    """The four readings of one situation."""
    asked = sum(use.reason != "no_basis" for paper in papers for use in paper.uses)
    return Figures(
        steps=Reduction(sum(map(_steps_alone, parts)), _steps_together(parts, form, papers)),
        days=Reduction(
            sum(working_days(part.definition.limits.promised) for part in parts),
            max((span.finish for span in timed.values()), default=0),
        ),
        papers=Reduction(asked, sum(paper.is_yours for paper in papers)),
        trips=Reduction(sum(part.definition.visits for part in parts), _trips_together(parts, order)),
    )


def _steps_alone(part: Part) -> int:
    """Questions, papers if any, each page of the form, submission."""
    item = part.definition
    return bool(part.answers) + _gives(part) + len(item.pages_for(part.answers)) + 1


def _gives(part: Part) -> bool:
    return any(material.remains for material in part.definition.materials_for(part.answers))


def _steps_together(parts: Sequence[Part], form: MergedForm, papers: Sequence[Paper]) -> int:
    """The same, each once; nothing where there is no item."""
    if not parts:
        return 0
    return any(part.answers for part in parts) + any(paper.is_yours for paper in papers) + len(form.pages) + 1


def _trips_together(parts: Sequence[Part], order: Iterable[Sequence[str]]) -> int:
    """Visits to one office in one wave are one visit; to another office, or later, another."""
    held = {part.key: part.definition for part in parts}
    total = 0
    for wave in order:
        offices: dict[str, int] = {}
        for key in wave:
            office = held[key].department
            offices[office] = max(offices.get(office, 0), held[key].visits)
        total += sum(offices.values())
    return total
