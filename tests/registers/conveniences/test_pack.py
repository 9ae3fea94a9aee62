"""Whatever is wrong with a convenience is told at once, with file and line; what it says of itself runs as a test."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from yiwang.kit.pack import Pack, Problem
from yiwang.registers.conveniences import pack as conveniences
from yiwang.registers.conveniences import queries
from yiwang.registers.offices import pack as offices

CITY = Path(__file__).parents[3] / "packs" / "shanghai"
LEAVE = "conveniences/citizen/annual-leave.toml"
LOAN = "conveniences/citizen/fund-loan-repayment.toml"
CODE = "conveniences/both/check-credit-code.toml"
MATERNITY = "conveniences/citizen/maternity-leave.toml"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(CITY, tmp_path_factory.mktemp("city") / "pack"))


@pytest.fixture
def folder(whole: Path) -> Any:
    kept = {name: (whole / name).read_text() for name in (LEAVE, LOAN, CODE, MATERNITY)}
    yield whole
    for name, text in kept.items():
        (whole / name).write_text(text)


def check(folder: Path, name: str = LEAVE, *replacements: tuple[str, str]) -> list[Problem]:
    text = (folder / name).read_text()
    for before, after in replacements:
        assert before in text, before
        text = text.replace(before, after, 1)
    (folder / name).write_text(text)
    return conveniences.check(Pack(folder))


def test_the_citys_own_conveniences_are_sound(folder: Path) -> None:
    assert check(folder) == []


@pytest.mark.parametrize(
    ("name", "before", "after", "path", "says"),
    [
        (
            LEAVE,
            'years = { from = 10, below = 20 } }, value = "10"',
            'years = { from = 11, below = 20 } }, value = "10"',
            "steps[0].rows",
            "缺口",
        ),
        (LEAVE, "years = { from = 1, below = 10 } }", "years = { from = 1, to = 10 } }", "steps[0].rows", "重叠"),
        (LEAVE, "when = { days = { to = 0 } }", "when = { days = { below = 0 } }", "results", "缺口"),
        (MATERNITY, "from = 2021-11-25, value", "from = 2021-11-26, value", "steps[1].rows", "2021-11-25"),
        (
            LEAVE,
            'value = "floor(full * left / 365)"',
            'value = "floor(full * lefft / 365)"',
            "steps[1].rows[3].value",
            "lefft",
        ),
        (LEAVE, 'value = "15"', 'value = "15 +"', "steps[0].rows[3].value", "没有写完"),
        (LEAVE, 'value = "15"', 'value = "today"', "steps[0].rows[3].value", "integer"),
        (LEAVE, "{days} 天年休假", "{day} 天年休假", "results[1].say", "day"),
        (
            LEAVE,
            'values = { full = "10", days = "10" }',
            'values = { full = "10", days = "9" }',
            "examples[0].values.days",
            "10",
        ),
        (LEAVE, 'says = "没有年休假"', 'says = "还有年休假"', "examples[2].says", "没有年休假"),
        (LEAVE, 'given = { years = "9.9" }', 'given = { years = "99" }', "examples[1].given.years", "太大"),
        (LEAVE, 'given = { years = "9.9" }', 'given = { yeers = "9" }', "examples[1].given.yeers", "没有问"),
        (LEAVE, 'key = "annual-leave"', 'key = "leave"', "key", "文件名"),
        (LEAVE, 'key = "annual-leave"', 'key = "income-tax"', "key", "文件名"),
        (LEAVE, 'topics = ["employment"]', 'topics = ["dogs"]', "topics[0]", "dogs"),
        (MATERNITY, 'items = ["310526001000"', 'items = ["310526009000"', "items[0]", "310526009000"),
        (LEAVE, 'key = "sick"', 'key = "years"', "inputs[1].key", "已经用过"),
        (LEAVE, 'key = "sick"', 'key = "min"', "inputs[1].key", "已经用过"),
        (LEAVE, 'key = "sick"', 'key = "size"', "inputs[1].key", ""),
        (LEAVE, 'audience = "citizen"', 'audience = "dog"', "audience", "只能是"),
        (LEAVE, "summary =", "sumary =", "sumary", "字段"),
        (
            LOAN,
            'home = ["second"], years = { to = 5 } }, value = "3.025%"',
            'home = ["third"], years = { to = 5 } }, value = "3%"',
            "steps[0].rows[2].when.home",
            "third",
        ),
        (
            LOAN,
            'years = { to = 5 } }, value = "2.6%"',
            'years = ["5"] }, value = "2.6%"',
            "steps[0].rows[0].when.years",
            "范围",
        ),
        (MATERNITY, 'dated_by = "start"', 'dated_by = "babies"', "dated_by", "日期"),
        (CODE, 'target = "credit"', 'target = "dog"', "target", "只能是"),
    ],
)
def test_a_fault_is_told_with_its_place(folder: Path, name: str, before: str, after: str, path: str, says: str) -> None:
    found = check(folder, name, (before, after))
    told = [problem for problem in found if problem.path == path and says in problem.text.zh]
    assert told, [(problem.path, problem.text.zh) for problem in found]
    assert told[0].file == name and told[0].text.en
    assert (folder / name).read_text().splitlines()[told[0].line - 1].strip()


def test_a_row_that_never_decides_is_told(folder: Path) -> None:
    row = '  { when = { years = { above = 60 } }, value = "20" },\n]'
    found = check(folder, LEAVE, (']\n\n[[steps]]\nkey = "days"', f'{row}\n\n[[steps]]\nkey = "days"'))
    assert any("轮到" in problem.text.zh for problem in found), found


@pytest.mark.django_db
def test_a_city_loads_its_conveniences_once_and_takes_out_what_it_declares_no_more(folder: Path) -> None:
    offices.load(Pack(folder))
    count = len(list((folder / "conveniences").rglob("*.toml")))
    assert conveniences.load(Pack(folder)) == {"new": count, "changed": 0, "unchanged": 0, "gone": 0}
    assert conveniences.load(Pack(folder)) == {"new": 0, "changed": 0, "unchanged": count, "gone": 0}
    check(folder, LEAVE, ("年休假有几天", "年假有几天"))
    assert conveniences.load(Pack(folder))["changed"] == 1
    found = queries.convenience("310000", "annual-leave")
    assert found is not None and found.name.zh == "年假有几天"
    (folder / LEAVE).rename(folder / "taken-out")
    try:
        assert conveniences.load(Pack(folder))["gone"] == 1 and queries.convenience("310000", "annual-leave") is None
    finally:
        (folder / "taken-out").rename(folder / LEAVE)
