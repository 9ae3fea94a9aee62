"""Who did what with my data, as sentences: the one source is the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from yiwang.kit.actor import Actor
from yiwang.kit.errors import Text
from yiwang.kit.ledger.queries import Seen
from yiwang.registers.offices import queries as offices

YOU, SYSTEM, OTHER = Text("您自己", "You"), Text("系统", "The system"), Text("别人", "Somebody else")
STAFF, MACHINE = Text("工作人员", "An official"), Text("部门系统", "A department's system")


@dataclass(frozen=True)
class Line:
    leaf: int
    at: datetime
    who: Text
    sentence: Text
    purpose: str
    case_number: str
    mine: bool


def lines(seen: Iterable[Seen], actor: Actor) -> list[Line]:
    """Each act with who did it: an office by name, oneself as oneself, nobody else's name. One query."""
    seen = list(seen)
    named = offices.departments_by_pk(each.office for each in seen if each.office)
    return [_line(each, named, actor) for each in seen]


def _line(seen: Seen, named: dict[int, offices.Office], actor: Actor) -> Line:
    mine = seen.actor == actor.reference
    who = YOU if mine else _who(seen, named)
    return Line(seen.leaf, seen.at, who, seen.sentence, seen.purpose, seen.case_number, mine)


def _who(seen: Seen, named: dict[int, offices.Office]) -> Text:
    if seen.office in named:
        return named[seen.office].name
    kind = seen.actor.partition(":")[0]
    return {"system": SYSTEM, "staff": STAFF, "machine": MACHINE}.get(kind, OTHER)
