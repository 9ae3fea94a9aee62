"""The scene, in the test's transaction or committed in a database of the test's own."""

from __future__ import annotations

import pytest

from tests.casework.cases.scene import Scene


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()
