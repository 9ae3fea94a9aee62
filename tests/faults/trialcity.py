"""A city of its own for one fault: database, web, worker and registers as real processes that may be killed.

Everything lives in one temporary folder. Before anything is written, the database is asked where its data lie.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import psycopg

from yiwang.config import environment
from yiwang.config.database import embedded
from yiwang.config.database.embedded import Cluster
from yiwang.config.processes import Child

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0


class TrialCity:
    """`folder` holds everything; `parent` must be the tests' own folder."""

    def __init__(self, parent: Path) -> None:
        # A socket's path may not be long, so the name is short.
        self.folder = Path(tempfile.mkdtemp(prefix="c", dir=parent))
        self.cluster = Cluster(self.folder / "postgres")
        self.port, self.registers_port = free_port(), free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.armed = self.folder / "armed"
        self.armed.mkdir()
        self.children: dict[str, Child] = {}
        self.known: set[str] = set()
        self.people = 0
        self.mutant = ""

    # -- what it is made of ------------------------------------------------------------------------------------------

    def environment(self, **more: str) -> dict[str, str]:
        return {
            "DJANGO_SETTINGS_MODULE": "yiwang.config.settings",
            "YIWANG_ENV": "demo",
            "YIWANG_DATA": str(self.folder),
            "YIWANG_PORT": str(self.port),
            "YIWANG_PUBLIC_URL": self.base,
            "YIWANG_REGISTERS_URL": f"http://127.0.0.1:{self.registers_port}",
            "YIWANG_FAIL_ARMED": str(self.armed),
            "YIWANG_MUTANT": self.mutant,
            "PYTHONPATH": os.pathsep.join((str(ROOT / "tests" / "faults" / "plugin"), str(ROOT))),
            **more,
        }

    def build(self, people: int = 40) -> None:
        self.start_database()
        self.run("tests.faults.settling", str(people))
        self.last = people - 1

    def somebody(self) -> int:
        """Another person of this city, for each test a new one."""
        assert self.people <= self.last, "everybody has had a turn"
        self.people += 1
        return self.people - 1

    def start_database(self, **settings: str) -> None:
        self.cluster.start({"max_connections": "60", **settings})
        with psycopg.connect(self.cluster.owner_url, autocommit=True) as owner:
            (where,) = owner.execute("SHOW data_directory").fetchone()  # type: ignore[misc]
        assert Path(where) == self.cluster.data and self.folder in Path(where).parents, "not our own database"

    def owner(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.cluster.owner_url, autocommit=True)

    def run(self, module: str, *arguments: str, **env: str) -> dict[str, Any]:
        """Run a program of the tests inside this city; its last line is one JSON object."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments], cwd=ROOT, env={**os.environ, **self.environment(**env)},
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
        found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return found

    # -- processes ---------------------------------------------------------------------------------------------------

    def start(self, name: str, command: list[str], **env: str) -> Child:
        log = open(self.folder / f"{name}.log", "ab")  # noqa: SIM115 - the child keeps it
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **self.environment(**env)}, stdin=subprocess.DEVNULL,
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        child = Child(name, command, process=process, started_at=time.monotonic())
        self.children[name] = child
        return child

    def start_web(self, *fail_at: str, mutant: str = "", workers: int = 1) -> None:
        from yiwang.config import run

        city = environment.read()
        command = run.web(city).command
        command[command.index("--port") + 1] = str(self.port)
        command[command.index("--workers") + 1] = str(workers)
        self.start(
            "web", command, YIWANG_FAIL_AT=" ".join(fail_at), YIWANG_MUTANT=mutant or self.mutant, YIWANG_ROLE="web"
        )
        self.until(self.web_answers, "the web answers")

    def start_worker(self, *fail_at: str, mutant: str = "") -> None:
        command = [sys.executable, "-m", "yiwang.config.cli", "work"]
        self.start("worker", command, YIWANG_FAIL_AT=" ".join(fail_at), YIWANG_MUTANT=mutant or self.mutant)

    def start_registers(self) -> None:
        command = [sys.executable, "-m", "sandbox.registers", "--port", str(self.registers_port),
                   "--data", str(self.folder / "registers"),
                   "--key", str(self.folder / "keys/sandbox/registers.key")]  # fmt: skip
        self.start("registers", command)
        self.until(lambda: _answers(f"http://127.0.0.1:{self.registers_port}/healthz"), "the registers answer")

    def kill(self, name: str) -> None:
        """kill -9 of the whole process group that we started."""
        child = self.children.pop(name)
        assert child.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()

    def kill_database(self) -> None:
        embedded.kill(self.cluster)

    def restart_database(self) -> None:
        """As a supervisor would: start again, after the orphans of the killed server have noticed."""
        self.start_database()

    def arm(self, point: str) -> None:
        module, function, _ = point.split(":")
        (self.armed / f"{module}.{function}").touch()

    def disarmed(self, point: str) -> bool:
        """Whether the fail-point has killed its process."""
        module, function, _ = point.split(":")
        return not (self.armed / f"{module}.{function}").exists()

    def web_answers(self) -> bool:
        return _answers(f"{self.base}/readyz")

    def log(self, name: str) -> str:
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def until(self, met: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
        last = time.monotonic() + seconds
        while not (answer := met()):
            assert time.monotonic() < last, f"not within {seconds:.0f} s: {what}\n" + "".join(
                f"--- {name}\n{self.log(name)[-1500:]}" for name in ("web", "worker")
            )
            time.sleep(0.1)
        return answer

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.owner() as owner:
            return owner.execute(statement, values).fetchall()  # type: ignore[arg-type]

    def settled(self, seconds: float = PATIENCE) -> None:
        """Wait until nothing is waiting: no fact, no job, no leaf without a number and a signed checkpoint over it."""
        self.until(lambda: self.mended() and self.waiting() == 0, "the outbox drains to zero", seconds)

    def mended(self) -> bool:
        """What a supervisor does (`yiwang run` is one): a worker that ended by itself is started again."""
        worker = self.children.get("worker")
        if worker is not None and worker.died():
            self.start_worker()
        return True

    def waiting(self) -> int:
        ((number,),) = self.sql(
            """SELECT (SELECT count(*) FROM outbox_fact WHERE handed_on_at IS NULL)
                + (SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'facts' AND status IN ('todo', 'doing'))
                + (SELECT count(*) FROM ledger_leaf l WHERE NOT EXISTS
                    (SELECT 1 FROM ledger_position p WHERE p.leaf_id = l.id))
                + (SELECT count(*) FROM ledger_position) - (SELECT coalesce(max(size), 0) FROM ledger_checkpoint)"""
        )
        return int(number)

    def reconcile(self, acknowledged: list[str]) -> list[str]:
        """Faults of the promises I1 and I3 to I6 that were not there at the last reconciliation."""
        told = self.folder / "acknowledged.json"
        told.write_text(json.dumps(acknowledged))
        found = self.run("tests.faults.reconciling", str(told))["faults"]
        fresh = [fault for fault in found if fault not in self.known]
        self.known.update(fresh)
        return fresh

    def keeps_its_promises(self, acknowledged: list[str]) -> None:
        """The check that a control must see fail."""
        broken = self.reconcile(acknowledged)
        assert not broken, "\n".join(sorted(broken))

    def close(self) -> None:
        for name in list(self.children):
            self.kill(name)
        self.cluster.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=3).status_code == 200
    except httpx.HTTPError:
        return False
