"""The city's own matters and scopes: as many as promised, and every road comes to a whole answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from yiwang.kit.pack import Pack
from yiwang.registers.reform import bundling, pack, wizard
from yiwang.registers.reform.matter import MODES
from yiwang.registers.reform.wizard import Choice

CITY = Pack(Path(__file__).parents[3] / "packs" / "shanghai")
REGISTER, KNOWN = pack.register(CITY), pack.known(CITY)
DAY = date(2026, 9, 1)
TRADES = [
    "restaurant",
    "tea-shop",
    "snack-shop",
    "canteen",
    "bakery",
    "convenience-store",
    "supermarket",
    "tobacco-shop",
    "pharmacy",
    "medical-devices",
    "cosmetics",
    "hair-salon",
    "hotel",
    "gym",
    "swimming-pool",
    "cinema",
    "internet-cafe",
    "bookshop",
    "printing",
    "travel-agency",
    "hr-agency",
    "labour-dispatch",
    "training-school",
    "road-freight",
    "vehicle-repair",
    "logistics",
    "trade",
    "software",
    "consulting",
    "property-management",
    "security",
    "elder-home",
    "clinic",
    "pet-hospital",
    "farm-supplies",
    "dangerous-chemicals",
    "construction",
    "advertising",
    "e-commerce",
]


def roads(scope: str) -> Iterator[dict[str, str]]:
    def walk(answers: dict[str, str]) -> Iterator[dict[str, str]]:
        question = wizard.next_question(REGISTER, Choice((scope,), DAY, answers))
        if question is None:
            yield answers
            return
        for option in question.options:
            yield from walk(answers | {question.key: option.value})

    yield from islice(walk({}), 120)


def test_there_are_as_many_matters_as_promised_over_all_four_modes() -> None:
    modes = Counter(each.mode(DAY) for each in REGISTER.matters.values())
    assert len(REGISTER.matters) >= 45 and set(modes) == set(MODES) and min(modes.values()) >= 8
    assert len({each.department for each in REGISTER.matters.values()}) >= 20
    for each in REGISTER.matters.values():
        assert each.basis and each.supervision and each.before.en and all(step.measures for step in each.steps), (
            each.key
        )


def test_the_scopes_are_as_many_as_promised_and_every_matter_is_reached_by_one() -> None:
    assert len(REGISTER.scopes) >= 60 and set(TRADES) <= set(REGISTER.scopes)
    subjects = (*REGISTER.scopes.values(), *REGISTER.aspects.values())
    reached = {key for each in subjects for table in each.decisions for row in table.rows for key in row.needs}
    assert set(REGISTER.matters) - reached == set()


@pytest.mark.parametrize("scope", sorted(REGISTER.scopes))
def test_every_road_comes_to_a_whole_answer(scope: str) -> None:
    for answers in roads(scope):
        made = wizard.result(REGISTER, Choice((scope,), DAY, answers))
        assert (made.words() and made.required + made.needless) or made.free, answers
        assert all(each.step and each.reasons for each in made.required + made.needless)
        items = {code: KNOWN.items[code] for code in bundling.codes(made)}
        plan = bundling.plan(made, items, KNOWN.things, answers)  # type: ignore[arg-type]
        tasks = [task for wave in plan.waves for task in wave]
        assert [task.code for task in tasks if task.part.definition.stop_for(task.part.answers)] == [], answers
        assert len(tasks) == len({task.code for task in tasks})


def test_the_lists_of_the_reform_add_up() -> None:
    for each in REGISTER.lists.values():
        if each.modes and each.key != "nation-2018":
            assert sum(count for _, _, count in each.modes) == each.count, each.key
    assert REGISTER.lists["shanghai-2019"].count == 163 + 35
