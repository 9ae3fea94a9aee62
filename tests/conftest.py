"""Fixtures shared by all tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Migrate as the owner and load the city's pack once; every test then acts as `yiwang_app`."""
    from django.db import connections

    from yiwang.config.database import setup

    with django_db_blocker.unblock():
        setup.migrate(verbosity=0)
        connections["owner"].close()
    yield
    for connection in connections.all():
        connection.close()
