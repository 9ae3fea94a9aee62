"""A connection that the server has closed is noticed without asking the server."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection, connections
from django.test.utils import CaptureQueriesContext


def ended_between_two_requests() -> None:
    """The server ends the connection while nobody asks it anything; then a request begins."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    with connections["owner"].cursor() as owner:
        owner.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    ours = connections["default"]
    ours.health_check_enabled, ours.health_check_done = True, False


def ask() -> tuple[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        found: tuple[int] = cursor.fetchone()
        return found


def test_a_living_connection_is_told_without_a_statement(committed: str) -> None:
    connection.ensure_connection()
    with CaptureQueriesContext(connection) as said:
        assert connection.is_usable()
    assert len(said) == 0


def test_a_connection_that_was_ended_is_replaced_before_anybody_notices(committed: str) -> None:
    ended_between_two_requests()
    assert ask() == (1,)


def test_control_without_the_look_at_the_socket_the_request_fails(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended_between_two_requests()
    monkeypatch.setattr(connections["default"], "is_usable", lambda: True)
    with pytest.raises(OperationalError):
        ask()
    connection.close()
