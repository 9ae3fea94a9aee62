"""Serials for case numbers, taken from the database in blocks: one round trip for many cases, and no lock held."""

from __future__ import annotations

import threading

from django.db import connection

BLOCK = 50
"""The sequence counts in steps of this; what a process does not use is left out, and nobody counts on it."""

_lock = threading.Lock()
_left: dict[str, range] = {}


def following() -> int:
    """A serial that no other process and no other thread is given."""
    database = str(connection.settings_dict["NAME"])
    with _lock:
        left = _left.get(database) or _block()
        _left[database] = left[1:]
        return left[0]


def _block() -> range:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_number')")
        first = int(cursor.fetchone()[0])
    return range(first, first + BLOCK)
