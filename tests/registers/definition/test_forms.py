"""A filled form gets one sentence a field that says what to do."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest

from tests.registers import people
from tests.registers.catalogue import items
from yiwang.kit.errors import NotFound
from yiwang.registers.definition import forms, read
from yiwang.registers.definition.elements import element

ELEMENTS = {key: element(body) for key, body in items.ELEMENTS.items()}
FORM = [
    {
        "key": "all",
        "title": items.text("全部"),
        "fields": [
            {"element": key, "key": key.split(".")[1]} for key in ELEMENTS if key not in ("organisation.number",)
        ]
        + [{"element": "organisation.number", "key": "code"}],
    }
]
SCHEMA = forms.schema_for(read(items.item(form=FORM)), ELEMENTS, {})
GOOD: dict[str, Any] = {
    "name": "周样例",
    "number": people.citizen_number(1),
    "code": people.credit_code(1),
    "phone": "13900000001",
    "area": "2.5",
    "ducks": "12",
    "rent": "1200.50",
    "since": "2026-09-01",
    "kind": "deep",
    "promise": "on",
    "mail": "zhou@example.com",
    "postcode": "200000",
    "note": "第一行\r\n第二行",
}


def test_a_good_form_has_no_errors_and_is_kept_tidy() -> None:
    assert forms.validate(SCHEMA, GOOD) == {}
    tidy = forms.tidy(SCHEMA, GOOD | {"ducks": " １２ ", "phone": "+86 139 0000 0001", "since": "2026年9月1日"})
    assert (tidy["ducks"], tidy["phone"], tidy["since"]) == (12, "13900000001", "2026-09-01")
    assert (tidy["promise"], tidy["note"]) == (True, "第一行\n第二行")


def test_the_schema_is_one_that_others_can_read() -> None:
    jsonschema_rs.Draft202012Validator(SCHEMA)
    assert SCHEMA["properties"]["name"]["title"] == "姓名"
    assert SCHEMA["properties"]["kind"]["enum"] == ["deep"]


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("name", "", "请填写姓名"),
        ("name", "   ", "请填写姓名"),
        ("name", "周" * 21, "最多 20 个字"),
        ("name", "周\x00样例", "U+0000"),
        ("name", "周\u202e样例", "U+202E"),
        ("name", "周\u200b样例", "U+200B"),
        ("name", "周\n样例", "U+000A"),
        ("name", "周\ud800", "U+D800"),
        ("name", ["周"], "写法不对"),
        ("number", people.citizen_number(1)[:-1], "18 位"),
        ("number", people.citizen_number(1)[:-1] + ("1" if people.citizen_number(1)[-1] != "1" else "2"), "校验位"),
        ("number", people.citizen_number(1, born="19900229"), "出生日期不存在"),
        ("number", people.citizen_number(1, born="29900101"), "还没有到"),
        ("number", "١١٠١٠٥١٩٤٩١٢٣١٠٠٢٢", "第 1 位"),
        ("code", people.credit_code(1)[:-1] + "I", "第 18 位"),
        ("phone", "12345678901", "13 至 19"),
        ("area", "0.1", "不能小于 0.5"),
        ("area", "101", "不能大于 100"),
        ("area", "1e3", "请填数字"),
        ("area", "NaN", "请填数字"),
        ("ducks", "0", "不能小于 1"),
        ("ducks", "501", "不能大于 500"),
        ("ducks", "十二", "请填整数"),
        ("ducks", "1.5", "请填整数"),
        ("rent", "1.005", "两位小数"),
        ("since", "2026-02-29", "完整的日期"),
        ("since", "1999-12-31", "不能早于 2000-01-01"),
        ("since", "2031-01-01", "不能晚于 2030-12-31"),
        ("kind", "shallow", "从列出的选项"),
        ("promise", "", "请确认"),
        ("promise", "off", "请确认"),
        ("mail", "zhou@", "邮箱"),
        ("postcode", "2000", "6 位数字"),
        ("note", "字" * 31, "最多 30 个字"),
        ("colour", "red", "没有这一项"),
        ("\ud800", "red", "没有这一项"),
    ],
)
def test_each_fault_is_told_in_both_languages_and_never_repeats_the_value(key: str, value: Any, sentence: str) -> None:
    errors = forms.validate(SCHEMA, GOOD | {key: value})
    assert list(errors) == [key]
    assert sentence in errors[key].zh
    assert errors[key].en and errors[key].en != errors[key].zh
    if isinstance(value, str) and len(value) > 10:
        assert value not in errors[key].zh + errors[key].en


def test_all_errors_come_at_once_in_the_order_of_the_form() -> None:
    assert list(forms.validate(SCHEMA, {})) == list(SCHEMA["properties"])


@pytest.mark.parametrize(
    "name", ["㐂样例", "𠮷样", "𪚥", "\U0002ebf0样", "\U00031350样", "葛\U000e0100", "阿迪力·样", "O'Brien"]
)
def test_a_rare_name_is_kept_character_for_character(name: str) -> None:
    assert forms.validate(SCHEMA, GOOD | {"name": name}) == {}
    assert forms.tidy(SCHEMA, {"name": name})["name"] == name


def test_names_typed_in_two_ways_are_one() -> None:
    assert forms.tidy(SCHEMA, {"name": "Jose\u0301"}) == forms.tidy(SCHEMA, {"name": "Jos\u00e9"})


def test_a_foreign_permanent_resident_fills_in_the_card_they_have() -> None:
    errors = forms.validate(SCHEMA, GOOD | {"number": "9" * 18})
    assert "永久居留" in errors["number"].zh


def test_one_page_is_judged_alone_and_an_unknown_page_is_not_found() -> None:
    ducks = read(items.item())
    page = forms.schema_for(ducks, ELEMENTS, {"size": "many"}, "pond")
    assert page["required"] == ["pond_ducks"]
    assert forms.validate(page, {"pond_ducks": 5}) == {}
    with pytest.raises(NotFound):
        forms.schema_for(ducks, ELEMENTS, {}, "river")


def test_a_megabyte_is_refused_and_not_choked_on() -> None:
    errors = forms.validate(SCHEMA, GOOD | {"name": "鸭" * 350_000, "area": "1" * 1_000_000, "mail": "a" * 1_000_000})
    assert set(errors) == {"name", "area", "mail"}
    assert all(len(text.zh) < 100 for text in errors.values())
