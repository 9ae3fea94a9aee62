"""Whatever is wrong with a thing is told at once, with its file and line; what it says of itself runs as a test."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.registers.things import farm
from yiwang.kit.pack import Pack, Problem
from yiwang.registers.catalogue import pack as catalogue
from yiwang.registers.offices import pack as offices
from yiwang.registers.things import pack as things
from yiwang.registers.things import queries
from yiwang.registers.things.pack import examples, members

CITY = Path(__file__).parents[3] / "packs" / "shanghai"
THEME = "themes/restaurant.toml"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(CITY, tmp_path_factory.mktemp("city") / "pack"))


@pytest.fixture
def folder(whole: Path) -> Any:
    """The city's pack, with its theme put back afterwards."""
    text = (whole / THEME).read_text()
    yield whole
    (whole / THEME).write_text(text)


def check(folder: Path, *replacements: tuple[str, str]) -> list[Problem]:
    text = (folder / THEME).read_text()
    for before, after in replacements:
        assert before in text, before
        text = text.replace(before, after, 1)
    (folder / THEME).write_text(text)
    return things.check(Pack(folder))


def test_the_citys_own_things_are_sound(folder: Path) -> None:
    assert check(folder) == []


@pytest.mark.parametrize(
    ("before", "after", "path", "says"),
    [
        ('code = "310733001000"', 'code = "310733009000"', "items[0].code", "310733009000"),
        ('when = { place = ["unfiled"] }', 'when = { place = ["unfield"] }', "items[0].when.place", "unfield"),
        ('when = { place = ["unfiled"] }', 'when = { plaza = ["unfiled"] }', "items[0].when.plaza", "不在前面"),
        ("who = { is =", "whom = { is =", "items[0].answers.whom", "没有“whom”"),
        ('who = { is = "tenant" }', 'who = { is = "owner" }', "items[0].answers.who", "没有“owner”"),
        ('who = { is = "tenant" }', 'who = { from = "place", is = "tenant" }', "items[0].answers.who", "只写一个"),
        ('size = { from = "size" }', 'size = { from = "width" }', "items[3].answers.size.from", "没有这个问题"),
        ('size = { from = "size" }', 'size = { from = "sign" }', "items[3].answers.size", "没有“no”"),
        ('size = { from = "size" }', 'size = { from = "size", values = { tiny = "small" } }',
         "items[3].answers.size.values.tiny", "没有“tiny”"),
        ('item = "lease", mat', 'item = "hall", mat', "items[1].after[0].item", "没有这个"),
        ('item = "lease", mat', 'item = "company", mat', "items[1].after[0].item", "自己"),
        ('material = "lease"', 'material = "capital"', "items[1].after[0].material", "依法不收"),
        ('mode = { is = "catering" }', 'mode = { is = "prepacked" }', "items[3].when", "不用办"),
        ('answers = { kind = { is = "kitchen" } }', "", "examples[0].answers", "排什么水"),
        ("days = 9", "days = 8", "examples[0].days", "9"),
        ('items = ["lease", "company"', 'items = ["company"', "examples[0].items", "lease"),
        ('mine = ["food.layout", "drainage.plan", "fire.commitment", "fire.rules", "fire.plan", "sign.picture"]',
         "mine = []", "examples[0].mine", "sign.picture"),
        ('have = "company", place = "unfiled"', 'have = "yes", place = "unfiled"', "examples[0].answers.place",
         "没有问到"),
        ('audience = "enterprise"', 'audience = "dog"', "audience", "只能是"),
        ("effective_on = 2026-09-01", 'effective_on = "soon"', "effective_on", "日期"),
        ("role =", "rolle =", "items[0].rolle", "字段"),
        ('key = "lease"', 'key = "company"', "items[1].key", "已经用过"),
        ('key = "restaurant"', 'key = "clinic"', "key", "已经用过"),
    ],
)  # fmt: skip
def test_a_fault_in_a_thing_is_told_with_its_place(folder: Path, before: str, after: str, path: str, says: str) -> None:
    found = check(folder, (before, after))
    told = [problem for problem in found if problem.path == path and says in problem.text.zh]
    assert told, [(problem.path, problem.text.zh) for problem in found]
    assert told[0].file == THEME and told[0].text.en
    line = (folder / THEME).read_text().splitlines()[told[0].line - 1]
    assert line.strip()


def test_several_faults_are_told_at_once(folder: Path) -> None:
    found = check(folder, ('code = "310733001000"', 'code = "310733009000"'), ("days = 9", 'days = "x"'))
    assert {problem.path for problem in found} >= {"items[0].code", "examples[0].days"}


FARM = farm.declared()
KNOWN = farm.definitions()


def told(**more: Any) -> list[tuple[str, str]]:
    faults = [*members.check(farm.declared(**more), KNOWN), *examples.check(farm.declared(**more), KNOWN, farm.KNOWN)]
    return [(".".join(map(str, path)), text.zh) for path, text in faults]


def test_a_sound_thing_has_no_fault() -> None:
    assert told() == []


def test_a_citizens_thing_needs_three_situations_and_an_enterprises_three_items() -> None:
    few = [FARM["questions"][0]]
    members_ = [each for each in FARM["items"] if each["key"] != "eggs"]
    assert any(
        "只有 2 种情形" in text for _, text in told(audience="citizen", questions=few, items=members_, examples=[])
    )
    assert any("至少要有 3 个事项" in text for _, text in told(items=FARM["items"][1:3], examples=[]))


def test_an_item_that_no_answers_lead_to_is_told() -> None:
    idle = [*FARM["items"][:3], FARM["items"][3] | {"when": {"land": ["own"], "sell": ["yes"]}}]
    assert ("items.3.when", members.UNREACHED.zh) in told(items=idle, examples=[])


def test_a_question_in_the_same_words_is_asked_twice_and_told() -> None:
    unfed = [*FARM["items"][:2], FARM["items"][2] | {"answers": {}}, FARM["items"][3]]
    assert any("“地是谁的？”问了两遍" in text for _, text in told(items=unfed, examples=[]))


def test_what_the_licence_type_shows_need_not_be_stated() -> None:
    said = FARM["items"][1] | {"after": [{"item": "farm", "material": "farm", "why": farm.text("试")}]}
    assert ("items.1.after.0", members.SHOWN.zh) in told(items=[FARM["items"][0], said, *FARM["items"][2:]])


def test_items_that_wait_for_each_other_are_told_by_name() -> None:
    circle = FARM["items"][2] | {"after": [{"item": "eggs", "why": farm.text("试")}]}
    (told_,) = [text for _, text in told(items=[*FARM["items"][:2], circle, FARM["items"][3]], examples=[])]
    assert all(name in told_ for name in ("农场登记", "稻田养鸭许可", "鸭蛋销售许可"))


@pytest.mark.django_db
def test_a_thing_loads_once_changes_as_a_version_and_is_retired_when_taken_out(folder: Path) -> None:
    for room in (offices, catalogue):
        room.load(Pack(folder))
    count = len(list((folder / "themes").glob("*.toml")))
    assert things.load(Pack(folder)) == {"new": count, "changed": 0, "unchanged": 0, "retired": 0}
    assert things.load(Pack(folder)) == {"new": 0, "changed": 0, "unchanged": count, "retired": 0}
    check(folder, ("开餐馆一件事", "开饭店一件事"), ("effective_on = 2026-09-01", "effective_on = 2026-10-01"))
    assert things.load(Pack(folder))["changed"] == 1
    found = queries.thing("310000", "restaurant")
    assert found is not None and (found.number, found.thing.name.zh) == (2, "开饭店一件事")
    (folder / THEME).rename(folder / "taken-out")
    try:
        assert things.load(Pack(folder))["retired"] == 1 and queries.thing("310000", "restaurant") is None
    finally:
        (folder / "taken-out").rename(folder / THEME)
    assert things.load(Pack(folder))["retired"] == 0 and queries.thing("310000", "restaurant") is not None
