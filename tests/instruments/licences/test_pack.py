"""What a city declares about its licences is checked whole and loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from yiwang.instruments.licences import pack, queries
from yiwang.instruments.licences.models import Type
from yiwang.instruments.seals import pack as seals
from yiwang.kit.pack import Pack

SHANGHAI = Pack(Path(__file__).resolve().parents[3] / "packs" / "shanghai")
GOOD = """key = "nurse"
code = "11310000YW31000435004"
name = { zh = "护士执业证书", en = "Nurse's certificate" }
holder = "person"
issuer_level = "city"
valid = { years = 5 }
[[fields]]
key = "name"
name = { zh = "姓名", en = "Name" }
from = "applicant.name"
public = true
"""
TWICE = 'public = true\n[[fields]]\nkey = "name"\nname = { zh = "名", en = "n" }\nfrom = "decided_on"\npublic = true'


def make(folder: Path, **files: str) -> Pack:
    (folder / "licences").mkdir()
    for name, text in files.items():
        (folder / "licences" / f"{name}.toml").write_text(text)
    return Pack(folder)


def test_the_shanghai_pack_has_no_fault_and_at_least_fifteen_types() -> None:
    assert pack.check(SHANGHAI) == []
    assert len(SHANGHAI.files("licences")) >= 15


def test_a_good_type_has_no_fault(tmp_path: Path) -> None:
    assert pack.check(make(tmp_path, nurse=GOOD)) == []


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ("years = 5", "years = 500", "valid"),
        ("护士执业证书", "护士\U0002a6a5执业证书", "name"),
        ("姓名", "姓\U0002a6a5名", "fields[0].name"),
        ('key = "nurse"', 'key = "doctor"', "key"),
        ("public = true", TWICE, "fields[1].key"),
    ],
)
def test_each_fault_is_named_with_its_place(tmp_path: Path, before: str, after: str, path: str) -> None:
    assert before in GOOD
    problems = pack.check(make(tmp_path, nurse=GOOD.replace(before, after)))
    assert path in [problem.path for problem in problems]
    assert all(problem.line > 0 and problem.text.zh and problem.text.en for problem in problems)


def test_a_file_that_is_not_toml_hides_no_other_fault(tmp_path: Path) -> None:
    problems = pack.check(make(tmp_path, broken="key = ", nurse=GOOD.replace("years = 5", "days = 400000")))
    assert [problem.file for problem in problems] == ["licences/nurse.toml"]


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_a_change_makes_a_new_version(tmp_path: Path) -> None:
    declared = make(tmp_path, nurse=GOOD)
    assert pack.load(declared) == {"new": 1, "changed": 0, "unchanged": 0}
    assert pack.load(Pack(tmp_path)) == {"new": 0, "changed": 0, "unchanged": 1}
    (tmp_path / "licences" / "nurse.toml").write_text(GOOD.replace("years = 5", "years = 6"))
    assert pack.load(Pack(tmp_path)) == {"new": 0, "changed": 1, "unchanged": 0}
    assert [row.number for row in Type.objects.order_by("id")] == [1, 2]
    assert queries.types()["nurse"].valid == {"years": 6}


@pytest.mark.django_db
def test_a_city_without_departments_has_no_seals_to_make(tmp_path: Path) -> None:
    (tmp_path / "city.toml").write_text('code = "310000"\n')
    assert seals.check(Pack(tmp_path)) == []
    assert seals.load(Pack(tmp_path)) == {"new": 0, "changed": 0, "unchanged": 0}
