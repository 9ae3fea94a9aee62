"""A city started as its operator starts it: `yiwang run` in a folder of its own, with ports of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import psycopg

from tests.faults.trialcity import free_port
from yiwang.config.database.embedded import Cluster

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
# What a test's own environment says must not reach the city.
OURS = ("DATABASE_URL", "YIWANG_", "DJANGO_SETTINGS_MODULE", "DEBUG")


class City:
    """`folder` becomes YIWANG_DATA. Every process of it is known by that."""

    def __init__(self, folder: Path, pack: Path, **more: str) -> None:
        self.folder, self.port = folder, free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.cluster = Cluster(folder / "postgres")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.environment = {
            **inherited,
            "YIWANG_DATA": str(folder),
            "YIWANG_PACK": str(pack),
            "YIWANG_PORT": str(self.port),
            "YIWANG_SANDBOX_PORT": str(free_port()),
            **more,
        }
        self.process: subprocess.Popen[bytes] | None = None
        self.log_file = folder.with_name(f"{folder.name}.log")

    def command(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """One command of `yiwang`, waited for."""
        return subprocess.run(
            [sys.executable, "-m", "yiwang.config.cli", *arguments], cwd=ROOT, env={**self.environment, **more},
            capture_output=True, text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip

    def begin(self, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        """A command that goes on."""
        with open(self.log_file, "ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "yiwang.config.cli", *arguments], cwd=ROOT,
                env={**self.environment, **more}, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def start(self) -> float:
        """`yiwang run`; returns the seconds until /healthz answered."""
        started = time.monotonic()
        self.process = self.begin("run")
        self.until(lambda: self.status("/healthz") == 200, "/healthz answers")
        return time.monotonic() - started

    def until_ready(self) -> None:
        self.until(lambda: self.status("/readyz") == 200, "/readyz says yes")

    def until_working(self) -> None:
        """Ready, and the screen with the addresses is printed: the start is over."""
        screens = self.log().count("Ctrl-C")
        self.until_ready()
        self.until(lambda: self.log().count("Ctrl-C") > screens, "the screen is printed")

    def until(self, met: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
        last = time.monotonic() + seconds
        while not (answer := met()):
            assert time.monotonic() < last, f"not within {seconds:.0f} s: {what}\n{self.log()[-3000:]}"
            assert self.process is None or self.process.poll() is None, f"ended before {what}\n{self.log()[-3000:]}"
            time.sleep(0.1)
        return answer

    def status(self, path: str) -> int:
        try:
            return httpx.get(self.base + path, timeout=5).status_code
        except httpx.HTTPError:
            return 0

    def log(self) -> str:
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.cluster.owner_url, autocommit=True) as owner:
            return owner.execute(statement).fetchall()  # type: ignore[arg-type]

    def processes(self) -> dict[int, str]:
        """What runs of this city, by /proc: whoever was started with its folder, and its database."""
        found = {}
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
                said = (entry / "environ").read_bytes().split(b"\0")
                is_ours = f"YIWANG_DATA={self.folder}".encode() in said
                if command and entry.name.isdecimal() and (is_ours or f"{self.cluster.data}" in command):
                    found[int(entry.name)] = command
        return found

    def interrupt(self, times: int = 1) -> int:
        """Ctrl-C; returns the exit status."""
        assert self.process is not None
        for _ in range(times):
            self.process.send_signal(signal.SIGINT)
            time.sleep(0.2)
        status = self.process.wait(40)
        self.process = None
        return status

    def kill_everything(self) -> None:
        """A power cut for this city alone: kill -9 of every process of it, until none is left."""
        self.process = None if self.process is None else (self.process.kill() or self.process.wait() or None)  # type: ignore[func-returns-value]
        last = time.monotonic() + 20
        while mine := self.processes():
            assert time.monotonic() < last, mine
            for number in mine:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
            time.sleep(0.1)

    def close(self) -> None:
        if self.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.interrupt()
        self.kill_everything()
