"""How acts look at the desk: their letters, what they call, and what is said when they are done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from yiwang.casework.cases import queries as cases
from yiwang.casework.cases import services
from yiwang.casework.cases.decisions import Notice
from yiwang.casework.cases.lifecycle import OpenAct
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Text

CALLS: dict[str, Callable[..., Any]] = {
    "accept": services.accept,
    "return_for_completion": services.return_for_completion,
    "decline": services.decline,
    "pause": services.pause,
    "resume": services.resume,
    "extend": services.extend,
    "grant": services.grant,
    "refuse": services.refuse,
    "close": services.close,
    "correct": services.correct,
}
LETTERS = {
    "accept": "a", "grant": "a", "resume": "a", "close": "a", "complete": "a",
    "return_for_completion": "c", "pause": "v", "extend": "e", "decline": "r", "refuse": "r", "correct": "o",
}  # fmt: skip
DONE = {
    "accept": Text("已受理。时限从下一个工作日起算，受理通知书已进入申请人的办件。",
                   "Accepted. The clock starts with the next working day; the applicant has the notice."),
    "return_for_completion": Text("补正告知书已发出。申请人补正以后，它会回到您的列表。",
                                  "The notice is sent. Once completed, the case comes back to your list."),
    "decline": Text("不予受理决定书已发出，理由和救济途径都写在里面。",
                    "Declined. The decision with reasons and remedies is sent."),
    "pause": Text("已进入特别程序，时限暂停；计划的天数一到，时限自动继续。",
                  "Paused. The clock runs again when the planned days end, at the latest."),
    "resume": Text("已恢复办理，时限继续走。", "Resumed. The clock runs again."),
    "extend": Text("已延长。承诺的日期不变，法定日期顺延，申请人收到告知书。",
                   "Extended. The promise stays, the statutory date moves, the applicant is told."),
    "grant": Text("已准予。有证照的，几秒钟后可以下载；下一步是送达。",
                  "Granted. A licence can be downloaded in a few seconds. Next: delivery."),
    "refuse": Text("不予许可决定书已发出，理由和救济途径都写在里面。下一步是送达。",
                   "Refused. The decision with reasons and remedies is sent. Next: delivery."),
    "close": Text("已办结，移出在办列表。", "Closed. It has left the open lists."),
    "correct": Text("已纠正，恢复办理；先前的决定和证照同时失效。",
                    "Corrected. The case is open again; the earlier decision no longer stands."),
    "complete": Text("补正材料已收下，重新开始齐备性检查。", "Completed. The check for completeness starts anew."),
    "take": Text("已领到您的列表。", "It is on your list now."),
    "hand_over": Text("已转给同事。", "Handed over."),
    "verify_material": Text("核实结果已记下。", "The result is noted."),
    "message": Text("留言已发出。", "The message is sent."),
}  # fmt: skip


@dataclass(frozen=True)
class Button:
    """An act that may be done now."""

    act: OpenAct
    letter: str
    route: str


def buttons(open_acts: list[OpenAct]) -> list[Button]:
    """The acts to offer, the usual next step first."""
    offered = [act for act in open_acts if act.why_not is None and (act.act in CALLS or act.act == "complete")]
    made = [Button(act, LETTERS.get(act.act, ""), _route(act)) for act in offered]
    return sorted(made, key=lambda button: (not button.act.primary, button.act.grave))


def missing(open_acts: list[OpenAct]) -> list[OpenAct]:
    """The acts that are not there, each with its reason."""
    return [act for act in open_acts if act.why_not is not None and act.act != "receive"]


def _route(act: OpenAct) -> str:
    return "desk:complete" if act.act == "complete" else "desk:act"


def carry_out(act: str, *, actor: Actor, number: str, expected: int | None, given: dict[str, Any]) -> None:
    CALLS[act](actor=actor, number=number, expected=expected, **given)


def rehearse(act: str, *, actor: Actor, number: str, expected: int | None, given: dict[str, Any]) -> Notice | None:
    """What the office would put in writing: the act is done with every check, read, and undone.

    So the page shows exactly what will be sent, and no second place writes it. Raises what the act raises.
    """
    with transaction.atomic():
        carry_out(act, actor=actor, number=number, expected=expected, given=given)
        written = cases.notices(cases.find(actor, number))
        transaction.set_rollback(True)
    return written[-1] if written and written[-1].act == act else None
