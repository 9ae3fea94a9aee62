"""The base registers of an invented city, as a real HTTP server: population, enterprises, tax, vehicles…

    python -m sandbox.registers --port 8010 --data packs/shanghai/demo/registers --key var/keys/sandbox/registers.key

One file of rows for each register: `<register>.toml`, holding `[[rows]]` of plain fields. A row is found by its
`number` (else by the first field asked); every other field asked must equal the row's. `POST /v1/<register>/<resource>`
takes `{"asks": {…}, "returns": […], "purpose": "…", "reference": "…"}` signed as `adapters.registers_http` says, and
answers `{"state": "confirmed" | "different" | "unknown", "values": {…}}`. Values come only with `confirmed`.

`PUT /sandbox/fault` with `{"register": "*", "fault": "down" | "slow" | "drip" | "wrong" | "none"}`, from this machine
only, makes a register fail in that way. Every row is fiction.
"""

from __future__ import annotations

import argparse
import hmac
import ipaddress
import json
import os
import secrets
import signal
import socket
import sys
import threading
import time
import tomllib
import unicodedata
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

FRESH_SECONDS = 300
LARGEST_QUESTION = 64 * 1024
SLOW_SECONDS = 10.0
FAULTS = ("none", "down", "slow", "drip", "wrong")
Rows = dict[str, list[dict[str, Any]]]


def read_rows(folder: Path) -> Rows:
    """Every register's rows; every array of tables in a file counts, whatever it is called."""
    registers: Rows = {}
    for path in sorted(folder.glob("*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8")).values()
        registers[path.stem] = [row for rows in tables if isinstance(rows, list) for row in rows]
    return registers


def read_key(path: Path) -> bytes:
    """The shared key in hexadecimal; the first of city and sandbox to start makes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32) + "\n")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return bytes.fromhex(path.read_text().strip())


def same(one: object, other: object) -> bool:
    """Equal as a clerk would read them: width and case of letters do not matter, nor spaces around."""
    left, right = (unicodedata.normalize("NFKC", str(v)).strip().upper() for v in (one, other))
    return left == right


def look_up(rows: list[dict[str, Any]], asks: dict[str, str], returns: list[str]) -> dict[str, Any]:
    """What the register knows about what is asked."""
    if not asks:
        return {"state": "unknown", "values": {}}
    by = "number" if "number" in asks else next(iter(asks))
    found = next((row for row in rows if by in row and same(row[by], asks[by])), None)
    if found is None:
        return {"state": "unknown", "values": {}}
    if any(not same(found.get(name, ""), value) for name, value in asks.items()):
        return {"state": "different", "values": {}}
    return {"state": "confirmed", "values": {name: found[name] for name in returns if name in found}}


class Registers(ThreadingHTTPServer):
    """The server. `faults` maps a register (or `*`) to the way it fails now."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], rows: Rows, key: bytes) -> None:
        self.rows, self.key, self.faults, self.asked = rows, key, dict[str, str](), 0
        self.stopping = threading.Event()
        super().__init__(address, Answering)

    def fault(self, register: str) -> str:
        return self.faults.get(register) or self.faults.get("*", "none")

    def shutdown(self) -> None:
        self.stopping.set()
        super().shutdown()


class Answering(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = "registers"
    sys_version = ""
    timeout = 30
    disable_nagle_algorithm = True
    server: Registers

    def do_GET(self) -> None:
        self._say(200 if self.path == "/healthz" else 404, {"registers": sorted(self.server.rows)})

    def do_PUT(self) -> None:
        body = self._body()
        if self.path != "/sandbox/fault" or not ipaddress.ip_address(self.client_address[0]).is_loopback:
            return self._say(404, {})
        wanted = json.loads(body or b"{}")
        if wanted.get("fault") not in FAULTS:
            return self._say(422, {"faults": FAULTS})
        self.server.faults[wanted.get("register", "*")] = wanted["fault"]
        return self._say(200, self.server.faults)

    def do_POST(self) -> None:
        body = self._body()
        if body is None:
            return self._say(413, {})
        if not self._is_signed(body):
            return self._say(401, {"error": "signature"})
        _, version, register, resource = [*self.path.split("/"), "", "", ""][:4]
        if version != "v1" or register not in self.server.rows or not resource:
            return self._say(404, {"error": "register"})
        self.server.asked += 1
        return self._answer(register, body)

    def _answer(self, register: str, body: bytes) -> None:
        fault = self.server.fault(register)
        if fault == "down":
            return self._cut()
        if fault == "drip":
            return self._drip()
        if fault == "slow":
            self.server.stopping.wait(SLOW_SECONDS)
        if fault == "wrong":
            return self._say(200, {"state": "certainly", "values": ["?"]})
        try:
            question = json.loads(body)
            answer = look_up(self.server.rows[register], question["asks"], question["returns"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return self._say(422, {"error": "question"})
        return self._say(200, answer)

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > LARGEST_QUESTION:
            self.close_connection = True
            return None
        return self.rfile.read(int(length))

    def _is_signed(self, body: bytes) -> bool:
        timestamp = self.headers.get("X-Yiwang-Timestamp", "")
        if not (timestamp.isascii() and timestamp.isdigit()) or abs(time.time() - int(timestamp)) > FRESH_SECONDS:
            return False
        signed = f"{self.command}\n{self.path}\n{timestamp}\n".encode() + body
        given = self.headers.get("X-Yiwang-Signature", "").encode("latin-1", "replace")
        return hmac.compare_digest(hmac.digest(self.server.key, signed, "sm3").hex().encode(), given)

    def _say(self, status: int, answer: object) -> None:
        body = json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _cut(self) -> None:
        """Break the connection off as a machine does that has lost its power."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _drip(self) -> None:
        """A byte now and then, for ever: what defeats a limit on each read."""
        self.close_connection = True
        for letter in b"HTTP/1.1 200 OK\r\nX-Patience: " + b"." * 10_000:
            if self.server.stopping.wait(0.2):
                return
            self.wfile.write(bytes([letter]))
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Silent: a register's log would hold what was asked about whom."""

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True


def main() -> int:
    data = Path(os.environ.get("YIWANG_DATA", "var"))
    parser = argparse.ArgumentParser(description="Base registers of an invented city, for demonstrations and tests.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder with one <register>.toml for each register")
    parser.add_argument("--key", type=Path, default=data / "keys" / "sandbox" / "registers.key", help="file")
    chosen = parser.parse_args()
    server = Registers((chosen.host, chosen.port), read_rows(chosen.data), read_key(chosen.key))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    server.serve_forever(poll_interval=0.1)
    server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
