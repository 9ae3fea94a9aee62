"""The written acts of a case, as structured text in Chinese: what an office puts on paper under its seal.

Each is derived from a line of the journal, so it says the same for ever. Titles follow the documents of
行政许可法 arts. 32, 38, 42, 45.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from yiwang.casework.cases import cells, clock, numbers, rules
from yiwang.casework.cases.asking import GROUNDS, SPECIAL_PROCEDURES
from yiwang.casework.cases.models import Entry
from yiwang.casework.cases.reading import Opened, move_of
from yiwang.kit.calendar import SHANGHAI, workdays
from yiwang.kit.errors import Text
from yiwang.registers.offices import queries as offices

PERMIT = "01"
"""行政许可 among the kinds of items (GB/T 39046): its decisions are named as the law names them."""


@dataclass(frozen=True)
class Notice:
    """One written act. `paragraphs` are the body, `listed` what it lists, `remedies` where one may turn."""

    act: str
    line: int
    title: Text
    number: str
    office: str
    issued_on: date
    issued_at: datetime
    paragraphs: tuple[str, ...]
    listed: tuple[str, ...] = ()
    reasons: str = ""
    basis: str = ""
    remedies: str = ""


@dataclass(frozen=True)
class _Told:
    """What the writers below may look at."""

    opened: Opened
    entry: Entry

    @property
    def item(self) -> str:
        return self.opened.version.definition.name.zh

    @property
    def signer(self) -> str:
        """The office that acted, as it was then; whoever is entrusted signs for the one who entrusts."""
        case, power = self.opened.case, self.opened.version.definition.power
        return offices.office(offices.in_whose_name(power, self.opened.office_at(self.entry.line), case.place)).name.zh

    @property
    def is_permit(self) -> bool:
        return self.opened.version.definition.kind == PERMIT

    def reading(self) -> clock.Reading:
        """The clock as it stood right after this act."""
        moves = [move_of(entry) for entry in self.opened.entries if entry.line <= self.entry.line]
        limits = rules.of_case(self.opened.version.definition, self.opened.case)
        return clock.read(moves, limits, workdays.current(), _day(self.entry))


def notices(opened: Opened) -> list[Notice]:
    """Oldest first; acts that nobody is told in writing have none."""
    return [_notice(_Told(opened, entry)) for entry in opened.entries if entry.act in _WRITERS]


def _notice(told: _Told) -> Notice:
    entry, case = told.entry, told.opened.case
    title, write = _WRITERS[entry.act]
    return Notice(
        act=entry.act,
        line=entry.line,
        title=title(told),
        number=f"{numbers.grouped(case.number)} 第 {entry.line:02d} 号",
        office=told.signer,
        issued_on=_day(entry),
        issued_at=entry.at,
        paragraphs=tuple(write(told)),
        listed=tuple(entry.details.get("items", ())),
        reasons=entry.reasons,
        basis=_BASIS.get(entry.act, ""),
        remedies=remedies() if entry.act in ("decline", "refuse") else "",
    )


def remedies() -> str:
    """Art. 38(2): whoever is refused is told where to turn and until when."""
    general = rules.city()
    return (
        f"如不服本决定，可以自收到本决定书之日起 {general.review_days} 日内依法申请行政复议，"
        f"也可以自收到之日起 {general.lawsuit_months} 个月内依法向人民法院提起行政诉讼。"
    )


def _day(entry: Entry) -> date:
    return entry.at.astimezone(SHANGHAI).date()


def _written(on: date) -> str:
    return f"{on.year} 年 {on.month} 月 {on.day} 日"


def _received(told: _Told) -> list[str]:
    days = told.reading().rules.completeness.count
    return [
        f"你（单位）提交的“{told.item}”申请，本机关已于 {_written(_day(told.entry))}收到。",
        f"本机关在 {days} 个工作日内告知是否受理；逾期不告知的，自收到之日起即为受理。",
    ]


def _accepted(told: _Told) -> list[str]:
    reading = told.reading()
    said = [f"你（单位）提交的“{told.item}”申请，材料齐全，符合法定形式，本机关决定受理。"]
    if told.entry.act == "deem_accepted":
        said = [
            f"你（单位）提交的“{told.item}”申请，本机关未在收到后 {reading.rules.completeness.count} 个工作日内告知，"
            f"自 {_written(told.entry.effective_on)}收到之日起即为受理。"
        ]
    for span, name in ((reading.promised, "承诺"), (reading.statutory, "法定")):
        if span:
            amount = cells.amount(span.allowed, span.unit).zh
            said.append(f"{name}办理期限 {amount}，最迟 {_written(span.due_on)}。")
    return said


def _returned(told: _Told) -> list[str]:
    reading = told.reading()
    until = _written(reading.lapses_after) if reading.lapses_after else ""
    return [
        f"你（单位）提交的“{told.item}”申请，经审查需要补正。需要补正的全部内容如下，本机关不再要求补正其他内容。",
        f"请在 {until}前补正；逾期未补正的，本次申请终止，可以重新申请。",
    ]


def _declined(told: _Told) -> list[str]:
    ground = GROUNDS[told.entry.details["ground"]].zh
    return [f"你（单位）提交的“{told.item}”申请，本机关决定不予受理。", f"依据：{ground}。"]


def _paused(told: _Told) -> list[str]:
    said = told.entry.details
    kind = SPECIAL_PROCEDURES[said["kind"]].zh
    until = _written(date.fromisoformat(said["until"]))
    return [
        f"办理“{told.item}”依法需要进行{kind}，所需时间 {said['planned_days']} 个工作日，到 {until}为止，"
        "不计算在办理期限内。"
    ]


def _extended(told: _Told) -> list[str]:
    statutory = told.reading().statutory
    until = f"延长后的期限到 {_written(statutory.due_on)}为止。" if statutory else ""
    days = told.entry.details["days"]
    return [f"“{told.item}”不能在法定期限内作出决定，经本机关负责人批准，延长 {days} 个工作日。{until}"]


def _granted(told: _Told) -> list[str]:
    verb = "准予许可" if told.is_permit else "准予办理"
    said = [f"你（单位）提交的“{told.item}”申请，符合法定条件，本机关决定{verb}。"]
    if told.entry.details.get("licence"):
        said.append(f"随本决定发给{told.opened.version.definition.result.name.zh}。")
    return said


def _refused(told: _Told) -> list[str]:
    verb = "不予许可" if told.is_permit else "不予办理"
    return [f"你（单位）提交的“{told.item}”申请，经审查，本机关决定{verb}。"]


def _lapsed(told: _Told) -> list[str]:
    return [f"“{told.item}”申请在补正期限内没有补正，本次申请终止。可以重新申请。"]


def _corrected(told: _Told) -> list[str]:
    said = [f"本机关就“{told.item}”先前所作的处理有误，现予纠正，恢复办理。"]
    if told.entry.details.get("revoked"):
        said.append("据先前决定发给的证照同时撤销。")
    return said


def _named(zh: str, en: str) -> Callable[[_Told], Text]:
    return lambda told: Text(zh, en)


def _decision(granted: bool) -> Callable[[_Told], Text]:
    def title(told: _Told) -> Text:
        verb = "许可" if told.is_permit else "办理"
        zh = f"准予{verb}决定书" if granted else f"不予{verb}决定书"
        return Text(zh, "Decision to grant" if granted else "Decision to refuse")

    return title


_Writer = tuple[Callable[[_Told], Text], Callable[[_Told], list[str]]]
_WRITERS: dict[str, _Writer] = {
    "receive": (_named("收件凭证", "Receipt"), _received),
    "accept": (_named("受理通知书", "Notice of acceptance"), _accepted),
    "deem_accepted": (_named("受理通知书", "Notice of acceptance"), _accepted),
    "return_for_completion": (_named("一次性补正告知书", "Notice of what is to be completed"), _returned),
    "decline": (_named("不予受理决定书", "Decision not to accept"), _declined),
    "pause": (_named("特别程序告知书", "Notice of a special procedure"), _paused),
    "extend": (_named("延长办理期限告知书", "Notice of extension"), _extended),
    "grant": (_decision(granted=True), _granted),
    "refuse": (_decision(granted=False), _refused),
    "lapse": (_named("申请终止告知书", "Notice that the application has ended"), _lapsed),
    "correct": (_named("纠正决定书", "Decision to correct"), _corrected),
}
_BASIS = {
    "receive": "《中华人民共和国行政许可法》第三十二条",
    "accept": "《中华人民共和国行政许可法》第三十二条第一款第五项",
    "deem_accepted": "《中华人民共和国行政许可法》第三十二条第一款第四项",
    "return_for_completion": "《中华人民共和国行政许可法》第三十二条第一款第四项",
    "decline": "《中华人民共和国行政许可法》第三十二条",
    "pause": "《中华人民共和国行政许可法》第四十五条",
    "extend": "《中华人民共和国行政许可法》第四十二条第一款",
    "grant": "《中华人民共和国行政许可法》第三十八条第一款",
    "refuse": "《中华人民共和国行政许可法》第三十八条第二款",
}
