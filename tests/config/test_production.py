"""A real city does not start on what is only for trying, and says everything that is missing at once."""

from __future__ import annotations

import pytest

from yiwang.config import environment, production

WHOLE = {
    "YIWANG_ENV": "production",
    "DATABASE_URL": "postgresql://owner:secret@db/yiwang",
    "YIWANG_PUBLIC_URL": "https://city.example",
    "YIWANG_KEYS": "/etc/yiwang/keys",
    "YIWANG_SOFTWARE_KEYS": "acknowledged",
    "YIWANG_REGISTERS_URL": "https://registers.example",
}


@pytest.fixture(autouse=True)
def settings_of_production(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("YIWANG_DATA", str(tmp_path_factory.mktemp("data")))


def test_a_city_with_everything_set_may_start() -> None:
    assert production.problems(environment.read()) == []


@pytest.mark.parametrize("name", [name for name in WHOLE if name != "YIWANG_ENV"])
def test_each_missing_setting_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name)
    (problem,) = production.problems(environment.read())
    assert name in problem


def test_everything_missing_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in WHOLE:
        if name != "YIWANG_ENV":
            monkeypatch.delenv(name)
    assert len(production.problems(environment.read())) == len(WHOLE) - 1


def test_sandbox_keys_in_the_data_folder_are_refused() -> None:
    city = environment.read()
    (city.data / "keys" / "sandbox").mkdir(parents=True)
    assert any("sandbox keys" in problem for problem in production.problems(city))


def test_an_unknown_kind_of_city_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIWANG_ENV", "prod")
    assert "YIWANG_ENV=prod" in production.problems(environment.read())[0]
