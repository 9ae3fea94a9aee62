"""The command line explains itself, and says what is wrong in a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = [
    "run", "serve", "work", "migrate", "pack", "items", "verify", "ledger", "cases", "backup", "restore",
    "keys", "peers", "staff", "bench",
]  # fmt: skip


def _yiwang(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yiwang.config.cli", *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    done = _yiwang(command, "--help")
    assert done.returncode == 0
    assert "usage: yiwang " + command in done.stdout


def test_a_database_that_is_down_is_a_message_and_not_a_traceback(tmp_path: Path) -> None:
    done = _yiwang("cases", "replay", "--json", YIWANG_DATA=str(tmp_path))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout
    assert "数据库连不上" in done.stderr
    assert "error" in json.loads(done.stdout.splitlines()[-1])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    done = _yiwang("verify", "no-such.pdf", YIWANG_DATA=str(tmp_path))
    assert done.returncode == 1
    assert "no-such.pdf" in done.stderr and "Traceback" not in done.stderr


def test_a_licence_is_not_called_unknown_where_no_root_certificate_is_at_hand(tmp_path: Path) -> None:
    (tmp_path / "licence.pdf").write_bytes(b"%PDF-1.7\n")
    done = _yiwang("verify", str(tmp_path / "licence.pdf"), "--json", YIWANG_DATA=str(tmp_path / "data"))
    assert done.returncode == 1
    assert "root-sm2.pem" in json.loads(done.stdout.splitlines()[-1])["error"]


@pytest.mark.parametrize("command", ["run", "serve", "work"])
def test_a_folder_that_cannot_be_written_is_a_sentence(command: str) -> None:
    done = _yiwang(command, YIWANG_DATA="/proc/yiwang", YIWANG_ENV="demo")
    assert done.returncode == 2
    assert "YIWANG_DATA=/proc/yiwang" in done.stderr and "Traceback" not in done.stderr


def test_a_pack_is_written_as_exchange_tables_without_a_database(tmp_path: Path) -> None:
    pack = Path(__file__).parents[2] / "packs" / "shanghai"
    done = _yiwang(
        *("items", "export", "--format", "exchange", str(tmp_path / "out"), "--pack", str(pack), "--json"),
        YIWANG_DATA=str(tmp_path),
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["items"] == said["rows"]["task_directory"] >= 1
    assert (tmp_path / "out" / "material.csv").read_text(encoding="utf-8").startswith("row_guid,")


@pytest.mark.parametrize(("name", "status"), [("all.ttl", 0), ("all.jsonld", 0), ("all.xml", 2)])
def test_a_pack_is_written_as_linked_data_without_a_database(tmp_path: Path, name: str, status: int) -> None:
    pack, file = Path(__file__).parents[2] / "packs" / "shanghai", tmp_path / name
    done = _yiwang("items", "export", "--format", "cpsv-ap", str(file), "--pack", str(pack), YIWANG_DATA=str(tmp_path))
    assert done.returncode == status and "Traceback" not in done.stderr
    assert file.exists() == (status == 0) and (status == 0 or ".jsonld" in done.stdout)


def test_how_records_are_to_be_read_is_asked_for(tmp_path: Path) -> None:
    done = _yiwang("items", "import", str(tmp_path / "records.csv"), YIWANG_DATA=str(tmp_path))
    assert done.returncode == 2
    assert "--source" in done.stdout and "Traceback" not in done.stderr
