"""Narrowing the work list: late, soon due, one's own turn, received elsewhere; and what a window received."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.casework.cases import test_many_cases as many
from tests.casework.cases.scene import ORDINARY, PLAIN, Scene, on
from yiwang.casework.cases import lifecycle, queries, services
from yiwang.casework.cases.models import Case
from yiwang.casework.cases.queries import Filters
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid

city = many.city


def numbers(actor: Actor, queue: str = "all", **given: str) -> list[str]:
    return [row.number for row in queries.work_list(actor, queue=queue, filters=Filters(**given)).rows]


def test_soon_is_what_the_row_calls_two_working_days_or_less(scene: Scene) -> None:
    """A promise of four working days from Wednesday 18 November ends on Tuesday 24."""
    number = scene.accepted("11-18")
    for day, is_soon in {"11-20": False, "11-22": True, "11-23": True, "11-24": True, "11-25": False}.items():
        with on(day):
            (row,) = queries.work_list(scene.clerk, queue="all").rows
            left = row.reading.running.remaining if row.reading.running and not row.reading.late else 0
            assert (0 < left <= 2) is is_soon, (day, left)
            assert (numbers(scene.clerk, only="soon") == [number]) is is_soon, day


def test_late_is_what_is_over_and_in_the_offices_hands(scene: Scene) -> None:
    late, returned = scene.accepted("11-18"), scene.accepted("11-18")
    Case.objects.filter(number=returned).update(state="returned")
    with on("11-25"):
        assert numbers(scene.clerk, only="late") == [late]


def test_a_late_delivery_is_late_too(scene: Scene) -> None:
    number = scene.accepted("11-02")
    with on("11-03"):
        services.refuse(actor=scene.approver, number=number, expected=None, reasons="场所不符")
    with on("11-30"):
        assert numbers(scene.clerk, only="late") == numbers(scene.clerk, queue="overdue") == [number]


@pytest.mark.parametrize(
    ("roles", "states"),
    [
        ({"clerk"}, ("received", "granted", "refused")),
        ({"reviewer"}, ("received", "accepted", "granted", "refused")),
        ({"approver"}, ("accepted", "granted", "refused")),
        ({"auditor"}, ()),
    ],
)
def test_my_turn_is_read_from_the_table(roles: set[str], states: tuple[str, ...]) -> None:
    assert lifecycle.open_to(frozenset(roles)) == states


def test_my_turn_leaves_out_what_others_do(scene: Scene) -> None:
    with on("11-18"):
        received = scene.receive().number
    accepted = scene.accepted("11-18")
    with on("11-19"):
        assert numbers(scene.clerk, only="turn") == [received]
        assert numbers(scene.approver, only="turn") == [accepted]


def test_an_item_narrows_the_list_and_the_counts(scene: Scene) -> None:
    with on("11-18"):
        scene.receive(ORDINARY)
        plain = scene.receive(PLAIN).number
    with on("11-19"):
        assert numbers(scene.clerk, item=PLAIN) == [plain]
        assert queries.counts(scene.clerk, within="all", filters=Filters(item=PLAIN))["turn"] == 1


def test_an_unknown_filter_is_refused(scene: Scene) -> None:
    with pytest.raises(Invalid):
        queries.work_list(scene.clerk, queue="all", filters=Filters(only="nothing"))


def test_a_case_received_for_another_office_is_marked_there_and_listed_here(scene: Scene) -> None:
    """City-wide: any window receives, the competent office decides; the window sees that it goes on, and no more."""
    with on("11-18"):
        here = scene.receive(actor=scene.clerk, source="0").number
        there = scene.receive(actor=scene.stranger, source="0").number
        scene.receive()
    with on("11-19"):
        assert numbers(scene.clerk, only="elsewhere") == [there]
        services.accept(actor=scene.clerk, number=there, expected=None)
        (row,) = queries.received_by(scene.stranger).rows
        assert (row.number, row.state_label.zh, row.applicant, row.can_open) == (there, "审查中", "周某某", False)
        assert row.office.pk == scene.office
        assert not queries.visible_to(scene.stranger).exists()
        (own,) = queries.received_by(scene.clerk).rows
        assert (own.number, own.can_open) == (here, True)


def test_nobody_else_sees_what_a_window_received(scene: Scene) -> None:
    scene.receive(actor=scene.clerk, source="0")
    for actor in (scene.reviewer, scene.stranger, scene.auditor, scene.zhou):
        assert queries.received_by(actor).rows == []


def test_received_cases_are_paged_newest_first(scene: Scene) -> None:
    filed = [scene.receive(actor=scene.clerk, source="0").number for _ in range(5)]
    first = queries.received_by(scene.clerk, limit=3)
    second = queries.received_by(scene.clerk, limit=3, after=first.next)
    assert [row.number for row in (*first.rows, *second.rows)] == filed[::-1] and second.next is None


def test_the_following_case_is_ones_own_then_the_offices(scene: Scene) -> None:
    with on("11-18"):
        first, second, third = (scene.receive().number for _ in range(3))
        services.take(actor=scene.clerk, number=third)
    with on("11-19"):
        assert _following(scene.clerk, first) == third
        assert _following(scene.clerk, third) == first
        assert _following(scene.reviewer, first) == second
        assert _following(scene.reviewer, second) == first, "round to the first"
        assert _following(scene.approver, first) is None
        services.accept(actor=scene.clerk, number=second, expected=None)
        assert _following(scene.approver, first) == second


def test_ones_own_application_does_not_follow(scene: Scene) -> None:
    with on("11-18"):
        first = scene.receive().number
        applicant = scene.staff("周样例", 1, {"clerk"})
        assert _following(applicant, first) is None


def _following(actor: Actor, number: str) -> str | None:
    row = queries.following(actor, Case.objects.get(number=number))
    return row.number if row else None


MOST_READ = 4_500
"""Rows that one step of a question may look at, of twenty thousand; counting stops at a thousand found."""


def test_no_filter_reads_the_table_whole(city: Scene) -> None:
    """At twenty thousand cases of one office, for the list and for its counts."""
    everything = [{"only": only} for only in queries.ONLY] + [{"item": PLAIN}, {"text": "9000"}, {"text": "周样例"}]
    with on("11-20"):
        for given in everything:
            for queue in ("mine", "all", "unassigned"):
                with CaptureQueriesContext(connection) as asked:
                    queries.work_list(city.clerk, queue=queue, filters=Filters(**given), limit=20)
                    queries.counts(city.clerk, within=queue, filters=Filters(**given))
                for each in asked:
                    if '"cases_case"' in each["sql"]:
                        assert _most_read(each["sql"]) <= MOST_READ, (queue, given, each["sql"])


def test_filters_ask_no_more_questions(city: Scene) -> None:
    with on("11-20"):
        for only in ("", *queries.ONLY):
            with CaptureQueriesContext(connection) as asked:
                queries.work_list(city.clerk, queue="all", filters=Filters(only=only, item=ORDINARY))
                queries.counts(city.clerk, within="all", filters=Filters(item=ORDINARY))
            assert len(asked) <= 5, only


def _most_read(sql: str) -> int:
    """The rows that the hungriest step looked at, those thrown away included."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + sql)
        (plan,) = json.loads(found) if isinstance(found := cursor.fetchone()[0], str) else found
    return max(_read(step) for step in _steps(plan["Plan"]))


def _read(step: dict[str, Any]) -> int:
    thrown = step.get("Rows Removed by Filter", 0) + step.get("Rows Removed by Index Recheck", 0)
    return int((step["Actual Rows"] + thrown) * step["Actual Loops"])


def _steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _steps(inner)


def test_old_cases_learn_from_their_journal_where_they_were_received(scene: Scene) -> None:
    """The migration's own statement, over cases that do not say it yet."""
    from importlib import import_module

    there = scene.receive(actor=scene.stranger, source="0").number
    online = scene.receive().number
    Case.objects.update(received_by=None, elsewhere=False)
    statement = import_module("yiwang.casework.cases.migrations.0003_window").FROM_JOURNAL
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("%'", "%%'"), [])
    assert (scene.case(there).received_by_id, scene.case(there).elsewhere) == (scene.stranger.post, True)
    assert (scene.case(online).received_by_id, scene.case(online).elsewhere) == (None, False)
