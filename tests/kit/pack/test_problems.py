"""An author of a pack learns every fault at once, with file, line and a sentence in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from yiwang.kit.pack import NotReadable, Pack, check_schema
from yiwang.kit.pack.files import parse

TEXT = {"type": "object", "required": ["zh", "en"], "properties": {"zh": {"type": "string", "minLength": 1}}}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["code", "name"],
    "additionalProperties": False,
    "properties": {
        "code": {"type": "string", "pattern": "^[0-9]{12}$"},
        "name": TEXT,
        "kind": {"enum": ["01", "07", "20"]},
        "on": {"type": "string", "format": "date"},
        "visits": {"type": "integer", "minimum": 0, "maximum": 9},
        "topics": {"type": "array", "items": {"type": "string"}, "uniqueItems": True, "minItems": 1},
        "flag": {"const": True},
        "valid": {"oneOf": [{"type": "string"}, {"type": "object", "required": ["years"]}]},
        "questions": {"type": "array", "items": {"type": "object", "required": ["key"], "properties": {"ask": TEXT}}},
    },
}

TWENTY = """code = "12"
name = { zh = "" }
kind = "99"
on = "1 September"
visits = 12
topics = ["a", "a", 3]
flag = false
valid = { years_ = 5 }
unknown = 1
other = 2

[[questions]]
key = "one"

[[questions]]
ask = { zh = "", en = "" }

[[questions]]
ask = { en = 3 }

[[questions]]
ask = "no table"

[[questions]]
key = "five"
ask = { zh = "", en = "" }

[[questions]]
key = "six"
ask = 6
"""


def told(text: str, schema: dict[str, Any] = SCHEMA) -> list[tuple[int, str, str]]:
    return [(p.line, p.path, p.text.en) for p in check_schema(parse(text, "x.toml"), schema)]


def test_a_file_with_twenty_faults_tells_all_of_them_with_their_lines() -> None:
    assert [(line, path) for line, path, _ in told(TWENTY)] == [
        (1, "code"),
        (2, "name"),
        (2, "name.zh"),
        (3, "kind"),
        (4, "on"),
        (5, "visits"),
        (6, "topics"),
        (6, "topics[2]"),
        (7, "flag"),
        (8, "valid"),
        (9, "unknown"),
        (10, "other"),
        (15, "questions[1]"),
        (16, "questions[1].ask.zh"),
        (18, "questions[2]"),
        (19, "questions[2].ask"),
        (21, "questions[3]"),
        (22, "questions[3].ask"),
        (26, "questions[4].ask.zh"),
        (30, "questions[5].ask"),
    ]


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [
        ("code", "写法不对，应符合 ^[0-9]{12}$。", "Not in the form ^[0-9]{12}$."),
        ("name", "缺少“en”。", "“en” is missing."),
        ("name.zh", "太短，至少 1 个字。", "Too short: the shortest is 1."),
        ("kind", '只能是 "01"、"07"、"20"。', 'Must be one of "01", "07", "20".'),
        ("on", "应是日期，如 2026-09-01。", "Must be a date such as 2026-09-01."),
        ("visits", "太大，最多 9。", "Too large: at most 9."),
        ("topics", "有重复的项。", "An entry is there twice."),
        ("valid", "缺少“years”。", "“years” is missing."),
        ("unknown", "没有这个字段名，请核对拼写。", "Unknown key; check its spelling."),
        ("questions[3].ask", "应是表。", "Must be a table."),
    ],
)
def test_each_fault_is_a_sentence_in_both_languages(path: str, zh: str, en: str) -> None:
    (text,) = [p.text for p in check_schema(parse(TWENTY), SCHEMA) if p.path == path]
    assert (text.zh, text.en) == (zh, en)


def test_a_good_file_has_no_fault() -> None:
    good = 'code = "310125001000"\nname = { zh = "食品", en = "Food" }\nvalid = { years = 5 }\n'
    assert told(good) == []


def test_a_date_may_be_written_as_a_date_or_as_text() -> None:
    name = 'code = "310125001000"\nname = { zh = "食品", en = "Food" }\n'
    assert told(name + "on = 2026-09-01") == []
    assert told(name + 'on = "2026-09-01"') == []
    assert [path for _, path, _ in told(name + 'on = "2026-02-30"')] == ["on"]


def test_a_syntax_error_is_a_fault_with_its_line() -> None:
    assert [(line, path) for line, path, _ in told('a = 1\nb = = 2\nc = "x"')] == [(2, "")]
    assert told('a = 1\nb = """never closed')[0][0] == 2


def test_a_broken_file_does_not_hide_the_faults_of_others(tmp_path: Path) -> None:
    (tmp_path / "items").mkdir()
    (tmp_path / "items/a.toml").write_text("= broken", "utf-8")
    (tmp_path / "items/b.toml").write_bytes(b"code = '\xff'")
    (tmp_path / "items/c.toml").write_text("unknown = 1", "utf-8")
    found = [p for file in Pack(tmp_path).files("items") for p in check_schema(file, SCHEMA)]
    assert [p.file for p in found] == ["items/a.toml", "items/b.toml"] + ["items/c.toml"] * 3


def test_a_missing_file_is_a_fault_and_a_missing_folder_is_refused(tmp_path: Path) -> None:
    (found,) = check_schema(Pack(tmp_path).file("city"), SCHEMA)
    assert (found.file, found.text.en) == ("city.toml", "This file is missing.")
    with pytest.raises(NotReadable):
        Pack(tmp_path / "nowhere")


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b", "a", "c/d"):
        (tmp_path / "licences" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / f"licences/{name}.toml").write_text("x = 1", "utf-8")
    pack = Pack(tmp_path)
    assert [file.name for file in pack.files("licences")] == ["licences/a.toml", "licences/b.toml", "licences/c/d.toml"]
    assert [file.data for file in pack.files("nothing")] == []
