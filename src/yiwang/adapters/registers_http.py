"""Base registers over HTTP: signed questions, three seconds at most, a breaker so that a dead register costs nothing.

Each request carries `X-Yiwang-Timestamp` and `X-Yiwang-Signature`, the HMAC-SM3 (hexadecimal) over method, path,
timestamp and body, one to a line. A register answers `{"state": "confirmed|different|unknown", "values": {…}}`.
"""

from __future__ import annotations

import hmac
import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpcore
import httpx

from yiwang.instruments.exchange.ports import NotReachable, Question, Reply

TOTAL_SECONDS = 3.0
CONNECT_SECONDS = 1.0
LARGEST_ANSWER = 64 * 1024
# After three failures in a row nobody waits for this register; each quarter of a minute one question tries again.
FAILURES = 3
PAUSE_SECONDS = 15.0

_deadline: ContextVar[float] = ContextVar("register_deadline")


def signature(key: bytes, method: str, path: str, timestamp: str, body: bytes) -> str:
    """HMAC-SM3 over the four lines, in hexadecimal."""
    return hmac.digest(key, f"{method}\n{path}\n{timestamp}\n".encode() + body, "sm3").hex()


class Breaker:
    """Remembers, for one register, whether asking is worth the wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0

    def lets_through(self) -> bool:
        return time.monotonic() >= self._until

    def note(self, *, worked: bool) -> None:
        with self._lock:
            self._failures = 0 if worked else self._failures + 1
            self._until = time.monotonic() + PAUSE_SECONDS if self._failures >= FAILURES else 0.0


class Registers:
    """The adapter behind `exchange.ports.Register`. `key` is what the city shares with the keeper of the registers."""

    def __init__(self, url: str, key: bytes, *, verify: bool | str = True) -> None:
        if not url.startswith(("http://", "https://")) or not key:
            raise ValueError("YIWANG_REGISTERS_URL must be an http(s) address, and the shared key must not be empty")
        self._url, self._key = url.rstrip("/"), key
        self._client = httpx.Client(transport=_Punctual(verify), follow_redirects=False, trust_env=False)
        self._breakers: defaultdict[str, Breaker] = defaultdict(Breaker)

    def reachable(self, register: str) -> bool:
        return self._breakers[register].lets_through()

    def query(self, question: Question) -> Reply:
        """Ask once; no retry here, because a person is waiting."""
        breaker = self._breakers[question.register]
        if not breaker.lets_through():
            raise NotReachable("recent questions failed; not asked")
        try:
            reply = _understood(self._fetch(question))
        except NotReachable:
            breaker.note(worked=False)
            raise
        breaker.note(worked=True)
        return reply

    def _fetch(self, question: Question) -> bytes:
        path = f"/v1/{question.register}/{question.resource}"
        body = _written(question)
        # How fresh a message is concerns two machines, not the city's day: a demo city in its past still asks now.
        timestamp = str(int(time.clock_gettime(time.CLOCK_REALTIME)))
        headers = {
            "Content-Type": "application/json",
            "X-Yiwang-Timestamp": timestamp,
            "X-Yiwang-Signature": signature(self._key, "POST", path, timestamp, body),
        }
        try:
            with (
                _within(TOTAL_SECONDS),
                self._client.stream("POST", self._url + path, content=body, headers=headers) as response,
            ):
                return _received(response)
        except (httpx.HTTPError, httpcore.NetworkError, httpcore.TimeoutException, OSError) as error:
            raise NotReachable(type(error).__name__) from error


def _written(question: Question) -> bytes:
    fields = {
        "asks": question.asks,
        "returns": list(question.returns),
        "purpose": question.purpose,
        "reference": question.reference,
    }
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _received(response: httpx.Response) -> bytes:
    if response.status_code != 200:
        raise NotReachable(f"answered {response.status_code}")
    received = bytearray()
    for piece in response.iter_bytes():
        received += piece
        if len(received) > LARGEST_ANSWER:
            raise NotReachable("the answer is too long")
    return bytes(received)


def _understood(body: bytes) -> Reply:
    try:
        answer: Any = json.loads(body)
        state, values = answer["state"], answer.get("values", {})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotReachable("the answer cannot be read") from error
    if state not in ("confirmed", "different", "unknown") or not isinstance(values, dict):
        raise NotReachable("the answer is not one we know")
    return Reply(state, values)


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def _left(limit: float | None) -> float:
    """Seconds until the deadline of this question, or the operation's own limit if that is sooner."""
    left = _deadline.get() - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("out of time")
    return min(left, limit) if limit else left


class _Punctual(httpx.HTTPTransport):
    """A transport whose whole exchange ends by the deadline: a byte a second is late, not slow."""

    def __init__(self, verify: bool | str) -> None:
        super().__init__(verify=verify)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(verify=verify),
            max_connections=16,
            max_keepalive_connections=8,
            keepalive_expiry=30.0,
            network_backend=_Backend(),
        )


class _Backend(httpcore.NetworkBackend):
    def __init__(self) -> None:
        self._plain = httpcore.SyncBackend()

    def connect_tcp(  # type: ignore[override]
        self, host: str, port: int, timeout: float | None = None, **more: Any
    ) -> httpcore.NetworkStream:
        return _Stream(self._plain.connect_tcp(host, port, timeout=_left(CONNECT_SECONDS), **more))


class _Stream(httpcore.NetworkStream):
    def __init__(self, plain: httpcore.NetworkStream) -> None:
        self._plain = plain

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._plain.read(max_bytes, timeout=_left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._plain.write(buffer, timeout=_left(timeout))

    def close(self) -> None:
        self._plain.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:
        return _Stream(self._plain.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._plain.get_extra_info(info)
