"""A thing in one situation, whole: which items, in which order, with which form and papers, and what it saves. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yiwang.registers.definition.elements import DataElement
from yiwang.registers.things import figures, merging, ordering
from yiwang.registers.things.figures import Figures, Span
from yiwang.registers.things.merging import MergedForm, Paper
from yiwang.registers.things.ordering import Edge
from yiwang.registers.things.thing import Answers, Definitions, Part, Thing


@dataclass(frozen=True)
class Plan:
    """What has to be done. `aside` are items that an answer made needless; their `stop` says what to do instead."""

    parts: tuple[Part, ...]
    aside: tuple[Part, ...]
    edges: tuple[Edge, ...]
    waves: tuple[tuple[str, ...], ...]
    spans: Mapping[str, Span]
    form: MergedForm
    papers: tuple[Paper, ...]
    figures: Figures

    def part(self, key: str) -> Part:
        return next(part for part in self.parts if part.key == key)

    def mine(self) -> list[str]:
        """The papers left to the person, as an example names them: `member.material` of the first item that asks."""
        return [f"{paper.uses[0].member}.{paper.uses[0].material.key}" for paper in self.papers if paper.is_yours]


def plan(thing: Thing, definitions: Definitions, elements: Mapping[str, DataElement], answers: Answers) -> Plan:
    """The plan of a situation. Raises ordering.Loop where items wait for each other; a checked pack has no loop."""
    found = thing.parts(answers, definitions)
    parts = [part for part in found if part.stop is None]
    edges = ordering.edges_of(parts)
    names = {part.key: part.definition.name for part in parts}
    order = ordering.waves([part.key for part in parts], edges, names)
    timed = figures.spans(parts, edges, order)
    form, papers = merging.form(parts, elements), merging.papers(parts, edges)
    return Plan(
        parts=tuple(parts),
        aside=tuple(part for part in found if part.stop),
        edges=tuple(edges),
        waves=tuple(order),
        spans=timed,
        form=form,
        papers=tuple(papers),
        figures=figures.figures(parts, form, papers, order, timed),
    )
