"""Cities to start: a small pack, and a folder in which a city of it was built and stopped."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.config.started import City
from yiwang.config import beginning

CODE, NAME = "510100", "样例城"


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack") / "city"
    beginning.begin(folder, code=CODE, name=NAME)
    return folder


@pytest.fixture(scope="session")
def built(pack: Path) -> Iterator[Path]:
    """The data of a city that was built and stopped in order. Copied, never used itself."""
    # A socket's path may not be long, so the folder's is short.
    home = Path(tempfile.mkdtemp(prefix="yw-"))
    city = City(home / "d", pack)
    try:
        city.start()
        city.until_working()
        assert city.interrupt() == 0
        yield home / "d"
    finally:
        city.close()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def place() -> Iterator[Path]:
    """A private folder with a short name, gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="yw-"))
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def make_city(place: Path, pack: Path) -> Iterator[Callable[..., City]]:
    """Make a city in the private folder; whatever of it still runs afterwards is ended."""
    made: list[City] = []

    def make(name: str = "d", **more: str) -> City:
        made.append(City(place / name, pack, **more))
        return made[-1]

    yield make
    for city in made:
        city.close()


@pytest.fixture
def city(built: Path, make_city: Callable[..., City]) -> City:
    """A city that was built before, ready to be started again."""
    found = make_city()
    shutil.copytree(built, found.folder, symlinks=True, ignore=shutil.ignore_patterns("socket"))
    return found
