"""Asking real registers over HTTP: what they answer, and what is done when they do not."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sandbox.registers import Registers as Server
from sandbox.registers import look_up, read_key
from tests.sandbox.registers import ROWS, adapter, running
from yiwang.adapters import registers_http
from yiwang.adapters.registers_http import Registers
from yiwang.instruments.exchange.ports import NotReachable, Question


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def question(**changes: object) -> Question:
    fields = {
        "register": "population",
        "resource": "population.identity",
        "asks": {"number": "310101199003070035", "name": "林小满"},
        "returns": ("address",),
        "purpose": "test",
        "reference": "",
    }
    return Question(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asks", "state", "values"),
    [
        ({"number": "310101199003070035", "name": "林小满"}, "confirmed", {"address": "和平路 8 号"}),
        ({"number": " ３１０101198504120024 ", "name": "顾念"}, "confirmed", {"address": "安康里 3 号"}),
        ({"number": "310101199003070035"}, "confirmed", {"address": "和平路 8 号"}),
        ({"number": "310101199003070035", "name": "林大满"}, "different", {}),
        ({"number": "310101199003070035", "shoe": "42"}, "different", {}),
        ({"number": "310101200001010018", "name": "林小满"}, "unknown", {}),
        ({"name": "顾念"}, "confirmed", {"address": "安康里 3 号"}),
        ({}, "unknown", {}),
    ],
)
def test_a_row_is_confirmed_only_when_everything_asked_is_the_same(asks: dict, state: str, values: dict) -> None:
    assert look_up(ROWS["population"], asks, ["address"]) == {"state": state, "values": values}


def test_a_signed_question_is_answered(server: Server) -> None:
    reply = adapter(server).query(question())
    assert (reply.state, reply.values) == ("confirmed", {"address": "和平路 8 号"})


def test_connections_are_kept_for_the_next_question(server: Server) -> None:
    asking = adapter(server)
    for _ in range(3):
        assert asking.query(question()).state == "confirmed"
    assert len(asking._client._transport._pool.connections) == 1  # type: ignore[attr-defined]


def test_a_question_signed_with_another_key_is_not_answered(server: Server) -> None:
    with pytest.raises(NotReachable, match="401"):
        adapter(server, key=bytes(32)).query(question())
    assert server.asked == 0


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("body", {"content": b'{"asks":{"number":"310101198504120024"},"returns":["address"]}'}),
        ("path", {"path": "/v1/enterprise/population.identity"}),
        ("timestamp", {"timestamp": "1"}),
        ("no signature", {"signature": ""}),
        ("timestamp in other digits", {"timestamp": "٣"}),
    ],
)
def test_a_question_changed_on_its_way_is_not_answered(server: Server, what: str, change: dict) -> None:
    path, body, timestamp = "/v1/population/population.identity", b'{"asks":{},"returns":[]}', str(int(time.time()))
    signed = registers_http.signature(server.key, "POST", path, timestamp, body)
    answer = httpx.post(
        f"http://127.0.0.1:{server.server_address[1]}{change.get('path', path)}",
        content=change.get("content", body),
        headers={
            "X-Yiwang-Timestamp": change.get("timestamp", timestamp).encode(),  # type: ignore[dict-item]
            "X-Yiwang-Signature": change.get("signature", signed),
        },
    )
    assert (what, answer.status_code) == (what, 401)


@pytest.mark.parametrize("fault", ["down", "slow", "drip", "wrong"])
def test_a_register_that_fails_costs_three_seconds_at_most(server: Server, fault: str) -> None:
    server.faults["population"] = fault
    began = time.monotonic()
    with pytest.raises(NotReachable):
        adapter(server).query(question())
    assert time.monotonic() - began < 3.5


def test_after_three_failures_a_dead_register_costs_nothing_and_is_tried_again_later(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers_http, "PAUSE_SECONDS", 0.3)
    asking = adapter(server)
    server.faults["population"] = "down"
    for _ in range(3):
        with pytest.raises(NotReachable):
            asking.query(question())
    assert not asking.reachable("population")
    assert asking.reachable("enterprise"), "one dead register says nothing about another"
    before = server.asked
    with pytest.raises(NotReachable):
        asking.query(question())
    assert server.asked == before
    server.faults.clear()
    time.sleep(0.35)
    assert asking.query(question()).state == "confirmed"
    assert asking.reachable("population")


def test_nobody_there_is_the_same_as_down() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NotReachable):
        Registers(f"http://127.0.0.1:{port}", bytes(32)).query(question())


def test_a_register_that_points_elsewhere_is_not_followed(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    from sandbox.registers import Answering

    def elsewhere(self: Answering, register: str, body: bytes) -> None:
        self.send_response(307)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    monkeypatch.setattr(Answering, "_answer", elsewhere)
    with pytest.raises(NotReachable, match="307"):
        adapter(server).query(question())


def test_an_endless_answer_is_cut_off(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    from sandbox.registers import Answering

    monkeypatch.setattr(Answering, "_answer", lambda self, *_: self._say(200, {"state": "unknown", "x": "y" * 200_000}))
    with pytest.raises(NotReachable, match="too long"):
        adapter(server).query(question())


@pytest.mark.parametrize(("url", "key"), [("", b"k"), ("registers", b"k"), ("http://registers", b"")])
def test_a_city_without_its_registers_says_so_at_start(url: str, key: bytes) -> None:
    with pytest.raises(ValueError, match="YIWANG_REGISTERS_URL"):
        Registers(url, key)


def test_two_that_start_at_once_share_one_key(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "registers.key"
    assert read_key(path) == read_key(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_server_runs_by_itself_fails_on_demand_and_ends_when_told(tmp_path: Path) -> None:
    (tmp_path / "population.toml").write_text('[[rows]]\nnumber = "310101198504120024"\nname = "顾念"\n')
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "sandbox.registers", "--port", str(port), "--data", str(tmp_path)]
    process = subprocess.Popen([*command, "--key", str(tmp_path / "key")], env=dict(os.environ))
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_it_answers(url)
        asking = Registers(url, read_key(tmp_path / "key"))
        asked = question(asks={"number": "310101198504120024", "name": "顾念"}, returns=())
        assert asking.query(asked).state == "confirmed"
        assert httpx.put(f"{url}/sandbox/fault", json={"register": "*", "fault": "down"}).status_code == 200
        with pytest.raises(NotReachable):
            asking.query(asked)
        assert httpx.put(f"{url}/sandbox/fault", json={"register": "*", "fault": "flood"}).status_code == 422
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0
    finally:
        process.kill()
        process.wait()


def _wait_until_it_answers(url: str) -> None:
    for _ in range(100):
        try:
            httpx.get(f"{url}/healthz")
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the sandbox did not start")
