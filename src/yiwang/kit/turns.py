"""One at a time: what would go wrong if two did it at once waits for its turn."""

from __future__ import annotations

from django.db import connection


def take_turn(what: str) -> None:
    """Wait until nobody else in this database does `what` (a verb and what it is done to); held until the transaction
    ends. Outside a transaction it would be given back at once, so that is refused."""
    assert connection.in_atomic_block, "a turn lasts as long as a transaction"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
