"""The history of a case as a line: what was done, what is under way, what is to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yiwang.casework.cases import cells, lifecycle
from yiwang.casework.cases.asking import GROUNDS, SPECIAL_PROCEDURES
from yiwang.casework.cases.clock import Reading
from yiwang.casework.cases.models import Case, Entry
from yiwang.casework.cases.reading import opened_once
from yiwang.kit.actor import Actor
from yiwang.kit.errors import NOTHING, Text
from yiwang.registers.offices import queries as offices

SIDE_LABELS = {
    "take": Text("领件", "Taken"),
    "hand_over": Text("转办", "Handed over"),
    "verify_material": Text("材料核实", "Material verified"),
    "transfer": Text("移交", "Handed to another office"),
}
DONE = {
    "accept": "Accepted",
    "return_for_completion": "Returned for completion",
    "complete": "Completed by the applicant",
    "decline": "Not accepted",
    "lapse": "Lapsed",
    "pause": "Paused for a special procedure",
    "resume": "Resumed",
    "extend": "Limit extended",
    "grant": "Granted",
    "refuse": "Refused",
    "withdraw": "Withdrawn",
    "close": "Closed",
    "correct": "Mistake corrected",
}
"""In a history English says what was done, not what to do; Chinese says both with one word."""
FOR_STAFF = ("take", "hand_over")
SUBMITTED = Text("提交申请，已收件", "Application received")


@dataclass(frozen=True)
class Line:
    """One point of the line. `kind`: done, now, todo. `at` is None for what is to come; `due_on` may say when."""

    kind: str
    act: str
    label: Text
    at: datetime | None
    by: Text
    reasons: str
    details: tuple[Text, ...]
    due_on: date | None = None


def label_of(act: str) -> Text | None:
    """What an act is called in a history; None for a word that is no act."""
    if act == "receive":
        return SUBMITTED
    rows = lifecycle.rows(act)
    if not rows:
        return SIDE_LABELS.get(act)
    return Text(rows[0].label.zh, DONE.get(act, rows[0].label.en))


def timeline(case: Case, actor: Actor) -> list[Line]:
    """Oldest first. Staff also see who took the case and to whom it was handed."""
    opened = opened_once(case)
    shown = [entry for entry in opened.entries if actor.kind == "staff" or entry.act not in FOR_STAFF]
    return [_done(entry) for entry in shown] + _ahead(opened.reading())


def _done(entry: Entry) -> Line:
    label = label_of(entry.act) or Text(entry.act, entry.act)
    return Line("done", entry.act, label, entry.at, _by(entry), entry.reasons, tuple(_details(entry)))


def _by(entry: Entry) -> Text:
    kind = entry.actor.partition(":")[0]
    if kind == "system":
        return Text("系统自动", "By the system")
    if kind == "staff" and entry.office:
        # Of the office that acted then: a case that was handed over since has another one now.
        office = offices.office(entry.office).name
        return Text(f"{office.zh}，{entry.actor_name}", f"{office.en}, {entry.actor_name}")
    return Text(f"申请人，{entry.actor_name}", f"Applicant, {entry.actor_name}")


def _details(entry: Entry) -> list[Text]:
    said = entry.details
    found = [Text(item, item) for item in said.get("items", ())]
    if kind := SPECIAL_PROCEDURES.get(said.get("kind", "")):
        planned = cells.amount(said["planned_days"], "1")
        found.append(Text(f"{kind.zh}，计划 {planned.zh}", f"{kind.en}, {planned.en} planned"))
    if ground := GROUNDS.get(said.get("ground", "")):
        found.append(ground)
    if entry.act == "extend":
        added = cells.amount(said["days"], "1")
        found.append(Text(f"延长 {added.zh}", f"Extended by {added.en}"))
    if entry.act == "deem_accepted":
        day = cells.day(entry.effective_on, entry.effective_on)
        found.append(Text(f"自 {day.zh}收到之日起视为受理", f"Counts as accepted from {day.en}, the day of receipt"))
    if entry.act == "transfer":
        giver, taker = (offices.office(said[side]).name for side in ("from", "to"))
        found.append(Text(f"由{giver.zh}移交{taker.zh}", f"From {giver.en} to {taker.en}"))
        found.append(Text(f"依据：{said['basis']}", f"By {said['basis']}"))
        found.append(Text("期限照旧计算，您不用再交材料", "Deadlines stay, and nothing has to be handed in again"))
    return found


_STEPS = {
    "received": (("accept", Text("受理", "Acceptance")), ("decide", Text("审查和决定", "Review and decision"))),
    "returned": (("complete", Text("等您补正", "Waiting for you to complete")),),
    "accepted": (("decide", Text("审查", "Review")), ("decide", Text("决定", "Decision"))),
    "paused": (("resume", Text("特别程序", "Special procedure")), ("decide", Text("决定", "Decision"))),
    "granted": (("close", Text("送达", "Delivery")),),
    "refused": (("close", Text("送达", "Delivery")),),
}


def _ahead(reading: Reading) -> list[Line]:
    promised = reading.promised or reading.statutory
    first = {
        "received": reading.completeness and reading.completeness.due_on,
        "returned": reading.lapses_after,
        "paused": reading.pause and reading.pause.until_on,
        "granted": reading.delivery and reading.delivery.due_on,
        "refused": reading.delivery and reading.delivery.due_on,
    }.get(reading.state)
    lines = []
    for place, (act, label) in enumerate(_STEPS.get(reading.state, ())):
        due = first if place == 0 else (promised.due_on if promised else None)
        lines.append(Line("now" if place == 0 else "todo", act, label, None, NOTHING, "", (), due))
    return lines
