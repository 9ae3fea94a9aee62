"""What a page says was assumed, it says in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from yiwang.kit.pack import Pack
from yiwang.surfaces.portal.pages.guide import ASSUMED

SHANGHAI = Pack(Path(__file__).parents[3] / "packs" / "shanghai")
PATHS = sorted({path for file in SHANGHAI.files("items") for path in file.data.get("assumed", ())})


@pytest.mark.parametrize("path", PATHS)
def test_every_assumption_of_the_city_has_a_name_for_the_reader(path: str) -> None:
    parts = path.split(".")
    assert any(".".join(parts[:size]) in ASSUMED for size in range(1, len(parts) + 1))
