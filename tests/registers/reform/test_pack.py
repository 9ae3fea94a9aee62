"""Whatever is wrong with the reform's files is told at once, with file and line; what they say of themselves runs."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from yiwang.kit.pack import Pack, Problem
from yiwang.registers.catalogue import pack as catalogue
from yiwang.registers.offices import pack as offices
from yiwang.registers.reform import pack as reform
from yiwang.registers.reform import queries
from yiwang.registers.reform.models import Declaration, Register

CITY = Path(__file__).parents[3] / "packs" / "shanghai"
SCOPE, MATTER = "scopes/food/restaurant.toml", "reform/market/food-filing.toml"
DEVICES = "scopes/health/medical-devices.toml"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(CITY, tmp_path_factory.mktemp("city") / "pack"))


@pytest.fixture
def folder(whole: Path) -> Any:
    """The city's pack, with what a test has changed put back afterwards."""
    yield whole
    for name in (SCOPE, MATTER, DEVICES, "aspects.toml", "reform_lists.toml"):
        shutil.copy(CITY / name, whole / name)


def check(folder: Path, name: str, before: str, after: str) -> list[Problem]:
    text = (folder / name).read_text()
    assert before in text, before
    (folder / name).write_text(text.replace(before, after, 1))
    return reform.check(Pack(folder))


@pytest.mark.parametrize(
    ("name", "before", "after", "path", "says"),
    [
        (SCOPE, 'industry = "H6210"', 'industry = "6210"', "industry", ""),
        (SCOPE, 'key = "restaurant"', 'key = "bakery"', "key", "已经用过"),
        (SCOPE, 'key = "restaurant"', 'key = "sign"', "key", "已经用过"),
        (SCOPE, 'needs = ["food-filing"]', 'needs = ["food-fling"]', "decisions[0].rows[2].needs", "food-fling"),
        (SCOPE, 'when = { make = ["raw"] }, needs', 'when = { make = ["cook"] }, needs', "decisions[0].rows",
         "没有结果：make=raw"),
        (SCOPE, 'when = { make = ["raw"] }, needs', 'when = { make = ["cook"] }, needs', "decisions[0].rows[1]",
         "两个结果：make=cook"),
        (SCOPE, 'when = { live = ["no"] }', 'when = { live = ["now"] }', "decisions[2].rows[2].when.live", "now"),
        (SCOPE, 'when = { make = ["cook", "raw"] }\noptions', 'when = { live = ["no"] }\noptions',
         "questions[1].when.live", "不在前面"),
        (SCOPE, 'size = { from = "size" }', 'size = { from = "width" }',
         "decisions[0].rows[0].answers.size.from", "width"),
        (SCOPE, 'mode = { is = "catering" }', 'mode = { is = "flying" }',
         "decisions[0].rows[0].answers.mode", "flying"),
        (SCOPE, 'mode = { is = "catering" }', 'moods = { is = "catering" }',
         "decisions[0].rows[0].answers.moods", "moods"),
        (SCOPE, 'mode = { is = "catering" }', 'mode = { is = "catering", from = "make" }',
         "decisions[0].rows[0].answers.mode", "只写一个"),
        (SCOPE, '{ key = "guests" }', '{ key = "ghosts" }', "aspects[0].key", "ghosts"),
        (SCOPE, 'thing = "restaurant"', 'thing = "dinner"', "bundles[0].thing", "dinner"),
        (SCOPE, 'from = "sign.outside"', 'from = "sign.inside"', "bundles[0].answers.sign.from", "sign.inside"),
        (SCOPE, 'outdoor-sign = "filing"', 'outdoor-sign = "improved"', "examples[0].permits", "outdoor-sign = filing"),
        (SCOPE, 'needless = ["restaurant-health"]', "needless = []", "examples[0].needless", "restaurant-health"),
        (SCOPE, 'bundle = "restaurant"', 'bundle = "pharmacy"', "examples[0].bundle", "restaurant"),
        (SCOPE, '"restaurant.live" = "no"', '"restaurant.live" = "maybe"',
         "examples[0].answers.restaurant.live", "没有"),
        (SCOPE, '"alcohol.sell" = "no", ', "", "examples[0].answers", "卖酒吗"),
        (SCOPE, 'label = { zh = "开饭店"', 'lable = { zh = "开饭店"', "lable", "字段"),
        (DEVICES, 'kind = "general", when = { class = ["one"] }', 'kind = "general", when = { class = ["two"] }',
         "wordings", "class=one"),
        (MATTER, 'department = "market"', 'department = "moon"', "department", "moon"),
        (MATTER, 'item = "311025001000"', 'item = "311025009000"', "item", "311025009000"),
        (MATTER, 'licence = "food-filing"', 'licence = "food-fling"', "licence", "food-fling"),
        (MATTER, 'list = "ftz-2019"', 'list = "moon-2019"', "steps[0].list", "moon-2019"),
        (MATTER, "from = 2019-12-01", "from = 2019-11-30", "steps[0].from", "早于"),
        (MATTER, 'area = "310115"', 'area = "310999"', "steps[0].area", "310999"),
        (MATTER, 'mode = "filing"', 'mode = "free"', "steps[0].mode", "只能是"),
        ("aspects.toml", 'value = "yes", label = { zh = "要"', 'value = "no", label = { zh = "要"',
         "aspects[1].questions[0].options", "已经用过"),
        ("reform_lists.toml", "count = 116", 'count = "many"', "lists[0].count", ""),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(folder: Path, name: str, before: str, after: str, path: str, says: str) -> None:
    found = check(folder, name, before, after)
    told = [each for each in found if each.path == path and says in each.text.zh]
    assert told, [(each.file, each.path, each.text.zh) for each in found]
    assert told[0].file == name and told[0].text.en
    assert (folder / name).read_text().splitlines()[told[0].line - 1].strip()


def test_faults_of_several_files_are_told_at_once(folder: Path) -> None:
    check(folder, MATTER, 'department = "market"', 'department = "moon"')
    found = check(folder, SCOPE, 'needs = ["food-filing"]', 'needs = ["food-fling"]')
    assert {each.file for each in found} == {MATTER, SCOPE}


def test_a_pack_without_the_reform_is_sound(tmp_path: Path) -> None:
    assert reform.check(Pack(tmp_path)) == [] and reform.load(Pack(tmp_path)) == {}


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_what_is_declared_no_more_is_retired(folder: Path) -> None:
    pack = Pack(folder)
    offices.load(pack)
    catalogue.load(pack)
    first = reform.load(pack)
    before = Register.objects.get().digest
    again = reform.load(Pack(folder))
    assert first["unchanged"] == 0 and again == {"new": 0, "changed": 0, "unchanged": first["new"], "retired": 0}
    assert Register.objects.get().digest == before
    assert "food-filing" in queries.register("310000").matters
    (folder / SCOPE).unlink()
    assert reform.load(Pack(folder))["retired"] == 1
    assert "restaurant" not in queries.register("310000").scopes
    assert Declaration.objects.get(kind="scope", key="restaurant").retired_on
    shutil.copy(CITY / SCOPE, folder / SCOPE)
    assert reform.load(Pack(folder))["changed"] == 1
    assert "restaurant" in queries.register("310000").scopes


@pytest.mark.django_db
def test_a_city_that_declares_nothing_has_an_empty_register() -> None:
    assert queries.register("999999").matters == {}
