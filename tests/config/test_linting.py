"""`yiwang items lint` of a folder: file and line, what to do, and an exit status for the machine that builds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from yiwang.config import beginning, cli

ITEM = "items/stall-filing.toml"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    beginning.begin(tmp_path / "city", code="330100", name="示例市")
    return tmp_path / "city"


def _vaguely(pack: Path) -> None:
    place = pack / ITEM
    text = place.read_text(encoding="utf-8")
    row = '\n[[materials]]\nkey = "rest"\nname = { zh = "其他材料", en = "Other papers" }\nkind = "3"\nform = "3"\n'
    row += 'source = "10"\nnecessity = "1"\nbasis = [{ law = "样例法" }]\n'
    at = text.index("\n[[form]]")
    place.write_text(text[:at] + row + text[at:], encoding="utf-8")


def _lint(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, dict[str, Any]]:
    status = cli.main(["items", "lint", *arguments, "--json"])
    said = capsys.readouterr().out.splitlines()
    return status, "\n".join(said[:-1]), json.loads(said[-1])


def test_a_folder_is_linted_without_a_database(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _vaguely(pack)
    status, said, result = _lint(capsys, str(pack), "--rule", "material")
    line = 1 + (pack / ITEM).read_text(encoding="utf-8").splitlines().index(
        'name = { zh = "其他材料", en = "Other papers" }'
    )
    assert status == 1
    assert f"{ITEM}:{line}\terror\tmaterial.catch_all" in said
    listed = next(row for row in result["listed"] if row["rule"] == "material.catch_all")
    assert (listed["file"], listed["line"], listed["severity"]) == (ITEM, line, "error")
    assert listed["fix"][-1]["taken_away"] and listed["reason_zh"]


@pytest.mark.parametrize(("fail_on", "status"), [("error", 0), ("warning", 0), ("note", 1), ("never", 0)])
def test_the_status_says_whether_anything_so_grave_was_found(
    pack: Path, capsys: pytest.CaptureFixture[str], fail_on: str, status: int
) -> None:
    assert _lint(capsys, str(pack), "--fail-on", fail_on)[0] == status


def test_severities_are_left_out_on_request(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _lint(capsys, str(pack), "--severity", "warning")[2]["findings"] == 0


def test_what_cannot_be_read_is_named_and_is_not_called_clean(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack / "items" / "broken.toml").write_text('code = "330000000000"\nnmae = 1\n', encoding="utf-8")
    (pack / "items" / "torn.toml").write_text('code = "33\n', encoding="utf-8")
    status, _, result = _lint(capsys, str(pack), "--fail-on", "never")
    assert status == 2
    assert [line.split(": ")[0] for line in result["unread"]] == ["items/broken.toml:2", "items/torn.toml:1"]


def test_the_rules_are_listed_with_their_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["items", "rules", "--json"]) == 0
    rules = json.loads(capsys.readouterr().out.splitlines()[-1])["rules"]
    assert {rule["severity"] for rule in rules} == {"error", "warning", "note"}
    assert all(rule["reason_zh"] and rule["reason_en"] for rule in rules)
