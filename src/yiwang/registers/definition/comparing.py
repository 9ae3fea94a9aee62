"""One item as several offices carry it out, side by side: what is alike, what differs, in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yiwang.kit.errors import NOTHING, Text
from yiwang.registers.definition import codes
from yiwang.registers.definition.item import ItemDefinition
from yiwang.registers.definition.parts import Limit

NOT_SAID = Text("没有写明", "Not stated")
AT_ONCE = Text("当场", "At once")
NEVER = Text("不用跑", "None")
UNITS = {"1": Text("个工作日", "working days"), "2": Text("个自然日", "calendar days")}
REACH = {
    "district": Text("本区窗口", "Windows of the district"),
    "city": Text("全市窗口", "Any window in the city"),
    "delta": Text("长三角各市窗口", "Any window in the Yangtze delta"),
    "nation": Text("全国窗口", "Any window in the country"),
}


@dataclass(frozen=True)
class Row:
    """One element: how it reads at each office, in their order, and whether it is the same at all."""

    key: str
    label: Text
    cells: tuple[Text, ...]

    @property
    def is_alike(self) -> bool:
        return len(set(self.cells)) <= 1

    @property
    def usual(self) -> Text:
        """What most offices say; of equals the first."""
        return max(dict.fromkeys(self.cells), key=self.cells.count)

    def stands_out(self, place: int) -> bool:
        """Whether an office says other than most."""
        return self.cells[place] != self.usual


def compare(held: Sequence[ItemDefinition]) -> list[Row]:
    """Every element, in the order people ask for it."""
    return [Row(key, label, tuple(told(item) for item in held)) for key, (label, told) in _ELEMENTS.items()]


def in_words(limit: Limit | None) -> Text:
    """A limit as it reads."""
    if limit is None:
        return NOT_SAID
    if limit.count == 0:
        return AT_ONCE
    unit = UNITS[limit.unit]
    english = unit.en.removesuffix("s") if limit.count == 1 else unit.en
    return Text(f"{limit.count} {unit.zh}", f"{limit.count} {english}")


def _visits(item: ItemDefinition) -> Text:
    if not item.visits:
        return NEVER
    reason = item.visits_reason
    times = "time" if item.visits == 1 else "times"
    return Text(f"{item.visits} 次。{reason.zh}".rstrip("。"), f"{item.visits} {times}. {reason.en}".rstrip(". "))


def _counters(item: ItemDefinition) -> Text:
    said = [(one.name.zh, one.name.en, one.address) for one in item.counters]
    if not said:
        return Text(item.place, item.place) if item.place else NOT_SAID
    return Text("；".join(f"{zh}（{at}）" for zh, _, at in said), "; ".join(f"{en} ({at})" for _, en, at in said))


def _channels(item: ItemDefinition) -> Text:
    names = [name for code in item.channels if (name := codes.sets()["channel"].meaning(code, item.effective_on))]
    return _listed(names)


def _materials(item: ItemDefinition) -> Text:
    return _listed([material.name for material in item.materials])


def _basis(item: ItemDefinition) -> Text:
    said = [f"《{one.law}》{one.article}" for one in item.basis]
    return _listed([Text(one, one) for one in said])


def _fees(item: ItemDefinition) -> Text:
    return _listed([Text(f"{fee.name.zh} {fee.amount} 元", f"{fee.name.en}: {fee.amount} yuan") for fee in item.fees])


def _listed(texts: list[Text]) -> Text:
    return Text("、".join(one.zh for one in texts), ", ".join(one.en for one in texts)) if texts else NOT_SAID


def _said(text: Text) -> Text:
    return text if text != NOTHING else NOT_SAID


def _number(text: str) -> Text:
    return Text(text, text) if text else NOT_SAID


_ELEMENTS: dict[str, tuple[Text, Callable[[ItemDefinition], Text]]] = {
    "promised": (Text("承诺时限", "Promised time"), lambda item: in_words(item.limits.promised)),
    "statutory": (Text("法定时限", "Statutory time"), lambda item: in_words(item.limits.statutory)),
    "visits": (Text("要跑几次", "Visits"), _visits),
    "counters": (Text("专门窗口", "Counters"), _counters),
    "hours": (Text("办理时间", "Hours"), lambda item: _said(item.hours)),
    "phone": (Text("咨询电话", "Telephone"), lambda item: _number(item.phone)),
    "complaint_phone": (Text("投诉电话", "Complaints"), lambda item: _number(item.complaint_phone)),
    "channels": (Text("怎么办", "Ways in"), _channels),
    "reach": (Text("哪里的窗口收", "Which windows take it"), lambda item: REACH[item.reach]),
    "quota": (Text("数量限制", "Quota"), lambda item: _said(item.quota)),
    "materials": (Text("材料", "Papers"), _materials),
    "fees": (Text("收费", "Fees"), _fees),
    "basis": (Text("依据", "Legal basis"), _basis),
}
