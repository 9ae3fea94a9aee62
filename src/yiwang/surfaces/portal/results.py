"""How a case ended, as its page says it first: one word, why, the written act, and how long it took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yiwang.casework.cases.cells import amount
from yiwang.casework.cases.clock import WORKING, Reading
from yiwang.casework.cases.decisions import Notice
from yiwang.kit.errors import Text

WORDS = {
    "granted": Text("办好了", "Approved"),
    "refused": Text("没有批准", "Not approved"),
    "declined": Text("没有受理", "Not accepted"),
    "withdrawn": Text("您撤回了申请", "You withdrew it"),
    "lapsed": Text("没有按时补正，申请终止了", "Not completed in time; it has ended"),
}
KINDS = {"granted": "ok", "withdrawn": "calm", "lapsed": "warn"}
ICONS = {"ok": "tick", "warn": "clock"}
ACTS = {"granted": "grant", "refused": "refuse", "declined": "decline", "lapsed": "lapse"}


@dataclass(frozen=True)
class Result:
    """`state` is the outcome: a case closed after a refusal is a refusal. `notice` is the written act that says so."""

    state: str
    reading: Reading
    notice: Notice | None

    @property
    def word(self) -> Text:
        return WORDS[self.state]

    @property
    def kind(self) -> str:
        return KINDS.get(self.state, "bad")

    @property
    def icon(self) -> str:
        return ICONS.get(self.kind, "none")

    @property
    def on(self) -> date | None:
        return self.reading.course.decided_on or self.reading.course.ended_on

    @property
    def deliver_by(self) -> date | None:
        """While the result is on its way: the last day for it."""
        return self.reading.delivery.due_on if self.reading.delivery and not self.reading.course.ended_on else None

    @property
    def took(self) -> Text | None:
        """How many working days the decision took; None where nothing was decided."""
        days = self.reading.decided_days
        if days is None or (not days and self._at_once):
            return None
        return amount(days, WORKING) if days else Text("不到一个工作日", "less than a working day")

    @property
    def _at_once(self) -> bool:
        return self.reading.rules.promised is not None and not self.reading.rules.promised.count

    @property
    def is_late(self) -> bool:
        """Decided after the promise or the law's limit. How long the paper then took is another matter."""
        law = self.reading.statutory
        return self.reading.over_promise or bool(law and law.is_over)

    @property
    def may_try_again(self) -> bool:
        return self.state != "granted"


def outcome(state: str, reading: Reading) -> str:
    """The state a reader means: what was decided, once the case is closed."""
    if state != "closed":
        return state
    return "refused" if reading.course.decision == "refuse" else "granted"


def of(state: str, reading: Reading, notices: Iterable[Notice]) -> Result | None:
    """The result of a case; None while it runs."""
    ended = outcome(state, reading)
    if ended not in WORDS:
        return None
    written = [notice for notice in notices if notice.act == ACTS.get(ended)]
    return Result(ended, reading, written[-1] if written else None)
