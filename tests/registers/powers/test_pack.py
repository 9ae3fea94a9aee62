"""Faults of lists of powers and of delegations: each with its file and line, all at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from yiwang.config import pack
from yiwang.registers.powers import pack as powers

SHANGHAI = Path(__file__).parents[3] / "packs" / "shanghai"
LIST, GIVEN = "powers/water.toml", "delegations.toml"
FIRST = 'code = "310132001000"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The city's offices, lists and delegations, without its items."""
    for name in ("city.toml", "divisions.toml", "departments.toml", "delegations.toml"):
        shutil.copy(SHANGHAI / name, tmp_path / name)
    shutil.copytree(SHANGHAI / "powers", tmp_path / "powers")
    return tmp_path


def faults(folder: Path, file: str, before: str, after: str) -> list[tuple[str, str]]:
    from yiwang.kit.pack import Pack
    from yiwang.registers.offices.pack import delegations

    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert before in text, before
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    read = Pack(folder)
    found = [*powers.check(read), *delegations.check(read)]
    return [(f"{each.file}:{each.line}:{each.path}", each.text.en) for each in found]


def test_the_citys_own_are_clean(folder: Path) -> None:
    assert faults(folder, LIST, FIRST, FIRST) == []


@pytest.mark.parametrize(
    ("file", "before", "after", "place", "said"),
    [
        (LIST, FIRST, 'code = "310232001000"', "powers[0].kind", "Digits 3 and 4"),
        (LIST, 'holder = "11310000YW3100203C"', 'holder = "11310000YW3100999X"', "holder", "no such department"),
        (LIST, 'kind = "01"', 'kind = "20"', "powers[0].kind", ""),
        (LIST, 'code = "310132301000"', FIRST, "powers[1].code", "there twice"),
        (LIST, FIRST, FIRST + '\nstate = "x"', "powers[0].state", "Unknown key"),
        ("powers/transport.toml", 'kind = "adjust"', 'kind = "restore"', "powers[0].changes[0]", "not cancelled"),
        (GIVEN, 'power = "310117001000" #', 'power = "310117999000" #', "delegations[0].power", "no such power"),
        (GIVEN, 'place = "310115"', 'place = "310199"', "delegations[0].place", "no such division"),
        (GIVEN, "11310115YW1100082N", "11310000YW310006XP", "delegations[0].taker", "itself"),
        (GIVEN, "11310115YW1100082N", "11310115YW1100999X", "delegations[0].taker", "no such department"),
        (
            GIVEN,
            'giver = "11310000YW310006XP"',
            'giver = "11310000YW31001741"',
            "delegations[0].giver",
            "does not have",
        ),
        (GIVEN, 'pending_basis = "市交', 'note2 = "市交', "delegations[7].note2", "Unknown key"),
        (GIVEN, "from = 2022-03-01", "from = 2022-03-01\nuntil = 2021-01-01", "delegations[1].until", "ends (until)"),
        (GIVEN, 'key = "permit-lingang"', 'key = "permit-pudong"', "delegations[1].key", "there twice"),
        (GIVEN, 'place = "310000901"', 'place = "310115"', "delegations[1].place", "In conflict with"),
    ],
)
def test_a_fault_is_told_with_its_place(
    folder: Path, file: str, before: str, after: str, place: str, said: str
) -> None:
    found = faults(folder, file, before, after)
    assert any(at.startswith(f"{file}:") and at.endswith(f":{place}") and said in text for at, text in found), found


def test_cases_do_not_move_without_a_basis(folder: Path) -> None:
    path = folder / GIVEN
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("pending_basis")]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = faults(folder, LIST, FIRST, FIRST)
    assert [place.partition(":")[2].partition(":")[2] for place, _ in found] == ["delegations[7].pending"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('power = "310132001000"', 'power = "310132999000"', "no “310132999000” in powers/"),
        ('power = "310132001000"', 'power = "310116301000"', "another system"),
        ('power = "310132001000"', 'power = "311018001000"', "The kind of this power is 10"),
        ('power = "310132001000"', 'power = "310150001000"', "The level of this power is 3"),
    ],
)
def test_an_item_agrees_with_its_power(tmp_path: Path, before: str, after: str, said: str) -> None:
    shutil.copytree(SHANGHAI, tmp_path / "city")
    path = tmp_path / "city" / "items" / "water" / "drainage.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    found = [each for each in pack.check(tmp_path / "city") if each.path == "power"]
    assert found and any(said in each.text.en for each in found), found
