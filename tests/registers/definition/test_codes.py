"""Codes are data with days: what holds on a day, and how others write it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.registers.catalogue import items
from yiwang.casework.cases.lifecycle import STATES
from yiwang.registers.definition import agreement, codes, read

DAY = date(2026, 9, 1)


@pytest.mark.parametrize("key", codes.sets())
def test_a_set_has_one_meaning_for_a_code_on_any_day(key: str) -> None:
    found = codes.sets()[key]
    edges = {code.starts_on for code in found.codes} | {code.until + timedelta(1) for code in found.codes if code.until}
    for day in edges:
        values = [code.value for code in found.on(day)]
        assert values and len(values) == len(set(values))
    assert all(code.name.zh and code.name.en for code in found.codes) and found.name.en and found.source


def test_a_code_means_what_it_meant_on_its_day() -> None:
    paper = codes.sets()["paper"]
    old, new = paper.meaning("1", date(2020, 12, 31)), paper.meaning("1", date(2021, 1, 1))
    assert old is not None and new is not None
    assert (old.zh, new.zh) == ("原件", "证件证书证明")
    assert paper.meaning("1", date(2018, 12, 31)) is None


@pytest.mark.parametrize(("ours", "theirs"), [("10", "20"), ("20", "21"), ("01", "01"), ("07", "07")])
def test_the_kinds_of_the_province_are_read_and_written(ours: str, theirs: str) -> None:
    assert codes.written("kind", ours, "guangdong") == theirs
    assert codes.understood("kind", theirs, "guangdong") == ours


def test_the_standard_has_fewer_subjects_and_what_comes_back_is_the_nearest() -> None:
    assert [codes.written("subject", value, "standard") for value in "1234569"] == list("1234656")
    assert [codes.understood("subject", value, "standard") for value in "123456"] == list("123469")


@pytest.mark.parametrize("other", codes.others())
def test_every_mapping_is_of_codes_that_exist_and_turns_back_to_one_of_ours(other: str) -> None:
    for key, found in codes.sets().items():
        ours = {code.value for code in found.codes}
        for value in ours:
            assert codes.understood(key, codes.written(key, value, other), other) in ours


@pytest.mark.parametrize("other", ["zhejiang", "jinan"])
def test_a_state_of_a_case_goes_out_and_comes_back_as_the_nearest(other: str) -> None:
    """What another city's table does not tell apart comes back as the commonest of it."""
    back = {key: codes.understood("case", codes.written("case", key, other), other) for key in STATES}
    assert {key for key, value in back.items() if key != value} <= {"granted", "refused", "withdrawn", "lapsed"}
    assert set(back.values()) <= set(STATES)


def test_the_codes_of_a_case_are_those_the_platform_uses() -> None:
    assert set(codes.listed("case").split()) == set(STATES)
    named = {code.value: (code.name.zh, code.name.en) for code in codes.sets()["case"].codes}
    assert named == {key: (name.zh, name.en) for key, name in STATES.items()}
    assert {"0", "1", "2"} <= set(codes.listed("filing").split())


@pytest.mark.parametrize(
    ("theirs", "ours"), [("31", "111"), ("33", "414"), ("36", "511"), ("51", "001"), ("38", "099"), ("37", "154")]
)
def test_documents_of_zhejiang_are_read(theirs: str, ours: str) -> None:
    assert codes.understood("document", theirs, "zhejiang") == ours


FULL: dict[str, Any] = {
    "authority": {
        "nature": "1",
        "source": "5",
        "entrusted": "样例局",
        "content": items.text("稻田"),
        "agency": "养鸭科",
    },
    "access": {"parcel": True, "booking": False, "payment": True, "area": "2", "depth": ["1", "4"], "web": "https://x"},
    "procedures": [{"kind": "experts", "name": items.text("专家评审"), "limit": {"count": 30, "unit": "2"}}],
    "intermediaries": [{"name": items.text("测绘"), "basis": "样例法", "material": "plan"}],
    "remedies": [{"kind": "review", "body": items.text("样例市人民政府"), "phone": "12345"}],
    "counters": [{"name": items.text("3 号窗口"), "address": "稻香路 1 号", "hours": items.text("9:00–17:00")}],
    "hours": items.text("工作日 9:00–17:00"),
    "quota": items.text("不限"),
    "correction": items.text("网上或窗口"),
    "person_topics": ["100"],
}


def test_every_element_is_read_and_left_out_is_not_no() -> None:
    item = read(items.item(**FULL))
    assert item.authority is not None and item.authority.source == "5" and item.authority.content.zh == "稻田"
    assert item.access is not None
    assert (item.access.parcel, item.access.booking, item.access.terminal) == (True, False, None)
    assert item.procedures[0].limit is not None and item.procedures[0].limit.unit == "2"
    assert item.area == "2" and read(items.item()).area == "4" and read(items.item(reach="district")).area == ""
    assert list(agreement.check(item)) == []


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"authority": {"source": "5"}}, ("authority",)),
        (
            {"intermediaries": [{"name": items.text("x"), "basis": "y", "material": "z"}]},
            ("intermediaries", 0, "material"),
        ),
        ({"limits": {"promised": {"count": 4}, "later": {"count": 5}}}, ("limits", "later")),
        ({"fees": [], "access": {"payment": True}}, ("access", "payment")),
        ({"effective_on": "2018-06-01"}, ("kind",)),
    ],
)
def test_what_does_not_agree_is_a_fault(more: dict[str, Any], path: tuple[str | int, ...]) -> None:
    assert path in [place for place, _ in agreement.check(read(items.item(**more)))]
