"""The town: built once, then a copy of its database for each journey, committed as in real life."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.city import drop_database, make_database
from tests.journeys.town import Town, registers, settle
from yiwang.config import wiring

BUILT = "town"


@pytest.fixture(scope="session")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database with pack and people in it; nobody connects to it afterwards, so that it can be copied."""
    _leave()  # what is copied may have no visitor, and tests before this one have left a connection open
    make_database(BUILT, template="yiwang")
    with django_db_blocker.unblock(), connected_to(BUILT):
        settle()
    yield
    drop_database(BUILT)


@pytest.fixture
def town(built: None, django_db_blocker: Any) -> Iterator[Town]:
    wiring.wire()
    make_database("journey", template=BUILT)
    try:
        with django_db_blocker.unblock(), connected_to("journey"), registers():
            yield Town()
    finally:
        drop_database("journey")


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Every connection goes to this database, and back again."""
    from django.db import connections

    before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    _leave()
    for alias in connections:
        connections[alias].settings_dict["NAME"] = name
    try:
        yield
    finally:
        _leave()
        for alias, original in before.items():
            connections[alias].settings_dict["NAME"] = original


def _leave() -> None:
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
