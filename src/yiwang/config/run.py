"""`yiwang run`: a whole city on one machine: database, tables, pack, demo city, sandboxes, web, worker."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from types import FrameType

from yiwang.config import environment, production, screen
from yiwang.config.database import addresses
from yiwang.config.database.embedded import Cluster, DatabaseUnavailable
from yiwang.config.environment import Environment
from yiwang.config.processes import Child, Household

WEB_THREADS = 8


def run() -> int:
    """Start everything, keep it running, and stop what was started on Ctrl-C. Returns the exit status."""
    city = environment.read()
    if problems := production.problems(city):
        print(production.refusal(problems), file=sys.stderr)
        return 2
    if taken := _port_taken(city):
        print(taken, file=sys.stderr)
        return 2
    stopping = threading.Event()
    _stop_on_signals(stopping)
    household = Household([web(city)])
    cluster = None if city.database_url else addresses.cluster(city)
    try:
        _keep(city, household, cluster, stopping)
    except DatabaseUnavailable as error:
        print(f"数据库没有起来 / The database did not start:\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n正在停下 / stopping", flush=True)
    finally:
        household.stop()
        if cluster:
            cluster.stop()
    return 0


def _keep(city: Environment, household: Household, cluster: Cluster | None, stopping: threading.Event) -> None:
    # The web first: /healthz answers at once, and pages say that the city is being built.
    household.start()
    if cluster:
        cluster.start()
    _build(city, household)
    while not stopping.wait(0.5):
        for name in household.mend():
            print(f"{name} ended by itself and was started again", flush=True)


def _build(city: Environment, household: Household) -> None:
    """From an empty database to a city that stands; each step is idempotent, so a killed start goes on."""
    started = time.monotonic()
    from yiwang.config import pack
    from yiwang.config.database import setup

    setup.migrate(verbosity=0)
    household.children.append(sandbox(city))
    household.start()
    pack.load(city.pack)
    if city.demo:
        from yiwang.config import demo

        demo.build()
    setup.mark_standing()
    household.children.append(Child("worker", [sys.executable, "-m", "yiwang.config.cli", "work"]))
    household.start()
    print(screen.welcome(city, time.monotonic() - started), flush=True)


def web(city: Environment) -> Child:
    """The web command: stateless, any number of it."""
    workers = os.environ.get("YIWANG_WEB_WORKERS", "1")
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", city.host, "--port", str(city.port),
        "--workers", workers, "--blocking-threads", os.environ.get("YIWANG_WEB_THREADS", str(WEB_THREADS)),
        "--backpressure", "64", "--no-ws", "--log-level", "error", "--respawn-failed-workers",
        "yiwang.config.wsgi:application",
    ]  # fmt: skip
    return Child("web", command, {"YIWANG_ROLE": "web"})


def sandbox(city: Environment) -> Child:
    """The outside world for trying: base registers on a port of their own."""
    data = city.pack / "demo" / "registers"
    command = [sys.executable, "-m", "sandbox.registers", "--port", str(city.sandbox_port), "--data", str(data),
               "--key", str(city.registers_key)]  # fmt: skip
    return Child("sandbox", command)


def _port_taken(city: Environment) -> str:
    with socket.socket(socket.AF_INET6 if ":" in city.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((city.host, city.port))
        except OSError:
            return (
                f"端口 {city.port} 已被占用；可以换一个：YIWANG_PORT=8100 make run\n"
                f"Port {city.port} on {city.host} is taken; choose another: YIWANG_PORT=8100 make run"
            )
    return ""


def _stop_on_signals(stopping: threading.Event) -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        if stopping.is_set():
            return
        stopping.set()
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
