"""What an example of an item states comes out, or the pack is told what does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.registers.catalogue import items
from yiwang.kit.calendar import workdays
from yiwang.registers.definition import Limit, examples, plain, read
from yiwang.registers.definition.known import Known

GOLDEN_WEEK = [date(2026, 10, day) for day in range(1, 8)]
DAYS = workdays.made(GOLDEN_WEEK, [date(2026, 9, 26), date(2026, 10, 10)], [2026, 2027])
KNOWN = Known({}, {}, *[frozenset()] * 5, days=DAYS)  # type: ignore[arg-type]
FEW = {"size": "few"}
SITUATIONS = [
    {"key": "yard", "name": items.text("自家院子"), "when": {"size": ["few"]}},
    {"key": "farm", "name": items.text("养殖场"), "when": {"size": ["many"]}},
]


def faults(*, situations: list[dict[str, Any]] | None = None, **stated: Any) -> list[tuple[str, str]]:
    """Of an example with few ducks that states this: place and sentence of each fault."""
    declared = items.item(situations=situations or [])
    mine = [paper.key for paper in read(plain(declared)).materials_for(FEW) if paper.remains]
    declared["examples"] = [{"answers": FEW, "mine": mine, **stated}]
    return [(".".join(map(str, path)), text.zh) for path, text in examples.check(read(plain(declared)), KNOWN)]


@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"fee": "10.00"},
        {"fee": "10"},
        {"accepted_on": "2026-09-28", "due_on": "2026-10-09"},
        {"situation": "yard", "situations": SITUATIONS},
    ],
)
def test_what_an_example_states_comes_out(stated: dict[str, Any]) -> None:
    assert faults(**stated) == []


@pytest.mark.parametrize(
    ("stated", "place", "words"),
    [
        ({"fee": "0"}, "examples.0.fee", "10.00 元"),
        # Four working days over the holiday: 29 and 30 September, 8 and 9 October.
        ({"accepted_on": "2026-09-28", "due_on": "2026-10-02"}, "examples.0.due_on", "2026-10-09"),
        ({"due_on": "2026-10-09"}, "examples.0.due_on", "accepted_on"),
        ({"situation": "farm", "situations": SITUATIONS}, "examples.0.situation", "yard"),
        ({"situation": "yard"}, "examples.0.situation", "—"),
        ({"mine": ["plan"]}, "examples.0.mine", "剩下的材料"),
        ({"answers": {"size": "geese"}}, "examples.0.answers.size", "选"),
    ],
)
def test_what_does_not_come_out_is_told_with_what_does(stated: dict[str, Any], place: str, words: str) -> None:
    found = faults(**stated)
    assert [each for each, _ in found] == [place]
    assert words in found[0][1]


@pytest.mark.parametrize(
    ("count", "unit", "accepted", "due"),
    [
        (0, "1", "2026-09-28", "2026-09-28"),
        (1, "1", "2026-09-25", "2026-09-26"),  # a Saturday that is worked
        (3, "2", "2026-09-28", "2026-10-08"),  # ends in the holiday, so with the next working day
        (10, "2", "2026-09-28", "2026-10-08"),
    ],
)
def test_days_are_counted_by_the_calendar_of_the_city(count: int, unit: str, accepted: str, due: str) -> None:
    assert examples.due(Limit(count, unit), date.fromisoformat(accepted), DAYS).isoformat() == due
