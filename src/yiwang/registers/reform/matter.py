"""A reform matter 改革事项: a permit, and what the reform made of it from which day and where. Pure; no Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yiwang.kit.errors import Text
from yiwang.registers.definition import Basis
from yiwang.registers.definition.elements import text

Declared = Mapping[str, Any]

CANCELLED, FILING, COMMITMENT, IMPROVED = "cancelled", "filing", "commitment", "improved"
MODES: Mapping[str, Text] = {
    CANCELLED: Text("直接取消审批", "Approval abolished"),
    FILING: Text("审批改为备案", "Filing instead of approval"),
    COMMITMENT: Text("实行告知承诺", "Commitment instead of papers"),
    IMPROVED: Text("优化审批服务", "Approval made easier"),
}
"""The four modes in the words of 国发〔2019〕25号 and 国发〔2021〕7号; other lists' own words stand in `ReformList`."""
MEANINGS: Mapping[str, Text] = {
    CANCELLED: Text("不用办许可，有营业执照就能经营。", "No permit: the business licence is enough."),
    FILING: Text("交齐备案材料就行，不再审批。", "You file your papers; nobody has to approve."),
    COMMITMENT: Text(
        "知道条件、签字承诺就先拿证，以后上门核查；不愿承诺的照原来审批。",
        "Sign that you meet the conditions and get it first, checks follow; or choose the old way.",
    ),
    IMPROVED: Text("还要审批，但材料更少、时间更短。", "Still an approval, with fewer papers and less time."),
}


@dataclass(frozen=True)
class ReformList:
    """A document of the reform: `modes` are its own words for a mode, with how many matters it says there are."""

    key: str
    title: Text
    number: str
    issued_on: date
    effective_on: date
    area: Text
    modes: tuple[tuple[str, Text, int], ...] = ()
    count: int = 0
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """What a matter's mode is from a day on, in an area (a division's code; empty: the whole city), by which list."""

    from_on: date
    mode: str
    list: str
    area: str = ""
    number: str = ""
    measures: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Matter:
    """`department` is a key of the register's lines of work, `level` who of them handles it, `item` a code of the pack.

    `precedes`: needed before the business licence (前置); all others come after it (先照后证).
    """

    key: str
    name: Text
    department: str
    level: str
    before: Text
    steps: tuple[Step, ...]
    supervision: tuple[Text, ...]
    basis: tuple[Basis, ...]
    number: str = ""
    item: str = ""
    licence: str = ""
    precedes: bool = False
    assumed: tuple[str, ...] = ()

    def step(self, day: date, area: str = "") -> Step | None:
        """What counts on a day in an area: the latest, and of one day the one made for the area; None before any."""
        begun = [each for each in self.steps if each.from_on <= day and each.area in ("", area)]
        return max(begun, key=lambda each: (each.from_on, bool(each.area)), default=None)

    def mode(self, day: date, area: str = "") -> str:
        """The mode on a day; empty where no list has reached it yet and it is approved as before."""
        step = self.step(day, area)
        return step.mode if step else ""

    def areas(self, day: date) -> list[str]:
        """The areas in which its mode is another than in the rest of the city."""
        named = dict.fromkeys(each.area for each in self.steps if each.area)
        return [area for area in named if self.mode(day, area) != self.mode(day)]


def read_matter(declared: Declared) -> Matter:
    """A matter as a pack declares it, or as it is kept (checked against its schema before)."""
    return Matter(
        key=declared["key"],
        name=text(declared["name"]),
        department=declared["department"],
        level=declared["level"],
        before=text(declared["before"]),
        steps=tuple(_step(each) for each in declared["steps"]),
        supervision=texts(declared["supervision"]),
        basis=tuple(Basis(each["law"], each.get("article", "")) for each in declared["basis"]),
        number=declared.get("number", ""),
        item=declared.get("item", ""),
        licence=declared.get("licence", ""),
        precedes=declared.get("precedes", False),
        assumed=tuple(declared.get("assumed", ())),
    )


def read_list(declared: Declared) -> ReformList:
    """A list of the reform as a pack declares it."""
    return ReformList(
        key=declared["key"],
        title=text(declared["title"]),
        number=declared["number"],
        issued_on=_day(declared["issued_on"]),
        effective_on=_day(declared["effective_on"]),
        area=text(declared["area"]),
        modes=tuple((each["mode"], text(each["name"]), each["count"]) for each in declared.get("modes", ())),
        count=declared["count"],
        assumed=tuple(declared.get("assumed", ())),
    )


def texts(declared: Iterable[Declared]) -> tuple[Text, ...]:
    return tuple(text(each) for each in declared)


def _step(declared: Declared) -> Step:
    return Step(
        from_on=_day(declared["from"]),
        mode=declared["mode"],
        list=declared["list"],
        area=declared.get("area", ""),
        number=declared.get("number", ""),
        measures=texts(declared["measures"]),
    )


def _day(said: Any) -> date:
    return said if isinstance(said, date) else date.fromisoformat(said)
