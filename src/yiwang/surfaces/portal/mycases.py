"""My cases as rows: what it is, how it stands, and the one sentence that says whether I have to do anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from yiwang.casework.cases import lifecycle
from yiwang.casework.cases import queries as cases
from yiwang.casework.cases.clock import Reading
from yiwang.casework.cases.reading import readings
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.surfaces.look import clocks
from yiwang.surfaces.portal import results

BRIEF_CELLS = 6
NEXT = {
    "received": Text("收到了，正在看材料齐不齐。您现在不用做什么", "Received; being checked. Nothing to do now"),
    "returned": Text("还缺内容，请您补正", "Something is missing; please complete it"),
    "accepted": Text("正在审查。您现在不用做什么", "Under review. Nothing to do now"),
    "paused": Text("正在做特别程序，暂停计时。您现在不用做什么", "Paused for a special procedure. Nothing to do now"),
    "granted": Text("办好了，结果正在送达", "Approved; the result is being delivered"),
    "refused": Text("没有批准，理由在文书里", "Not approved; the reasons are in the written decision"),
    "declined": Text("没有受理，理由在文书里", "Not accepted; the reasons are in the written act"),
    "withdrawn": Text("您撤回了申请", "You withdrew it"),
    "lapsed": Text("没有按时补正，申请终止，可以重新申请", "Not completed in time; you may apply again"),
}  # fmt: skip
DONE = Text("办好了，结果在办件里", "Approved; the result is in the case")
KINDS = {"granted": "ok", "returned": "warn", "refused": "bad", "declined": "bad", "lapsed": "bad"}
ON_TIME = Text("按时", "On time")
LATE = Text("超承诺", "Past the promise")
LATE_LAW = Text("超法定", "Past the legal limit")
SOON = Text("快到期", "Due soon")


@dataclass(frozen=True)
class Row:
    pk: int
    number: str
    name: Text
    office: Text
    state: str
    received_at: datetime
    reading: Reading

    @property
    def waits_for_me(self) -> bool:
        return self.state == "returned"

    @property
    def is_running(self) -> bool:
        return self.state in ("received", "accepted", "paused")

    @property
    def outcome(self) -> str:
        """What was decided, once the case is closed."""
        return results.outcome(self.state, self.reading)

    @property
    def is_done(self) -> bool:
        return self.outcome in results.WORDS

    @property
    def next_step(self) -> Text:
        return DONE if self.state == "closed" and self.outcome == "granted" else NEXT[self.outcome]

    @cached_property
    def clock(self) -> clocks.Clock:
        return clocks.drawn(self.reading)

    @property
    def is_short(self) -> bool:
        return len(self.clock.cells) <= BRIEF_CELLS

    @property
    def due_on(self) -> date | None:
        return self.reading.promised.due_on if self.reading.promised else None

    @property
    def tag(self) -> Text:
        """The clock's word while it runs, the state's word otherwise."""
        if self.state not in ("received", "accepted"):
            return lifecycle.STATES["refused" if self.outcome == "refused" else self.state]
        words = {"over_law": LATE_LAW, "over_promise": LATE, "red": SOON, "yellow": SOON}
        return words.get(self.reading.level, ON_TIME)

    @property
    def tag_kind(self) -> str:
        if self.state not in ("received", "accepted"):
            return KINDS.get(self.outcome, "")
        return {"over_law": "bad", "over_promise": "bad", "red": "warn", "yellow": "warn"}.get(self.reading.level, "ok")


def lately(actor: Actor, *, after: int | None = None, limit: int = 20) -> list[Row]:
    """The newest of my cases, each with its clock; three queries whatever their number."""
    found = cases.mine(actor, after=after, limit=limit)
    clock = readings(found)
    return [_row(case, clock[case.pk]) for case in found]


def _row(case: object, reading: Reading) -> Row:
    version = catalogue.version(case.version_id, case.office_id)  # type: ignore[attr-defined]
    return Row(
        pk=case.pk,  # type: ignore[attr-defined]
        number=case.number,  # type: ignore[attr-defined]
        name=version.definition.name,
        office=version.office.name,
        state=case.state,  # type: ignore[attr-defined]
        received_at=case.received_at,  # type: ignore[attr-defined]
        reading=reading,
    )
