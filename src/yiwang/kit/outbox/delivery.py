"""From facts told to facts heard.

The pump takes facts nobody has handed on and queues one job per handler, in one transaction. A job runs its handler in
one transaction with the inbox row that says so: killed anywhere, the fact is either not yet heard or heard once.
"""

from __future__ import annotations

import logging

from django.db import connection, transaction

from yiwang.kit import calendar
from yiwang.kit.outbox import hearing
from yiwang.kit.outbox.models import Fact

log = logging.getLogger(__name__)
BATCH = 200


def pump() -> int:
    """Hand on waiting facts, oldest first; returns how many. Several pumps may run at once."""
    from yiwang.kit.outbox.tasks import hear

    with transaction.atomic():
        facts = list(
            Fact.objects.filter(handed_on_at__isnull=True).order_by("id").select_for_update(skip_locked=True)[:BATCH]
        )
        for fact in facts:
            for handler in hearing.handlers_of(fact.kind):
                hear.defer(fact=fact.pk, handler=hearing.name_of(handler))
        Fact.objects.filter(pk__in=[fact.pk for fact in facts]).update(handed_on_at=calendar.now())
    return len(facts)


def hear_once(fact_id: int, handler_name: str) -> bool:
    """Run one handler on one fact unless it has heard it already; returns whether it ran now."""
    fact = Fact.objects.get(pk=fact_id)
    handler = next((h for h in hearing.handlers_of(fact.kind) if hearing.name_of(h) == handler_name), None)
    if handler is None:
        log.warning("no handler %s for %s any more: fact %s is left as it is", handler_name, fact.kind, fact_id)
        return False
    with transaction.atomic():
        if not _first_time(fact_id, handler_name):
            return False
        handler(hearing.event_of(fact.kind, fact.body))
    return True


def _first_time(fact_id: int, handler_name: str) -> bool:
    """Claim the inbox row. A second worker waits here until the first has committed, then finds it taken."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO outbox_heard (fact_id, handler, heard_at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [fact_id, handler_name, calendar.now()],
        )
        return bool(cursor.rowcount)
