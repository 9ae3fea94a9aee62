"""The world of the access matrix, with one of everything."""

from __future__ import annotations

import pytest

from tests.access.world import World


@pytest.fixture
def world(db: None) -> World:
    return World()
