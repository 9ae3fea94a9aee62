"""The journal against the state: what `yiwang cases replay` checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from yiwang.casework.cases import lifecycle
from yiwang.casework.cases.journaling import SIDE_ACTS
from yiwang.casework.cases.lifecycle import WrongState
from yiwang.casework.cases.models import Case, Entry

BATCH = 500


@dataclass
class Report:
    """How many cases were read, and the numbers of those whose state is not what their journal says."""

    cases: int = 0
    differing: list[str] = field(default_factory=list)


def replay() -> Report:
    """Recompute the state of every case from its journal."""
    report, last = Report(), 0
    while batch := list(Case.objects.filter(pk__gt=last).order_by("pk").only("number", "state", "revision")[:BATCH]):
        last = batch[-1].pk
        entries = (
            Entry.objects.filter(case__in=batch).order_by("case_id", "line").only("case_id", "line", "act", "after")
        )
        journals = {pk: list(lines) for pk, lines in groupby(entries, key=lambda entry: entry.case_id)}
        report.cases += len(batch)
        report.differing += [case.number for case in batch if not _agrees(case, journals.get(case.pk, []))]
    return report


def _agrees(case: Case, entries: list[Entry]) -> bool:
    """Every line there, every step in the table, and the last state the one in the column."""
    whole = [entry.line for entry in entries] == list(range(1, len(entries) + 1))
    moves = [(entry.act, entry.after) for entry in entries if entry.act not in SIDE_ACTS]
    try:
        return whole and lifecycle.replay(moves) == case.state
    except WrongState:
        return False
