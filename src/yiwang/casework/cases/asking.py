"""What an act asks of the person doing it: pure, so that forms, checks and written acts come from one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.kit.errors import Invalid, Text

SPECIAL_PROCEDURES = {
    "hearing": Text("听证", "Hearing"),
    "tender": Text("招标", "Tender"),
    "auction": Text("拍卖", "Auction"),
    "inspection": Text("检验", "Inspection"),
    "testing": Text("检测", "Testing"),
    "quarantine": Text("检疫", "Quarantine"),
    "appraisal": Text("鉴定", "Expert appraisal"),
    "expert_review": Text("专家评审", "Expert review"),
}
"""The closed list of art. 45: nothing else stops the clock."""

GROUNDS = {
    "not_needed": Text("依法不需要取得许可（第三十二条第一款第一项）", "No permit is needed (art. 32(1)1)"),
    "not_our_office": Text(
        "不属于本机关职权范围（第三十二条第一款第二项）", "Not within this office's powers (art. 32(1)2)"
    ),
    "still_incomplete": Text(
        "补正后仍不齐全或者不符合法定形式（第三十二条）", "Still incomplete after completion (art. 32)"
    ),
    "untrue": Text("隐瞒有关情况或者提供虚假材料（第七十八条）", "Facts hidden or untrue materials (art. 78)"),
}
"""The closed list of grounds for declining."""

MOST_EXTENSION_DAYS = 10
"""Working days, art. 42(1)."""
MOST_PLANNED_DAYS = 180
"""Working days: a guard against a slip of the hand, not a rule of law."""
LONGEST_REASONS = 2000


@dataclass(frozen=True)
class Ask:
    """One thing a form asks. `kind` is text, days, choice or lines."""

    name: str
    kind: str
    label: Text
    choices: tuple[tuple[str, Text], ...] = ()
    required: bool = True


REASONS = Ask("reasons", "text", Text("理由", "Reasons"))
NOTE = Ask("reasons", "text", Text("说明", "Explanation"), required=False)
COMPLETION = Ask("items", "lines", Text("需要补正的全部内容，每行一项", "Everything to be completed, one thing a line"))
GROUND = Ask("ground", "choice", Text("不予受理的依据", "Ground for declining"), tuple(GROUNDS.items()))
PAUSE = Ask("kind", "choice", Text("特别程序", "Special procedure"), tuple(SPECIAL_PROCEDURES.items()))
PLANNED_DAYS = Ask("planned_days", "days", Text("计划的工作日数", "Planned working days"))
DAYS = Ask("days", "days", Text("工作日数", "Working days"))


def checked(asks: tuple[Ask, ...], given: Mapping[str, Any], *, most_days: int = MOST_PLANNED_DAYS) -> dict[str, Any]:
    """The answers to exactly what the act asks, cleaned; raises Invalid with a sentence for each field at fault."""
    asked = [ask for ask in asks if ask.required or given.get(ask.name)]
    answers = {ask.name: _clean(ask, given.get(ask.name), most_days) for ask in asked}
    wrong = {name: answer for name, answer in answers.items() if isinstance(answer, Text)}
    if wrong:
        raise Invalid(fields=wrong)
    return answers


def _clean(ask: Ask, value: Any, most_days: int) -> Any:
    return {"text": _text, "lines": _lines, "choice": _choice, "days": _days}[ask.kind](ask, value, most_days)


def _text(ask: Ask, value: Any, most_days: int) -> str | Text:
    text = str(value or "").strip()
    if not text:
        return Text("请写明理由。", "Reasons are required.")
    return text if len(text) <= LONGEST_REASONS else Text("不超过 2000 字。", "No more than 2,000 characters.")


def _lines(ask: Ask, value: Any, most_days: int) -> list[str] | Text:
    given = value.splitlines() if isinstance(value, str) else value or []
    lines = [str(line).strip() for line in given if str(line).strip()]
    if not lines:
        return Text("请一次写明需要补正的全部内容。", "List everything to be completed, at once.")
    return lines if sum(map(len, lines)) <= LONGEST_REASONS else Text("太长了。", "Too long.")


def _choice(ask: Ask, value: Any, most_days: int) -> str | Text:
    known = any(value == key for key, _ in ask.choices)
    return str(value) if known else Text("请从列出的几项中选择一项。", "Choose one of those listed.")


def _days(ask: Ask, value: Any, most_days: int) -> int | Text:
    try:
        days = int(str(value))
    except ValueError:
        days = 0
    if 1 <= days <= most_days:
        return days
    return Text(f"请填 1 到 {most_days} 个工作日。", f"Give 1 to {most_days} working days.")
