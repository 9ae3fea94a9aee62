"""A real city does not start on what is only for trying, and says everything that is missing at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from yiwang.config import environment, production

WHOLE = {
    "YIWANG_ENV": "production",
    "DATABASE_URL": "postgresql://owner:secret@db/yiwang",
    "YIWANG_PUBLIC_URL": "https://city.example",
    "YIWANG_SOFTWARE_KEYS": "acknowledged",
    "YIWANG_REGISTERS_URL": "https://registers.example",
}
FOLDERS = {"YIWANG_DATA": "data", "YIWANG_KEYS": "keys", "YIWANG_REGISTERS_KEY": "registers.key"}


@pytest.fixture(autouse=True)
def settings_of_production(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)
    for name, place in FOLDERS.items():
        monkeypatch.setenv(name, str(tmp_path / place))
    for folder in ("data", "keys"):
        (tmp_path / folder).mkdir()
    for file in ("keys/master-1.key", "registers.key"):
        (tmp_path / file).write_bytes(b"x")
        (tmp_path / file).chmod(0o600)


def test_a_city_with_everything_set_may_start() -> None:
    assert production.problems(environment.read()) == []


def settings_found() -> list[str]:
    """Without YIWANG_DATA the city is the one of this working copy, whose own trial may lie there."""
    return [problem for problem in production.problems(environment.read()) if not problem.startswith("数据文件夹里有")]


ASKED = [name for name in (*WHOLE, *FOLDERS) if name != "YIWANG_ENV"]


@pytest.mark.parametrize("name", ASKED)
def test_each_missing_setting_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name)
    (problem,) = settings_found()
    assert name in problem


def test_everything_missing_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ASKED:
        monkeypatch.delenv(name)
    assert len(settings_found()) == len(ASKED)


def test_sandbox_keys_in_the_data_folder_are_refused() -> None:
    city = environment.read()
    (city.data / "keys" / "sandbox").mkdir(parents=True)
    assert any("sandbox keys" in problem for problem in production.problems(city))


def test_an_unknown_kind_of_city_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIWANG_ENV", "prod")
    assert "YIWANG_ENV=prod" in production.problems(environment.read())[0]
