"""Fixtures shared by all tests."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from tests.city import drop_database, make_database
from tests.journeys.building import built, town
from yiwang.instruments.exchange import ports

# Defined once here: a fixture imported into several folders would be built once in each.
__all__ = ["built", "town"]

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Migrate as the owner once; every test then acts as `yiwang_app` and rolls back."""
    from django.db import connections

    from yiwang.config.database import setup

    with django_db_blocker.unblock():
        setup.migrate(verbosity=0)
        _close_all()
        connections["owner"].close()
    yield
    _close_all()


@pytest.fixture(autouse=True)
def wired_as_before() -> Iterator[None]:
    """A test that puts another register behind the port leaves the next test its own."""
    before = ports._register
    yield
    ports._register = before


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of its own for a test that commits, or that uses several connections; yields its name."""
    from django.db import connections

    name = f"committed_{next(_numbers)}"
    with django_db_blocker.unblock():
        _close_all()
        make_database(name, template="yiwang")
        for alias in connections:
            connections[alias].settings_dict["NAME"] = name
        try:
            yield name
        finally:
            _close_all()
            for alias in connections:
                connections[alias].settings_dict["NAME"] = "yiwang"
            drop_database(name)


def _close_all() -> None:
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
