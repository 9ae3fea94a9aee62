"""The work list costs the same at a hundred cases and at very many."""

from __future__ import annotations

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tests.casework.cases.scene import Scene, on
from yiwang.casework.cases import queries
from yiwang.casework.cases.models import Case, Entry
from yiwang.casework.cases.queries import Filters

MANY = 20_000


def copies(number: str, count: int) -> None:
    """Copies of one case with its journal, made by the database; every fourth has ended."""
    case = Case.objects.get(number=number)
    kept = [field.column for field in Case._meta.local_concrete_fields]
    changed = {
        "id": "nextval(pg_get_serial_sequence('cases_case', 'id'))",
        "number": "'9' || lpad(n::text, 19, '0')",
        "key": "'copy-' || n",
        "due_index": "DATE '2026-11-01' + (n %% 90)",
        "state": "CASE WHEN n %% 4 = 0 THEN 'withdrawn' ELSE state END",
        "ended_at": "CASE WHEN n %% 4 = 0 THEN received_at END",
    }
    columns = ", ".join(f'"{name}"' for name in kept)
    values = ", ".join(changed.get(name, f'"{name}"') for name in kept)
    lines = [field.column for field in Entry._meta.local_concrete_fields if field.column != "id"]
    given = ", ".join("c.id" if name == "case_id" else f'e."{name}"' for name in lines)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO cases_case ({columns}) SELECT {values}"
            " FROM cases_case, generate_series(1, %s) n WHERE id = %s",
            [count, case.pk],
        )
        cursor.execute(
            f"INSERT INTO cases_entry ({', '.join(lines)}) SELECT {given} FROM cases_entry e, cases_case c"
            " WHERE e.case_id = %s AND c.key LIKE 'copy-%%'",
            [case.pk],
        )


@pytest.fixture
def city(committed: str) -> Scene:
    """Committed, so that the owner can gather the statistics that a planner has in real life."""
    scene = Scene()
    copies(scene.accepted("11-18"), MANY)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE cases_case, cases_entry, parties_party")
    return scene


def cost(scene: Scene, queue: str) -> int:
    queries.work_list(scene.clerk, queue=queue)
    with CaptureQueriesContext(connection) as asked:
        queries.work_list(scene.clerk, queue=queue)
        queries.counts(scene.clerk)
    return len(asked)


def test_a_page_asks_the_same_few_questions_however_many_cases_there_are(scene: Scene) -> None:
    number = scene.accepted("11-18")
    with on("11-20"):
        few = {queue: cost(scene, queue) for queue in queries.QUEUES}
        copies(number, 100)
        some = {queue: cost(scene, queue) for queue in queries.QUEUES}
        assert max(some.values()) <= 8
    assert few["all"] == some["all"]


def test_every_queue_is_read_from_an_index_in_order(city: Scene) -> None:
    scene = city
    with on("11-20"):
        for queue in queries.QUEUES:
            with CaptureQueriesContext(connection) as asked:
                page = queries.work_list(scene.clerk, queue=queue, limit=20)
                if page.next:
                    queries.work_list(scene.clerk, queue=queue, limit=20, after=page.next)
            lists = [
                each["sql"] for each in asked if "ORDER BY" in each["sql"] and '"cases_case"."due_index"' in each["sql"]
            ]
            assert lists
            for sql in lists:
                assert_reads_little(sql, queue)


def assert_reads_little(sql: str, queue: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT TEXT) " + sql)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Seq Scan" not in plan, (queue, plan)
    assert "Sort" not in plan or queue in ("overdue", "paused", "waiting"), (queue, plan)


def test_paging_shows_every_case_once_and_in_order(scene: Scene) -> None:
    number = scene.accepted("11-18")
    copies(number, 95)
    for queue in ("all", "closed"):
        seen, after = [], None
        with on("11-20"):
            while True:
                page = queries.work_list(scene.clerk, queue=queue, after=after, limit=10)
                seen += [row.number for row in page.rows]
                after = page.next
                if after is None:
                    break
        expected = Case.objects.filter(ended_at__isnull=queue == "all")
        assert len(seen) == len(set(seen)) == expected.count()


def test_counting_stops_where_nobody_counts_on(scene: Scene) -> None:
    number = scene.accepted("11-18")
    copies(number, 2000)
    with on("11-20"):
        counted = queries.counts(scene.clerk)
    assert queries.shown_count(counted["all"]) == "999+"


@pytest.mark.parametrize("text", ["3100261118", "99999", "周样例", "无此人"])
def test_finding_by_number_or_name_stays_within_the_same_few_questions(city: Scene, text: str) -> None:
    with on("11-20"), CaptureQueriesContext(connection) as asked:
        queries.work_list(city.clerk, queue="all", filters=Filters(text=text))
    assert len(asked) <= 8
