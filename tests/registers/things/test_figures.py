"""Before and after, counted from the definitions."""

from __future__ import annotations

import pytest

from tests.registers.things import farm
from yiwang.registers.definition import Limit
from yiwang.registers.things import planning
from yiwang.registers.things.figures import Reduction, Span, working_days

ALL = {"land": "rent", "sell": "yes", "ducks.size": "many", "ducks.river": "no"}
PLAN = planning.plan(farm.thing(), farm.definitions(), farm.KNOWN, ALL)


@pytest.mark.parametrize(
    ("count", "unit", "days"), [(4, "1", 4), (0, "1", 0), (7, "2", 5), (6, "2", 5), (1, "2", 1), (30, "2", 22)]
)
def test_a_limit_reads_in_working_days(count: int, unit: str, days: int) -> None:
    assert working_days(Limit(count, unit)) == days


def test_the_time_is_the_longest_chain_of_what_waits_and_not_the_sum() -> None:
    # Farm 3, then ducks 4 and the pump 2 side by side, then eggs 5.
    assert PLAN.waves == (("farm",), ("ducks", "pump"), ("eggs",))
    assert PLAN.spans == {"farm": Span(0, 3), "ducks": Span(3, 7), "pump": Span(3, 5), "eggs": Span(7, 12)}
    assert PLAN.figures.days == Reduction(14, 12)


def test_papers_before_are_all_that_are_asked_for_and_after_those_left_to_give() -> None:
    asked = sum(len([m for m in part.definition.materials_for(part.answers) if m.has_basis]) for part in PLAN.parts)
    assert PLAN.figures.papers == Reduction(asked, 3) and asked == 10


def test_visits_to_one_office_in_one_wave_are_one() -> None:
    assert PLAN.figures.trips == Reduction(3, 2)
    elsewhere = farm.ITEMS[farm.PUMP] | {"department": farm.item()["department"][::-1]}
    plan = planning.plan(farm.thing(), farm.definitions(**{farm.PUMP: elsewhere}), farm.KNOWN, ALL)
    assert plan.figures.trips == Reduction(3, 3)


def test_steps_are_questions_papers_pages_and_submission_each_once() -> None:
    # Farm 1+1+2+1, ducks 1+1+3+1, eggs 1+1+2+1, pump 0+1+1+1; together 1+1+5+1.
    assert PLAN.figures.steps == Reduction(19, 8)


def test_nothing_to_do_takes_nothing() -> None:
    nothing = planning.plan(farm.thing(items=[]), {}, farm.KNOWN, {})
    assert {getattr(nothing.figures, name) for name in ("steps", "days", "papers", "trips")} == {Reduction(0, 0)}
