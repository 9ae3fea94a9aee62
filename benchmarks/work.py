"""A page of the work list with a hundred and with a hundred thousand cases: the same few queries, read by an index."""

from __future__ import annotations

from typing import Any

from benchmarks.ground import median

SIZES = (100, 100_000)
ROUNDS = 9


def measure(size: int) -> dict[str, Any]:
    """Queries and median milliseconds of a page with its counts, at each size; the plan of the list's query."""
    from benchmarks import replay, submit

    draft, _ = replay.prepared(0)
    actor = _clerk(_file(draft))
    figures: dict[str, Any] = {"wanted": "queries <= 8 and the same at every size"}
    for wanted in (SIZES[0], size or SIZES[1]):
        _grow(wanted)
        queries, milliseconds, plan = _page(actor)
        figures[f"queries_at_{wanted}"] = queries
        figures[f"milliseconds_at_{wanted}"] = round(milliseconds, 1)
        figures[f"plan_at_{wanted}"] = plan
    figures["item"] = submit.ITEM
    return figures


def _file(draft: Any) -> Any:
    from yiwang.casework.cases.models import Case
    from yiwang.casework.intake import services as intake
    from yiwang.registers.parties import queries as parties

    actor = parties.actor_of(parties.account_of(draft.party_id) or 0)
    receipt = intake.submit(actor=actor, draft=draft.public_id, key="bench")
    return Case.objects.get(number=receipt.number)


def _clerk(case: Any) -> Any:
    from yiwang.kit.actor import Actor

    return Actor(kind="staff", post=1, office=case.office_id, roles=frozenset({"clerk", "reviewer"}), name="基准")


def _grow(wanted: int) -> None:
    """Copy the case and its journal until there are so many."""
    from django.db import connections
    from django.db.models import Max

    from benchmarks.replay import copy
    from yiwang.casework.cases.models import Case, Entry

    model = Case.objects.order_by("pk")[0]
    missing = wanted - Case.objects.count()
    cases = Case.objects.aggregate(most=Max("pk"))["most"]
    entries = Entry.objects.aggregate(most=Max("pk"))["most"]
    entry = Entry.objects.filter(case=model.pk).order_by("pk")[0]
    names = {
        "id": f"{cases} + n",
        "number": f"'9' || lpad(({cases} + n)::text, 19, '0')",
        "key": f"({cases} + n)::text",
    }
    copy(Case, f"id = {model.pk}", names, missing)
    copy(Entry, f"id = {entry.pk}", {"id": f"{entries} + n", "case_id": f"{cases} + n"}, missing)
    with connections["owner"].cursor() as owner:
        owner.execute("VACUUM ANALYZE cases_case, cases_entry")


def _page(actor: Any) -> tuple[int, float, str]:
    import time

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from yiwang.casework.cases import queries

    waits = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        with CaptureQueriesContext(connection) as logged:
            page = queries.work_list(actor, queue="all", limit=50)
            queries.counts(actor)
        waits.append((time.perf_counter() - started) * 1000)
    assert len(page.rows) == 50
    listing = next(query["sql"] for query in logged.captured_queries if "cases_case" in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + listing)
        plan = " / ".join(line[0].strip() for line in cursor.fetchall()[:3])
    return len(logged.captured_queries), median(waits), plan
