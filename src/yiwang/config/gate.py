"""The door of the web process: it answers before the application is there.

`/healthz` at once; pages while a city is being built with a page that says so and opens by itself. Everything else
passes through. It knows nothing of Django, so that it stands while Django is still being read.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

log = logging.getLogger(__name__)
# A request that comes while the application is read waits for it this long: reading takes two or three seconds.
LOADING_SECONDS = 20.0
ASK_AGAIN_SECONDS = 0.5
# What a city being built answers for itself: its health, and the style sheet of the page that says so.
PASSES = ("/readyz", "/static/")
PAGE = Path(__file__).with_name("building.html")
HEADERS = [
    ("Retry-After", "2"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'"),
]


class Gate:
    """`load` reads the application; `stands` tells whether the city is built (asked until it says yes once)."""

    def __init__(self, load: Callable[[], Application], stands: Callable[[], bool]) -> None:
        self._load_application, self._ask = load, stands
        self._application: Application | None = None
        self._loaded = threading.Event()
        self._stands, self._asked_at = False, float("-inf")
        threading.Thread(target=self._load, name="loading", daemon=True).start()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "/")
        if path == "/healthz":
            return _json(start_response, "200 OK", {"alive": True})
        if path == "/readyz" and not self._loaded.is_set():
            return _json(start_response, "503 Service Unavailable", {"ready": False})
        self._loaded.wait(LOADING_SECONDS)
        if self._application is None or not (path.startswith(PASSES) or self._city_stands()):
            return _building(path, start_response)
        return self._application(environ, start_response)

    def _load(self) -> None:
        try:
            self._application = self._load_application()
        except BaseException:
            log.critical("the application could not be read", exc_info=True)
            # Without it this process is of no use; whoever watches it is to see that it ended.
            os._exit(70)
        self._loaded.set()

    def _city_stands(self) -> bool:
        if not self._stands and time.monotonic() - self._asked_at > ASK_AGAIN_SECONDS:
            self._stands = self._ask()
            self._asked_at = time.monotonic()
        return self._stands


def _building(path: str, start_response: StartResponse) -> Iterable[bytes]:
    if path.startswith("/api/"):
        said = {"title": "正在准备 / Getting ready", "status": 503}
        return _json(start_response, "503 Service Unavailable", said, "application/problem+json")
    start_response("503 Service Unavailable", [("Content-Type", "text/html; charset=utf-8"), *HEADERS])
    return [_page()]


@cache
def _page() -> bytes:
    return PAGE.read_bytes()


def _json(
    start_response: StartResponse, status: str, said: dict[str, Any], media_type: str = "application/json"
) -> Iterable[bytes]:
    again = [] if status.startswith("200") else [("Retry-After", "2")]
    start_response(status, [("Content-Type", media_type), ("Cache-Control", "no-store"), *again])
    return [json.dumps(said, ensure_ascii=False).encode()]
