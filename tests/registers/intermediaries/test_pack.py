"""Whatever is wrong with a service or an agency is told at once, with its file and line; the city's own are sound."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from yiwang.kit.codes import credit
from yiwang.kit.pack import Pack
from yiwang.registers.intermediaries import pack
from yiwang.registers.intermediaries.directory import agency, service

CITY = Path(__file__).parents[3] / "packs" / "shanghai"
SEWAGE, NOTARY, LAB = "intermediaries/sewage-test.toml", "intermediaries/notary.toml", "agencies/lab-baoshan.toml"
REVIEW = "intermediaries/environmental-review.toml"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(CITY, tmp_path_factory.mktemp("city") / "pack"))


@pytest.mark.parametrize(
    ("file", "before", "after", "path", "says"),
    [
        (SEWAGE, 'papers = ["sewage-test"]', 'papers = ["sewage"]', "papers[0]", "sewage"),
        (SEWAGE, 'papers = ["sewage-test"]', 'papers = ["pool-water-test"]', "papers[0]", "已经有一项服务"),
        (SEWAGE, 'kind = "market"', 'kind = "guided"', "price.basis", "依据"),
        (SEWAGE, 'low = "500.00"', 'low = "5000.00"', "price.low", "最低价"),
        (SEWAGE, 'key = "sewage-test"', 'key = "sewage"', "key", "文件名"),
        (SEWAGE, 'key = "sewage-test"', 'key = "audit"', "key", "已经用过"),
        (SEWAGE, "count = 7", "count = 0", "limit.count", "1"),
        (SEWAGE, "[limit]", 'bought_by = "department"\n[limit]', "price.bought_by", "没有"),
        (SEWAGE, 'assumed = ["price", "limit"]', 'assumed = ["prize"]', "assumed[0]", "没有对应"),
        (REVIEW, 'basis = [{ law = "建设项目环境保护管理条例", article = "第九条" }]', "basis = []", "basis", "不用列"),
        (LAB, 'service = "sewage-test"', 'service = "sewer"', "services[0].service", "sewer"),
        (LAB, 'service = "hygiene-test"', 'service = "sewage-test"', "services[1].service", "已经用过"),
        (LAB, 'division = "310113"', 'division = "319999"', "division", "319999"),
        (LAB, 'most = "1200.00"', 'most = "200.00"', "services[0].most", "最低价"),
        (LAB, 'price = "580.00"', 'price = "cheap"', "services[0].price", ""),
        (LAB, 'key = "lab-baoshan"', 'key = "lab-jiading"', "key", "文件名"),
        ("agencies/notary-minhang.toml", 'most = "1000.00"', 'most = "9000.00"', "services[0].price", "指导价"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(whole: Path, file: str, before: str, after: str, path: str, says: str) -> None:
    text = (whole / file).read_text()
    assert before in text
    (whole / file).write_text(text.replace(before, after, 1))
    try:
        found = [(each.file, each.path, each.text.zh) for each in pack.check(Pack(whole))]
    finally:
        (whole / file).write_text(text)
    assert any(where == file and at == path and says in words for where, at, words in found), found


def changed(whole: Path, file: str, change: Any) -> list[tuple[str, str]]:
    text = (whole / file).read_text()
    (whole / file).write_text(change(text))
    try:
        return [(each.path, each.text.zh) for each in pack.check(Pack(whole))]
    finally:
        (whole / file).write_text(text)


def test_a_service_without_a_law_may_be_required_by_no_item(whole: Path) -> None:
    found = changed(
        whole,
        SEWAGE,
        lambda text: "\n".join("basis = []" if line.startswith("basis =") else line for line in text.splitlines()),
    )
    assert any(path == "basis" and "城镇污水排入排水管网许可" in words for path, words in found), found


def test_what_the_office_buys_itself_it_cannot_ask_of_applicants(whole: Path) -> None:
    found = changed(whole, SEWAGE, lambda text: text.replace("assumed =", 'bought_by = "department"\nassumed =', 1))
    assert any(path == "bought_by" and "城镇污水排入排水管网许可" in words for path, words in found), found


def test_a_wrong_credit_code_and_a_missing_qualification_are_faults(whole: Path) -> None:
    code = tomllib.loads((whole / LAB).read_text())["code"]
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert [path for path, _ in changed(whole, LAB, lambda text: text.replace(code, wrong))] == ["code"]
    lines = changed(whole, LAB, lambda text: text[: text.index("[[licences]]")] + text[text.index("[[services]]") :])
    assert [path for path, _ in lines] == ["services[0].service", "services[1].service"]


def test_the_citys_own_are_sound_and_as_many_as_promised(whole: Path) -> None:
    assert pack.check(Pack(whole)) == []
    city = Pack(whole)
    services = [service(file.plain) for file in city.files("intermediaries")]
    agencies = [agency(file.plain) for file in city.files("agencies")]
    asked = pack._asked(city)
    needed = [each for each in services if any(paper in asked for paper in each.papers)]
    assert len(needed) >= 12 and len(agencies) >= 24
    assert all("样例" in each.name.zh and "code" in each.assumed for each in agencies)
    assert all(credit.parse(each.code) for each in agencies)
    offered = {offer.service for each in agencies for offer in each.offers}
    assert {each.key for each in services if not each.is_bought_by_office} == offered
