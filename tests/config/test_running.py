"""`yiwang run`, tried as its user would: from nothing, again, interrupted, killed."""

from __future__ import annotations

import os
import signal
import stat
import time
from collections.abc import Callable

import httpx
import psycopg
import pytest

from tests.config.started import City

ALL_SCENES = (["granted", "received"], ["closed", "received"])
"""What the example's two scenes come to; the worker closes what was granted once its paper is made."""
AT_ONCE = 3.0
"""Seconds until /healthz answers, on a machine that does other things too; alone it takes half a second."""


def test_a_first_start_builds_a_city_and_says_so_meanwhile(make_city: Callable[..., City]) -> None:
    city = make_city()
    before = {path: path.stat().st_mode for path in city.folder.parents}
    assert city.start() < AT_ONCE
    assert city.status("/readyz") == 503
    page = httpx.get(city.base + "/items/", timeout=30)
    assert page.status_code == 503 and page.headers["Retry-After"] == "2"
    assert (
        "城市正在搭建" in page.text and "The city is being built" in page.text and 'http-equiv="refresh"' in page.text
    )
    city.until_working()
    assert "便民摊点备案" in httpx.get(city.base + "/items/511001001000/").text
    assert city.base + "/demo/portal/an/" in city.log() and city.base + "/desk/" in city.log()
    assert _states(city) in ALL_SCENES
    assert {path: path.stat().st_mode for path in city.folder.parents} == before
    assert stat.S_IMODE(city.folder.stat().st_mode) == 0o700


def test_ctrl_c_stops_everything_that_was_started(city: City) -> None:
    city.start()
    city.until_working()
    running = "\n".join(city.processes().values())
    assert all(word in running for word in ("granian", "sandbox.registers", "cli work", "postgres"))
    assert city.interrupt(times=2) == 0
    assert city.processes() == {}


def test_ctrl_c_while_it_is_being_built_leaves_nothing_and_the_next_start_goes_on(
    make_city: Callable[..., City],
) -> None:
    city = make_city()
    city.start()
    city.until(city.cluster.alive, "the database is being started")
    assert city.interrupt() == 0
    assert city.processes() == {}
    city.start()
    city.until_ready()


def test_a_second_start_takes_seconds_and_changes_nothing(city: City) -> None:
    started = time.monotonic()
    city.start()
    city.until_working()
    assert time.monotonic() - started < 15
    assert city.sql("SELECT count(*) FROM cases_case") == [(2,)]


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param("demo begun", marks=pytest.mark.prove),
        "demo-001/0",
        pytest.param("demo", marks=pytest.mark.prove),
    ],
)
def test_after_kill_9_of_everything_the_next_start_finishes_the_city(
    make_city: Callable[..., City], moment: str
) -> None:
    city = make_city()
    city.start()
    city.until(lambda: _has_come_to(city, moment), f"the milestone {moment}")
    city.kill_everything()
    city.start()
    city.until_working()
    assert _states(city) in ALL_SCENES
    assert city.command("cases", "replay", "--json").returncode == 0


def _states(city: City) -> list[str]:
    return sorted(state for (state,) in city.sql("SELECT state FROM cases_case"))


def _has_come_to(city: City, milestone: str) -> bool:
    try:
        found = city.sql("SELECT name FROM yiwang_config_milestone")
    except (psycopg.Error, OSError):
        return False
    return any(name == milestone for (name,) in found)


def test_when_the_supervisor_is_killed_its_children_end_and_the_database_is_found_again(city: City) -> None:
    city.start()
    city.until_working()
    server = city.cluster._pid()
    assert city.process is not None
    city.process.kill()
    city.process.wait()
    city.process = None
    city.until(lambda: all("postgres" in command for command in city.processes().values()), "the children end", 30)
    city.start()
    city.until_working()
    assert city.cluster._pid() == server


@pytest.mark.parametrize("name", ["granian", "sandbox.registers", "cli work", "/postgres -D"])
def test_whoever_is_killed_is_started_again(city: City, name: str) -> None:
    city.start()
    city.until_working()
    before = {number for number, command in city.processes().items() if name in command}
    for number in before:
        os.kill(number, signal.SIGKILL)
    city.until(lambda: any(name in c for n, c in city.processes().items() if n not in before), f"{name} is there again")
    city.until_ready()
    assert city.status("/items/") == 200


def test_a_second_start_on_the_same_folder_is_refused(city: City) -> None:
    city.start()
    city.until_working()
    other = city.command("run", YIWANG_PORT="0", YIWANG_SANDBOX_PORT="0")
    assert other.returncode == 1 and "YIWANG_PORT=0" in other.stderr
    other = city.command("run", YIWANG_PORT=str(city.port + 1), YIWANG_SANDBOX_PORT=str(city.port + 2))
    assert other.returncode == 1
    assert "已在运行" in other.stderr and "runs already" in other.stderr and "Traceback" not in other.stderr
    assert city.status("/readyz") == 200
