"""Child processes of a city started by one command: they end with it, and are started again if they die."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

GRACE_SECONDS = 15
PR_SET_PDEATHSIG = 1
_PRCTL = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


@dataclass
class Child:
    """One program kept running."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0

    def start(self) -> None:
        self.started_at = time.monotonic()
        parent = os.getpid()
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            # Little is safe between fork and exec: two system calls, looked up before.
            preexec_fn=lambda: end_with_parent(parent),  # noqa: PLW1509
        )

    def died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait(self, until: float) -> None:
        if not self.process:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.1, until - time.monotonic()))
        self.end_group()

    def end_group(self) -> None:
        """End what it has left behind: a server's own processes outlive it if it was killed."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def end_with_parent(parent: int | None = None, sign: int = signal.SIGTERM) -> None:
    """Linux: the kernel ends this process when the one that started it ends, so no orphan keeps the port.

    `parent` is who it should be: it may have ended before the kernel was asked.
    """
    if _PRCTL is None:
        return
    _PRCTL(PR_SET_PDEATHSIG, sign)
    if parent is not None and os.getppid() != parent:
        os._exit(0)


class Household:
    """The children of one city."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children

    def start(self) -> None:
        for child in self.children:
            if child.process is None:
                child.start()

    def mend(self) -> list[str]:
        """Start again whoever died, at most once a second each; returns their names."""
        again = []
        for child in self.children:
            if child.died() and time.monotonic() - child.started_at > 1.0:
                child.end_group()
                child.start()
                again.append(child.name)
        return again

    def stop(self) -> None:
        until = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.wait(until)
