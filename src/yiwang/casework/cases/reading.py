"""From rows to readings: the journal as moves, the clock's reading, and the facts of the lifecycle table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from yiwang.casework.cases import clock, covering, rules
from yiwang.casework.cases.clock import Reading
from yiwang.casework.cases.course import Move
from yiwang.casework.cases.lifecycle import Facts
from yiwang.casework.cases.models import Case, Entry, Material
from yiwang.kit import calendar
from yiwang.kit.calendar import workdays
from yiwang.kit.ledger import queries as ledger
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.catalogue.queries import Version

UNRESOLVED = ("to_verify", "later", "different")
CONFIRMED = ("data", "licence", "no_basis")
NO_LIMIT = date(9999, 12, 31)
"""Sorts after every due date, in an item without any limit."""


def move_of(entry: Entry) -> Move:
    """A line of the journal as the clock reads it."""
    until = entry.details.get("until")
    return Move(
        act=entry.act,
        after=entry.after,
        on=entry.effective_on,
        days=int(entry.details.get("days") or entry.details.get("planned_days") or 0),
        until=date.fromisoformat(until) if until else None,
        kind=str(entry.details.get("kind", "")),
    )


@dataclass
class Opened:
    """A case with its journal, its materials and its pinned version, all in memory."""

    case: Case
    entries: list[Entry]
    materials: list[Material]
    version: Version = field(init=False)
    _read: tuple[tuple[int, date], Reading] | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.version = catalogue.version(self.case.version_id, self.case.office_id)

    @property
    def moves(self) -> list[Move]:
        return [move_of(entry) for entry in self.entries]

    def reading(self, today: date | None = None) -> Reading:
        """Computed from the journal each time it has grown; an act asks for it several times."""
        asked = (len(self.entries), today or calendar.today())
        if self._read is None or self._read[0] != asked:
            limits = rules.of_case(self.version.definition, self.case)
            self._read = asked, clock.read(self.moves, limits, workdays.current(), asked[1])
        return self._read[1]

    def office_at(self, line: int) -> int:
        """Whose the case was at a line of its journal: before it was handed over, the office that had it."""
        later = (entry for entry in self.entries if entry.act == "transfer" and entry.line > line)
        return next((int(entry.details["from"]) for entry in later), self.case.office_id)

    def facts(self, *, delivered: bool = False) -> Facts:
        reading, unresolved = self.reading(), tuple(m.name for m in self.materials if m.state in UNRESOLVED)
        return Facts(
            returned_before=reading.course.returned_before,
            extended_before=reading.course.extended_before,
            unresolved=unresolved,
            at_once=self.version.definition.decided_by == "system" and self._is_all_confirmed(),
            statutory=reading.rules.statutory is not None,
            time_to_tell_over=bool(reading.completeness and reading.completeness.is_over),
            time_to_complete_over=bool(reading.lapses_after and reading.today > reading.lapses_after),
            planned_days_over=bool(reading.pause and reading.today > reading.pause.until_on),
            statutory_over=bool(reading.statutory and reading.statutory.is_over),
            delivered=delivered,
        )

    def _is_all_confirmed(self) -> bool:
        """A paper that somebody uploaded is read by somebody: the system decides on what registers and licences say."""
        return all(material.state in CONFIRMED for material in self.materials)


def opened(case: Case) -> Opened:
    """Two queries, whatever the length of the journal."""
    return Opened(case, list(case.entries.order_by("line")), list(case.materials.order_by("order")))


def opened_once(case: Case) -> Opened:
    """The same for a page: read once, however many questions it asks about this row."""
    kept: Opened | None = getattr(case, "_opened", None)
    if kept is None or kept.case.revision != case.revision:
        kept = case._opened = opened(case)
    return kept


def first_leaf(number: str) -> int:
    """The leaf of the receipt: the first on the ledger under this number that tells of a move."""
    return next((seen.leaf for seen in ledger.of_case(number, limit=20) if seen.kind == covering.MOVED), 0)


def readings(cases: Iterable[Case]) -> dict[int, Reading]:
    """The readings of many cases by their key, in one query."""
    cases = list(cases)
    journals: dict[int, list[Entry]] = {case.pk: [] for case in cases}
    columns = ("case_id", "line", "act", "after", "effective_on", "details")
    for entry in Entry.objects.filter(case__in=journals).only(*columns).order_by("case_id", "line"):
        journals[entry.case_id].append(entry)
    return {case.pk: Opened(case, journals[case.pk], []).reading() for case in cases}


def index(case: Case, reading: Reading) -> None:
    """Set the columns by which lists and jobs find the case. Called wherever the state is written."""
    ended = reading.course.ended_on
    running = reading.running
    case.due_index = ended or (running.due_on if running else NO_LIMIT)
    case.wake_index = reading.wake_on
    case.worsen_index = None if ended else reading.worsens_on
    case.calendar_index = rules.mark()
