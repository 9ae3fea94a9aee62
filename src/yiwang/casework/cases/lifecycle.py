"""The life of a case, as one table: who may do what, when, under which conditions, by which article.

Pure: no database, no clock. Buttons, permissions, journal and diagram are all derived from `TABLE`.
Articles are those of the Administrative Licensing Law (行政许可法, 2019 text) unless another law is named.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from yiwang.casework.cases.asking import COMPLETION, DAYS, GROUND, NOTE, PAUSE, PLANNED_DAYS, REASONS, Ask
from yiwang.kit.errors import NotAllowed, Refusal, Text

STATES = {
    "received": Text("收件", "Received"),
    "returned": Text("待补正", "To be completed"),
    "accepted": Text("审查中", "Under review"),
    "paused": Text("特别程序中", "Paused for a special procedure"),
    "granted": Text("准予", "Granted"),
    "refused": Text("不予许可", "Refused"),
    "declined": Text("不予受理", "Not accepted"),
    "withdrawn": Text("已撤回", "Withdrawn"),
    "lapsed": Text("逾期未补正", "Lapsed"),
    "closed": Text("已办结", "Closed"),
}
NOT_YET = ""
"""Before the first act there is no case."""
OPEN = ("received", "returned", "accepted", "paused", "granted", "refused")
ENDED = ("declined", "withdrawn", "lapsed", "closed")
UNDECIDED = ("received", "returned", "accepted", "paused")
WAITING = ("returned", "paused")
"""Open, but the next step is the applicant's, or the special procedure's."""


@dataclass(frozen=True)
class Facts:
    """What the conditions look at: read from the case, its journal and its clock."""

    returned_before: bool = False
    extended_before: bool = False
    unresolved: tuple[str, ...] = ()
    """Names of materials still to be verified or supplied later."""
    at_once: bool = False
    """The item is decided by the system and nothing is left to verify."""
    statutory: bool = False
    """The item has a statutory limit."""
    time_to_tell_over: bool = False
    time_to_complete_over: bool = False
    planned_days_over: bool = False
    statutory_over: bool = False
    delivered: bool = False


@dataclass(frozen=True)
class Condition:
    """A condition by name: whether the facts meet it, and what is said when they do not."""

    holds: str
    """Name of a fact; `not ` before it turns it round."""
    otherwise: Text

    def met(self, facts: Facts) -> bool:
        return not getattr(facts, self.holds[4:]) if self.holds.startswith("not ") else bool(getattr(facts, self.holds))


CONDITIONS = {
    "told once only": Condition(
        "not returned_before",
        Text("已经告知过一次补正，不能再要求补正。", "Completion was asked for once already, and once only."),
    ),
    "time to tell not over": Condition(
        "not time_to_tell_over",
        Text(
            "收件后五个工作日没有告知，视为自收到之日起受理。",
            "Five working days have passed without a word: the case counts as accepted from the day it was received.",
        ),
    ),
    "five silent days": Condition(
        "time_to_tell_over",
        Text("收件还不到五个工作日。", "Five working days have not passed since receipt."),
    ),
    "time to complete over": Condition(
        "time_to_complete_over", Text("补正期限还没有到。", "The time to complete has not run out.")
    ),
    "planned days over": Condition("planned_days_over", Text("计划的天数还没有到。", "The planned days are not over.")),
    "nothing left to verify": Condition(
        "not unresolved",
        Text("还有材料没有核实，核实后才能准予。", "Some materials are still to be verified; granting waits for them."),
    ),
    "decided at once": Condition(
        "at_once", Text("这件事不能由系统直接决定。", "This case cannot be decided by the system.")
    ),
    "extended once only": Condition(
        "not extended_before", Text("已经延长过一次，不能再延长。", "It was extended once already; it cannot be again.")
    ),
    "has a statutory limit": Condition(
        "statutory",
        Text("法律没有规定办理期限，没有可延长的。", "No law sets a limit here."),
    ),
    "limit not over": Condition(
        "not statutory_over",
        Text("法定期限已过，不能再延长。", "The statutory limit has passed."),
    ),
    "delivered": Condition("delivered", Text("决定还没有送达。", "The decision has not been delivered yet.")),
}


@dataclass(frozen=True)
class Row:
    """One lawful act."""

    act: str
    label: Text
    before: tuple[str, ...]
    after: str
    who: tuple[str, ...]
    article: str
    conditions: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    grave: bool = False
    """Takes something away from the applicant: its own page, outlined, never the filled button."""
    primary: bool = False
    """The usual next step: the one filled button."""
    closed_because: dict[str, Text] = field(default_factory=dict)
    """In these states the act is missing on purpose, and the page says why."""


RECEIVE = Text("收件", "Receive")
RETURN = Text("一次性告知补正", "Return for completion")
COMPLETE = Text("提交补正", "Hand in what was missing")
DEEM = Text("视为受理", "Deemed accepted")
ACCEPT = Text("受理", "Accept")
DECLINE = Text("不予受理", "Decline")
PAUSE_LABEL = Text("特别程序", "Pause for a special procedure")
RESUME = Text("恢复办理", "Resume")
EXTEND = Text("延长期限", "Extend the limit")
GRANT = Text("准予", "Grant")
REFUSE = Text("不予许可", "Refuse")
WITHDRAW = Text("撤回申请", "Withdraw")
LAPSE = Text("逾期未补正，申请终止", "Lapse")
CLOSE = Text("办结", "Close")
CORRECT = Text("纠正", "Correct a mistake")

_NO_MORE_COMPLETION = Text("受理后不能再要求补正。", "After acceptance nothing more can be asked for.")
_DECIDED = Text("决定已经作出，不能撤回。", "The decision has been made; it cannot be withdrawn.")
_NEVER_IN_A_PAUSE = Text("特别程序结束后才能决定。", "It can be decided once the special procedure has ended.")

# act, label, from, to, who, article, conditions, what is asked
TABLE: tuple[Row, ...] = (
    Row("receive", RECEIVE, (NOT_YET,), "received", ("applicant", "clerk"), "第二十九条"),
    Row("return_for_completion", RETURN, ("received",), "returned", ("clerk", "reviewer"), "第三十二条第一款第四项",
        ("told once only", "time to tell not over"), (COMPLETION,),
        closed_because={"accepted": _NO_MORE_COMPLETION}),
    Row("complete", COMPLETE, ("returned",), "received", ("applicant", "clerk"), "第三十二条第一款第五项",
        primary=True),
    Row("accept", ACCEPT, ("received",), "accepted", ("clerk", "reviewer"), "第三十二条第一款第五项",
        ("time to tell not over",), primary=True),
    Row("accept", ACCEPT, ("received",), "accepted", ("system",), "第三十四条第二款", ("decided at once",)),
    Row("deem_accepted", DEEM, ("received",), "accepted", ("system",), "第三十二条第一款第四项", ("five silent days",)),
    Row("decline", DECLINE, ("received",), "declined", ("clerk", "reviewer"), "第三十二条", ("time to tell not over",),
        (GROUND, REASONS), grave=True),
    Row("lapse", LAPSE, ("returned",), "lapsed", ("system",), "第三十二条第一款第四项", ("time to complete over",)),
    Row("pause", PAUSE_LABEL, ("accepted",), "paused", ("reviewer", "approver"), "第四十五条", (),
        (PAUSE, PLANNED_DAYS, NOTE)),
    Row("resume", RESUME, ("paused",), "accepted", ("reviewer", "approver"), "第四十五条", primary=True),
    Row("resume", RESUME, ("paused",), "accepted", ("system",), "第四十五条", ("planned days over",)),
    Row("extend", EXTEND, ("accepted",), "accepted", ("approver",), "第四十二条",
        ("extended once only", "has a statutory limit", "limit not over"), (DAYS, REASONS)),
    Row("grant", GRANT, ("accepted",), "granted", ("approver",), "第三十八条第一款", ("nothing left to verify",),
        primary=True, closed_because={"paused": _NEVER_IN_A_PAUSE}),
    Row("grant", GRANT, ("accepted",), "granted", ("system",), "第三十四条第二款", ("decided at once",)),
    Row("refuse", REFUSE, ("accepted",), "refused", ("approver",), "第三十八条第二款", (), (REASONS,), grave=True),
    Row("withdraw", WITHDRAW, UNDECIDED, "withdrawn", ("applicant",), "第二十九条", grave=True,
        closed_because={"granted": _DECIDED, "refused": _DECIDED}),
    Row("close", CLOSE, ("granted", "refused"), "closed", ("clerk", "reviewer", "approver"), "第四十四条",
        primary=True),
    Row("close", CLOSE, ("granted", "refused"), "closed", ("system",), "第四十四条", ("delivered",)),
    Row("correct", CORRECT, ("returned", "declined", "lapsed"), "received", ("approver",), "第三十二条", (), (REASONS,),
        grave=True),
    Row("correct", CORRECT, ("granted", "refused", "closed"), "accepted", ("approver",), "第六十九条", (), (REASONS,),
        grave=True),
)  # fmt: skip


class WrongState(Refusal):
    """The case is past, or not yet at, the point where this act is lawful."""

    code = "wrong_state"
    citizen = Text("办件现在的环节不能这样做。", "The case is not at a point where this can be done.")


class ConditionNotMet(Refusal):
    """The act is in the table for this state, but a condition of the law does not hold."""

    code = "condition_not_met"


class OwnCase(NotAllowed):
    """A member of staff never acts on a case of their own (or of a company they act for)."""

    code = "own_case"
    citizen = Text("这是您自己的办件，由别的工作人员办理。", "This is your own case; a colleague has to handle it.")


def rows(act: str) -> list[Row]:
    return [row for row in TABLE if row.act == act]


def row_for(act: str, *, state: str, standing: frozenset[str], facts: Facts, own: bool = False) -> Row:
    """The row under which the act is lawful here and now.

    `standing` is what the actor is towards this case: applicant, clerk, reviewer, approver, system. Raises NotAllowed
    (not theirs to do), OwnCase, WrongState, or ConditionNotMet with the law's sentence.
    """
    theirs = [row for row in rows(act) if standing & set(row.who)]
    if not theirs:
        raise NotAllowed()
    if own and not standing & {"applicant", "system"}:
        raise OwnCase()
    now = [row for row in theirs if state in row.before]
    if not now:
        raise WrongState(theirs[0].closed_because.get(state))
    if why := why_not(now[0], facts):
        raise ConditionNotMet(why)
    return now[0]


def why_not(row: Row, facts: Facts) -> Text | None:
    """The sentence of the first condition that does not hold, or None."""
    return next((CONDITIONS[name].otherwise for name in row.conditions if not CONDITIONS[name].met(facts)), None)


@dataclass(frozen=True)
class OpenAct:
    """An act the page may offer. With `why_not` it is shown as a sentence instead of a button."""

    act: str
    label: Text
    grave: bool
    primary: bool
    why_not: Text | None
    article: str
    asks: tuple[Ask, ...] = ()


def open_acts(*, state: str, standing: frozenset[str], facts: Facts, own: bool = False) -> list[OpenAct]:
    """What somebody of this standing may do now, in the table's order, and what they may not and why."""
    if own and "applicant" not in standing:
        return []
    offered = [_offer(row, facts) for row in TABLE if standing & set(row.who) and state in row.before]
    missing = [
        OpenAct(row.act, row.label, row.grave, False, row.closed_because[state], row.article)
        for row in TABLE
        if standing & set(row.who) and state in row.closed_because
    ]
    return offered + missing


def _offer(row: Row, facts: Facts) -> OpenAct:
    why = why_not(row, facts)
    return OpenAct(row.act, row.label, row.grave, row.primary and why is None, why, row.article, row.asks)


def open_to(roles: frozenset[str]) -> tuple[str, ...]:
    """The states in which somebody of these roles has something to do, and nobody else is waited for."""
    theirs = {state for row in TABLE if roles & set(row.who) for state in row.before}
    return tuple(state for state in OPEN if state in theirs and state not in WAITING)


def replay(moves: list[tuple[str, str]]) -> str:
    """The state after the (act, after) pairs of a journal; raises WrongState where a step is not in the table."""
    state = NOT_YET
    for act, after in moves:
        if not any(state in row.before and row.after == after for row in rows(act)):
            raise WrongState()
        state = after
    return state


def diagram() -> str:
    """The table as a Mermaid state diagram, for documents."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state}: {text.zh} {text.en}" for state, text in STATES.items()]
    arrows = {(before or "[*]", row.after, row.label.zh) for row in TABLE for before in row.before}
    lines += [f"    {before} --> {after}: {label}" for before, after, label in sorted(arrows)]
    lines += [f"    {state} --> [*]" for state in ENDED]
    return "\n".join(lines) + "\n"
