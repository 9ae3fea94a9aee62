"""Finding the cases that a delegation takes along, among very many, and what asking who is competent costs."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tests.casework.cases.scene import ELEMENTS, ORDINARY, Scene, item, on
from tests.casework.cases.test_many_cases import MANY, copies
from tests.registers.powers import land
from yiwang.casework.cases import delegating, queries
from yiwang.casework.cases.models import Case
from yiwang.registers.catalogue import services as catalogue
from yiwang.registers.offices import queries as offices

MOVING = {"pending": "move", "pending_basis": "样例交接通知"}


@pytest.fixture
def city(committed: str) -> Scene:
    """Very many cases of one power, one in a hundred of them in the zone."""
    scene = Scene()
    with on("11-01"):
        land.settle(land.delegation(**MOVING))
        catalogue.publish(city="310000", items=[item(ORDINARY, power=land.SEWER)], elements=ELEMENTS)
    copies(scene.accepted("11-18"), MANY)
    with connections["owner"].cursor() as cursor:
        # Most of a city's cases are other offices' and other items'.
        cursor.execute("UPDATE cases_case SET place = %s WHERE id %% 100 = 0", [land.STREET])
        cursor.execute("UPDATE cases_case SET item_code = '310125001009' WHERE id % 20 <> 0")
        cursor.execute("ANALYZE cases_case")
    return scene


def test_the_cases_to_hand_over_are_found_by_an_index(city: Scene) -> None:
    with on("12-01"):
        (each,) = offices.to_move("310000", date(2026, 12, 1))
        rows = queries.under_way(each, "310000").order_by("due_index", "pk").values("number")[:500]
        plan = rows.explain()
    assert "Index" in plan and "Seq Scan on cases_case" not in plan, plan


def test_the_share_of_a_zone_is_counted_by_an_index(city: Scene) -> None:
    with on("12-01"), CaptureQueriesContext(connection) as asked:
        share = queries.share_inside(land.ZONE, [1], date(2026, 11, 1), date(2026, 12, 1))
    assert share.cases == MANY // 100
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + asked[-1]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "cases_of_place" in plan, plan


def test_all_of_them_move_in_batches_and_none_is_lost(city: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delegating, "MOST_AT_ONCE", 60)
    before = Case.objects.count()
    with on("12-01"):
        (each,) = offices.to_move("310000", date(2026, 12, 1))
        wanted = queries.under_way(each, "310000").count()
        moved = [delegating.hand_over_delegated() for _ in range(5)]
    assert wanted == sum(moved) and moved[-1] == 0 and wanted >= 100
    assert Case.objects.count() == before
    assert Case.objects.filter(office=each.taker).count() == wanted


def test_asking_who_is_competent_costs_no_statement_within_a_minute(scene: Scene) -> None:
    with on("11-20"):
        land.settle(land.delegation())
        offices.road(land.SEWER, scene.office, land.STREET, date(2026, 12, 1))
        with CaptureQueriesContext(connection) as asked:
            way = offices.road(land.SEWER, scene.office, land.STREET, date(2026, 12, 1))
    assert len(way) == 1 and len(asked) == 0
