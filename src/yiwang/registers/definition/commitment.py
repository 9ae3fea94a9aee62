"""Commitment 告知承诺 as a way through an item: told the conditions, one commits to them instead of proving them. Pure.

国办发〔2020〕42号 for proofs and enterprise permits, 沪府令4号 (2018) for approvals in Shanghai: the office tells
basis, conditions, papers, supervision and consequences; the applicant declares; the decision follows; checks come
afterwards; a breach revokes it. Signing, checking and revoking in one case are casework's, by the version it pins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from yiwang.kit.errors import NOTHING, Text
from yiwang.registers.definition.parts import Basis, Limit, Material, When, holds

if TYPE_CHECKING:
    from yiwang.registers.definition.item import ItemDefinition

LATER = "3"
"""Necessity 容缺后补."""

PARTS = {
    "conditions": Text("要符合的条件和标准", "Conditions and standards to meet"),
    "materials": Text("要交的材料", "Papers to hand in"),
    "supervision": Text("之后怎么监管", "How it is supervised"),
    "consequences": Text("做不到有什么后果", "What follows from a breach"),
    "statement": Text("申请人的承诺", "What the applicant promises"),
}
"""What a letter of commitment says, in its order; the basis stands beside it."""

WAYS = {
    "site": Text("到现场看", "On the spot"),
    "data": Text("用数据比对", "Against data"),
    "spot": Text("随机抽查", "By random draw"),
    "papers": Text("查后交的材料", "By the papers that follow"),
}
NOT_OFFERED = Text("这个事项没有告知承诺这种办法。", "This item cannot be had by commitment.")
NOT_CHOSEN = Text("您选的是一般办法。", "You have chosen the ordinary way.")
OTHER_SITUATION = Text("您的情形不适用告知承诺，按一般办法办。", "Commitment does not hold in your situation.")


@dataclass(frozen=True)
class Clause:
    """One clause of the letter; `part` says which of PARTS it belongs to."""

    part: str
    clause: Text


@dataclass(frozen=True)
class Follow:
    """A material that may follow, and by when after the decision."""

    material: str
    limit: Limit


@dataclass(frozen=True)
class Exclusion:
    """Who may not choose this way. With `when` the answers tell; else the office looks it up when it is signed."""

    key: str
    name: Text
    when: When = field(default_factory=dict)
    basis: str = ""


@dataclass(frozen=True)
class Check:
    """The check after the decision: `within` runs from the decision, `how` are keys of WAYS, `by` who looks."""

    how: tuple[str, ...] = ()
    within: Limit | None = None
    by: Text = NOTHING
    basis: str = ""


@dataclass(frozen=True)
class Breach:
    """What follows when it was not kept: time to put it right, then revocation; this way stays closed for `months`."""

    correct: Limit | None = None
    months: int = 0
    record: bool = True
    """Whether it is entered in the credit record."""
    basis: str = ""


@dataclass(frozen=True)
class Commitment:
    """The way of commitment, as the item's file says under `[commitment]`.

    `when` are the situations it is open in (empty: all); `chosen` are the answers by which it is chosen, where the item
    has a question for it. `decision` with count 0 is at once. `safety` says that the matter touches safety directly:
    then only a law may open this way, and `allowed` names it.
    """

    text: tuple[Clause, ...]
    basis: tuple[Basis, ...]
    decision: Limit
    when: When = field(default_factory=dict)
    chosen: When = field(default_factory=dict)
    replaces: tuple[str, ...] = ()
    later: tuple[Follow, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    check: Check = field(default_factory=Check)
    breach: Breach = field(default_factory=Breach)
    safety: bool = False
    allowed: Basis | None = None

    def clauses(self, part: str) -> tuple[Text, ...]:
        return tuple(each.clause for each in self.text if each.part == part)

    def told(self) -> Iterator[tuple[str, Text, tuple[Text, ...]]]:
        """The parts of the letter that say something, each with its heading and clauses."""
        for part, heading in PARTS.items():
            if clauses := self.clauses(part):
                yield part, heading, clauses

    def asked_later(self, material: str) -> Limit | None:
        return next((each.limit for each in self.later if each.material == material), None)

    def materials(self, ordinary: tuple[Material, ...]) -> tuple[Material, ...]:
        """The item's materials on this way: without those the commitment replaces, and with those that may follow."""
        kept = (each for each in ordinary if each.key not in self.replaces)
        return tuple(replace(each, necessity=LATER) if self.asked_later(each.key) else each for each in kept)


@dataclass(frozen=True)
class Way:
    """Whether commitment is open in a situation; where it is not, `why`. `ask` are exclusions the office looks up."""

    commitment: Commitment | None
    why: Text = NOTHING
    ask: tuple[Exclusion, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.commitment is not None


def way(item: ItemDefinition, answers: Mapping[str, str]) -> Way:
    """The way of commitment with these answers: open, or why not."""
    said, counted = item.commitment, item.relevant(answers)
    if said is None:
        return Way(None, NOT_OFFERED)
    if not holds(said.when, counted):
        return Way(None, OTHER_SITUATION)
    barred = next((each for each in said.exclusions if each.when and holds(each.when, counted)), None)
    if barred:
        return Way(None, barred.name)
    if not holds(said.chosen, counted):
        return Way(None, NOT_CHOSEN)
    return Way(said, ask=tuple(each for each in said.exclusions if not each.when))


def taken(item: ItemDefinition, answers: Mapping[str, str]) -> ItemDefinition:
    """The item as it is on this way, where it is open; else as it is: papers, limits."""
    said = way(item, answers).commitment
    if said is None:
        return item
    rows = tuple(
        replace(row, limits=replace(row.limits, promised=said.decision)) if row.limits else row
        for row in item.situations
    )
    limits = replace(item.limits, promised=said.decision)
    return replace(item, materials=said.materials(item.materials), limits=limits, situations=rows)
