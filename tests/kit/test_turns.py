"""Whoever does the same thing waits; whoever does another does not."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from yiwang.kit.turns import take_turn

SAME_WITHOUT_WAITING = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"


@pytest.mark.django_db
@pytest.mark.parametrize(("what", "is_free"), [("sample.publish 310000", False), ("sample.publish 330100", True)])
def test_the_same_waits_until_the_transaction_ends(what: str, is_free: bool) -> None:
    other = connection.copy()
    try:
        with transaction.atomic():
            take_turn("sample.publish 310000")
            with other.cursor() as cursor:
                cursor.execute(SAME_WITHOUT_WAITING, [what])
                assert cursor.fetchone() == (is_free,)
    finally:
        other.close()


def test_a_turn_that_would_end_at_once_is_refused() -> None:
    with pytest.raises(AssertionError, match="transaction"):
        take_turn("sample.publish 310000")
