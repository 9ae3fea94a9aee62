"""`yiwang run`: a whole city on one machine: database, tables, pack, demo city, sandboxes, web, worker."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType

from yiwang.config import building, environment, footing, production, screen
from yiwang.config.database import addresses
from yiwang.config.database.embedded import Cluster
from yiwang.config.environment import Environment
from yiwang.config.processes import Child, Household

WEB_THREADS = 8
LOOK_SECONDS = 0.5


class Stopping:
    """Ctrl-C, SIGTERM or a closed terminal: the first one ends the work, further ones change nothing."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self._held = 0
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._hear)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """What is done inside is not cut in the middle: a database half started would be left behind."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
        if self.asked.is_set() and not self._held:
            raise KeyboardInterrupt

    def hold_for_good(self) -> None:
        """From here on nothing interrupts; a second Ctrl-C does not end Python on its way out either."""
        self._held += 1
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        is_first = not self.asked.is_set()
        self.asked.set()
        if is_first and not self._held:
            raise KeyboardInterrupt


def run() -> int:
    """Start everything, keep it running, and stop what was started on Ctrl-C. Returns the exit status."""
    city = environment.read()
    if problems := production.problems(city) or footing.problems(city):
        print(production.refusal(problems), file=sys.stderr)
        return 2
    with footing.one_at_a_time(city):
        _live(city)
    return 0


def _live(city: Environment) -> None:
    stopping = Stopping()
    household = Household([web(city, building=True)])
    cluster = addresses.cluster(city) if city.embedded else None
    try:
        _keep(city, household, cluster, stopping)
    except KeyboardInterrupt:
        _say("\n正在停下 / stopping")
    finally:
        stopping.hold_for_good()
        household.stop()
        if cluster:
            cluster.stop()


def _keep(city: Environment, household: Household, cluster: Cluster | None, stopping: Stopping) -> None:
    started = time.monotonic()
    # The web first: /healthz answers at once, and pages say that the city is being built.
    household.start()
    if cluster:
        with stopping.held():
            cluster.start()
    building.build(city, lambda: _have_outside(city, household))
    household.children.append(Child("worker", [sys.executable, "-m", "yiwang.config.cli", "work"]))
    household.start()
    _say(screen.welcome(city, time.monotonic() - started))
    while not stopping.asked.wait(LOOK_SECONDS):
        for name in household.mend():
            _say(f"{name} 意外停止，已重新启动 / ended by itself and was started again")
        if cluster and not cluster.alive():
            _say("数据库意外停止，正在恢复 / the database ended by itself and is being recovered")
            with stopping.held():
                cluster.start()


def _have_outside(city: Environment, household: Household) -> None:
    if city.sandboxed:
        household.children.append(sandbox(city))
        household.start()


def web(city: Environment, *, building: bool = False) -> Child:
    """The web command: stateless, any number of it. `building`: pages wait until the city stands."""
    workers = os.environ.get("YIWANG_WEB_WORKERS", "1")
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", city.host, "--port", str(city.port),
        "--workers", workers, "--blocking-threads", os.environ.get("YIWANG_WEB_THREADS", str(WEB_THREADS)),
        "--backpressure", "64", "--no-ws", "--log-level", "error", "--respawn-failed-workers",
        "yiwang.config.wsgi:application",
    ]  # fmt: skip
    return Child("web", command, {"YIWANG_ROLE": "web", "YIWANG_BUILDING": "1" if building else ""})


def sandbox(city: Environment) -> Child:
    """The outside world for trying: base registers on a port of their own."""
    data = city.pack / "demo" / "registers"
    command = [sys.executable, "-m", "sandbox.registers", "--port", str(city.sandbox_port), "--data", str(data),
               "--key", str(city.registers_key)]  # fmt: skip
    return Child("sandbox", command)


def _say(text: str) -> None:
    # Whoever closed the terminal must not keep the city from being stopped in order.
    with contextlib.suppress(OSError):
        print(text, flush=True)
