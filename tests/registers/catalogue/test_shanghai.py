"""The city's own pack, as it stands in the repository, loads whole and its items are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from yiwang.kit.pack import Pack
from yiwang.registers.catalogue import pack as catalogue
from yiwang.registers.catalogue import queries
from yiwang.registers.offices import pack as offices
from yiwang.registers.offices import queries as places

PACK = Path(__file__).parents[3] / "packs" / "shanghai"


@pytest.mark.django_db
def test_the_pack_is_sound_loads_whole_and_loads_twice_without_change() -> None:
    pack = Pack(PACK)
    assert offices.check(pack) == [] and catalogue.check(pack) == []
    offices.load(pack)
    first = catalogue.load(pack)
    assert first["new"] == len(pack.files("items")) and first["changed"] == 0
    assert offices.load(pack)["new"] == offices.load(pack)["changed"] == 0
    assert catalogue.load(pack) == {"new": 0, "changed": 0, "unchanged": first["new"], "retired": 0}
    assert len(places.districts("310000")) == 16
    assert queries.count("310000") == first["new"]
    found = queries.search("护照", "310000")[0].item
    current = queries.current(found.code)
    assert current is not None and current.definition.name == found.name
