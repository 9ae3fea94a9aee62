"""One trial city for the faults of a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.city import FOLDER
from tests.faults.trialcity import TrialCity


@pytest.fixture(scope="session")
def standing_city() -> Iterator[TrialCity]:
    city = TrialCity(FOLDER)
    try:
        city.build(people=60)
        yield city
    finally:
        city.close()


@pytest.fixture
def city(standing_city: TrialCity) -> Iterator[TrialCity]:
    """The city with its database up and nothing else running but the registers; every process ends with the test."""
    standing_city.start_database()
    standing_city.start_registers()
    yield standing_city
    for name in list(standing_city.children):
        standing_city.kill(name)
    for left in standing_city.armed.iterdir():
        left.unlink()
