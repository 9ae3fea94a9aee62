"""The city's list of powers, counted."""

from __future__ import annotations

from pathlib import Path

from yiwang.kit.pack import Pack
from yiwang.registers.offices.pack import delegations
from yiwang.registers.powers import pack as powers
from yiwang.registers.powers.power import KINDS

CITY = Pack(Path(__file__).parents[3] / "packs" / "shanghai")


def test_every_item_that_is_an_administrative_power_names_it_and_no_public_service_does() -> None:
    for file in CITY.files("items"):
        assert bool(file.data.get("power")) is (file.data["kind"] in KINDS.split()), file.name


def test_the_list_holds_what_the_items_derive_from_and_more() -> None:
    listed = powers.declared(CITY)
    used = {file.data["power"] for file in CITY.files("items") if "power" in file.data}
    assert used <= set(listed) and len(listed) >= 100
    assert all(row["basis"] for row in listed.values())


def test_powers_were_handed_to_a_district_to_zones_and_some_will_be() -> None:
    rows = delegations.declared(CITY)
    kinds = {row["kind"] for row in rows}
    assert len(rows) >= 6 and kinds == {"devolve", "entrust", "authorise"}
    assert {row.get("pending", "stay") for row in rows} == {"stay", "move"}
    assert {"310115", "310115901", "310115902", "310000901"} <= {row["place"] for row in rows}
    assert sum(len(row.get("changes", ())) for row in powers.declared(CITY).values()) >= 6
