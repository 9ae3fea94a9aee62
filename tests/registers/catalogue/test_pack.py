"""A pack is checked whole: every fault at once, each with its file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from yiwang.kit.pack import Pack, Problem
from yiwang.registers.catalogue import pack as catalogue
from yiwang.registers.catalogue import queries
from yiwang.registers.offices import pack as offices
from yiwang.registers.offices import queries as places

SMALL = Path(__file__).parents[1] / "pack"
ITEM = "items/keeping-ducks.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "pack"))


def change(folder: Path, *replacements: tuple[str, str], file: str = ITEM) -> Path:
    path = folder / file
    text = path.read_text()
    for before, after in replacements:
        assert before in text, before
        text = text.replace(before, after, 1)
    path.write_text(text)
    return folder


def check(folder: Path) -> list[Problem]:
    pack = Pack(folder)
    return [*offices.check(pack), *catalogue.check(pack)]


def test_the_small_pack_is_sound(folder: Path) -> None:
    assert check(folder) == []


@pytest.mark.parametrize(
    ("before", "after", "path", "says"),
    [
        ('licence = "ducks"', 'licence = "geese"', "result.licence", "geese"),
        ('department = "11310000YW0000012R"', 'department = "11310000YW000002XD"', "department", "没有"),
        ('topics = ["farming"]', 'topics = ["fishing"]', "topics[0]", "fishing"),
        ('element = "person.name"', 'element = "person.shoe"', "form[0].fields[0].element", "person.shoe"),
        ('resource = "population.identity"', 'resource = "moon.identity"', "materials[0].resource", "moon.identity"),
        ("promised = { count = 4,", "promised = { count = 21,", "limits.promised", "超过了法定"),
        ("zero_material = false", "zero_material = true", "zero_material", "池塘平面图"),
        ("visits = 0", "visits = 1", "visits", "原因"),
        ('mine = ["plan"]', "mine = []", "examples[1].mine", "plan"),
        ('answers = { size = "few" }', 'answers = { size = "huge" }', "examples[0].answers.size", "选"),
        ('answers = { size = "few" }', "answers = {}", "examples[0].answers", "没有回答"),
        ('when = { size = ["many"] }', 'when = { siez = ["many"] }', "questions[1].when.siez", "不在前面"),
        ('when = { size = ["many"] }', 'when = { size = ["none"] }', "questions[1].when.size", "none"),
        ('code = "310117001000"', 'code = "310717001000"', "code", "kind"),
        ('level = "2"', 'level = "3"', "level", "行使层级是 2"),
        ('issuer = "公安机关"\n', "", "materials[0]", "issuer"),
        ('key = "photo"', 'key = "identity"', "materials[1].key", "已经用过"),
        ('assumed = ["limits.promised"]', 'assumed = ["limits.imagined"]', "assumed[0]", "没有对应"),
        ('key = "photo"', 'key = "photo"\npaper = "photo"', "materials[1].paper", "materials/"),
        ("handling =", "handlign =", "handlign", "字段"),
        ('unit = "1" }\n\n[result]', 'unit = "9" }\n\n[result]', "limits.promised.unit", "只能是"),
        ("effective_on = 2026-09-01", 'effective_on = "soon"', "effective_on", "日期"),
        ('audience = ["person"]', "audience = []", "audience", "至少"),
    ],
)
def test_a_fault_in_an_item_is_told_with_its_place(folder: Path, before: str, after: str, path: str, says: str) -> None:
    found = check(change(folder, (before, after)))
    told = [problem for problem in found if problem.path == path and says in problem.text.zh]
    assert told, [(problem.path, problem.text.zh) for problem in found]
    assert told[0].file == ITEM and told[0].text.en
    line = (folder / ITEM).read_text().splitlines()[told[0].line - 1]
    assert line.strip()


@pytest.mark.parametrize(
    ("file", "before", "after", "says"),
    [
        ("data_elements.toml", 'basis = "样例法第一条"\n', "", "basis"),
        ("data_elements.toml", 'purpose = { zh = "知道是谁申请", en = "Knowing who applies" }\n', "", "purpose"),
        ("data_elements.toml", "retention_years = 5\n", "", "retention_years"),
        ("data_elements.toml", 'type = "text"', 'type = "sound"', "只能是"),
        ("departments.toml", "11310000YW0000012R", "11310000YW0000012X", "校验位"),
        ("departments.toml", 'division = "310000"', 'division = "990000"', "没有这个区划"),
        ("halls.toml", "11310000YW0000012R", "11310000YW000002XD", "没有这个部门"),
        ("licences/ducks.toml", 'from = "form.pond_ducks"', 'from = "form.geese"', "没有这一项"),
        ("licences/ducks.toml", "years = 3", "moons = 3", "字段"),
        ("topics.toml", 'key = "farming"', "key = farming", "TOML"),
    ],
)
def test_a_fault_in_another_file_is_told(folder: Path, file: str, before: str, after: str, says: str) -> None:
    found = check(change(folder, (before, after), file=file))
    assert any(problem.file == file and says in problem.text.zh for problem in found), found


def test_twenty_faults_are_twenty_problems(folder: Path) -> None:
    for serial in range(20):
        broken = (SMALL / ITEM).read_text().replace('topics = ["farming"]', f'topics = ["t{serial}"]')
        (folder / "items" / f"broken-{serial}.toml").write_text(
            broken.replace('code = "310117001000"', f'code = "3101170{serial + 10}000"')
        )
    found = [problem for problem in check(folder) if problem.path == "topics[0]"]
    assert len(found) == 20
    assert len({problem.file for problem in found}) == 20


def test_a_code_in_two_files_is_told(folder: Path) -> None:
    shutil.copy(folder / ITEM, folder / "items" / "again.toml")
    assert any(problem.path == "code" and "两次" in problem.text.zh for problem in check(folder))


@pytest.mark.django_db
def test_a_pack_loads_once_and_an_item_taken_out_is_retired(folder: Path) -> None:
    offices.load(Pack(folder))
    assert catalogue.load(Pack(folder)) == {"new": 1, "changed": 0, "unchanged": 0, "retired": 0}
    assert offices.load(Pack(folder))["unchanged"] > 0
    assert [hall.windows[0].number for hall in places.halls("310000")] == ["1"]
    assert queries.topics("310000")[0].count == 1
    assert queries.licence_types()["ducks"].fields[0].source == "applicant.name"
    assert queries.elements()["person.name"].purpose.zh == "知道是谁申请"
    assert queries.departments("310000")[0][1] == 1
    change(folder, ("visits = 0", 'visits = 0\nphone = "12345"'))
    assert catalogue.load(Pack(folder))["changed"] == 1
    (folder / ITEM).unlink()
    assert catalogue.load(Pack(folder))["retired"] == 1
    assert queries.current("310117001000") is None


def test_an_item_of_the_first_page_that_is_not_in_the_pack_is_a_fault(folder: Path) -> None:
    path = folder / "city.toml"
    plain = path.read_text()
    path.write_text('popular = ["310117001000"]\nsearches = [{ zh = "养鸭", en = "ducks" }]\n' + plain)
    assert check(folder) == []
    path.write_text('popular = ["310117001000", "310117009999"]\n' + plain)
    (fault,) = check(folder)
    assert (fault.file, fault.line, fault.path) == ("city.toml", 1, "popular[1]")
