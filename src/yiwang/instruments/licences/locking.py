"""One at a time for each licence: its row is never updated, so it cannot be locked as a row."""

from __future__ import annotations

from django.db import connection

ROOM = 36904
"""A number of our own among advisory locks: the standard's."""


def hold(licence: int) -> None:
    """Wait until no other transaction works on this licence; held until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ROOM, licence % 2**31])
