"""Who did what with my data, as sentences: the one source is the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from yiwang.casework.cases import queries as cases
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Text
from yiwang.kit.ledger.queries import Seen, Topic
from yiwang.registers.offices import queries as offices

YOU, SYSTEM, OTHER = Text("您自己", "You"), Text("系统", "The system"), Text("别人", "Somebody else")
STAFF, MACHINE = Text("工作人员", "An official"), Text("部门系统", "A department's system")
MOVED = "cases.moved"


@dataclass(frozen=True)
class Line:
    """One act, or the same act several times: `times` of them, the last one at `at`."""

    at: datetime
    who: Text
    sentence: Text
    times: int = 1


@dataclass(frozen=True)
class Block:
    """What was done in one case (`name` says what it is about), or outside of cases on one day."""

    case_number: str
    name: Text | None
    lines: list[Line]

    @property
    def at(self) -> datetime:
        return self.lines[0].at


def blocks(topics: Iterable[Topic], actor: Actor) -> list[Block]:
    """A block a case, its lines newest first. Two queries, whatever their number."""
    topics = list(topics)
    named = _offices(seen for topic in topics for seen in topic.acts)
    names = cases.item_names(actor, (topic.case_number for topic in topics if topic.case_number))
    return [_block(topic, names.get(topic.case_number), named, actor) for topic in topics]


def _block(topic: Topic, name: Text | None, named: dict[int, offices.Office], actor: Actor) -> Block:
    return Block(topic.case_number, name, _merged(_line(seen, named, actor) for seen in topic.acts))


def lines(seen: Iterable[Seen], actor: Actor) -> list[Line]:
    """Each act with who did it: an office by name, oneself as oneself, nobody else's name. One query."""
    seen = list(seen)
    named = _offices(seen)
    return [_line(each, named, actor) for each in seen]


def _offices(seen: Iterable[Seen]) -> dict[int, offices.Office]:
    return offices.departments_by_pk(each.office for each in seen if each.office)


def _merged(found: Iterable[Line]) -> list[Line]:
    """What the same hand did again and again is one line."""
    kept: dict[tuple[str, str], Line] = {}
    for line in found:
        key = (line.who.zh, line.sentence.zh)
        kept[key] = replace(kept[key], times=kept[key].times + 1) if key in kept else line
    return list(kept.values())


def _line(seen: Seen, named: dict[int, offices.Office], actor: Actor) -> Line:
    return Line(seen.at, YOU if seen.actor == actor.reference else _who(seen, named), _sentence(seen))


def _sentence(seen: Seen) -> Text:
    """A case that moved on says how."""
    act = cases.label_of(seen.purpose) if seen.kind == MOVED else None
    return Text(f"{seen.sentence.zh}：{act.zh}", f"{seen.sentence.en}: {act.en}") if act else seen.sentence


def _who(seen: Seen, named: dict[int, offices.Office]) -> Text:
    if seen.office in named:
        return named[seen.office].name
    kind = seen.actor.partition(":")[0]
    return {"system": SYSTEM, "staff": STAFF, "machine": MACHINE}.get(kind, OTHER)
