"""Durable applications a second through HTTP, against PostgreSQL doing the same statements and nothing else.

Ours is the portal's own submit route: session, CSRF, validation, encryption, ledger, journal, outbox; each request
files a draft of its own. The limit is pgbench on the same server, replaying the statements that one such request
logged, with the values that must differ made different. Sixteen connections each, fsync on. CPU a request is read from
the kernel.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from benchmarks import replay
from benchmarks.ground import WEB_PORT
from yiwang.config.database.embedded import BINARIES

SECONDS = 8
CONNECTIONS = 16
ITEM = "310527001000"
ANSWERS = {"home": "market", "married": "no"}
VALUES = {"person_bank_account": "6217001210000000001"}
PEOPLE = 32


def measure(size: int) -> dict[str, Any]:
    """`size` is the number of drafts prepared (default 6,000); the run ends when time or drafts do."""
    from django.conf import settings

    drafts = replay.Pool(size or 6000)
    web = _start_web()
    try:
        _wait_for_web()
        _drive(drafts, 2.0)
        before = _cpu(web, settings.DATA)
        ours, done = _drive(drafts, SECONDS)
        after = _cpu(web, settings.DATA)
    finally:
        web.terminate()
        web.wait()
    _check_all_are_there(drafts)
    script = replay.script(drafts)
    limit = _pgbench(script, settings.DATA)
    return {
        "ours_per_second": round(ours, 1),
        "limit_per_second": round(limit, 1),
        "ratio": round(ours / limit, 3),
        "filed": done,
        "statements": script.count(";\n"),
        "application_cpu_ms": round((after[0] - before[0]) / done * 1000, 2),
        "database_cpu_ms": round((after[1] - before[1]) / done * 1000, 2),
        "connections": CONNECTIONS,
        "wanted": "ratio >= 0.2, aim 0.33",
    }


def _start_web() -> subprocess.Popen[bytes]:
    from yiwang.config import environment
    from yiwang.config.run import web

    os.environ["YIWANG_WEB_WORKERS"] = os.environ.get("YIWANG_WEB_WORKERS", "2")
    os.environ["YIWANG_WEB_THREADS"] = os.environ.get("YIWANG_WEB_THREADS", "4")
    return subprocess.Popen(web(environment.read()).command, stdout=sys.stderr, start_new_session=True)


def _wait_for_web() -> None:
    import http.client

    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", int(WEB_PORT), timeout=2)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the web did not start")


def _drive(drafts: replay.Pool, seconds: float) -> tuple[float, int]:
    """Sixteen connections, each sending the next request when its answer is there; only 302 to a receipt counts."""
    counts = [0] * CONNECTIONS
    wrong: list[str] = []
    started = time.perf_counter()
    until = started + seconds

    def work(number: int) -> None:
        with replay.Line(int(WEB_PORT)) as line:
            while time.perf_counter() < until and (request := drafts.next_request()):
                answer = line.send(request)
                if answer.startswith(b"HTTP/1.1 302") and b"/receipt/" in answer:
                    counts[number] += 1
                else:
                    wrong.append(answer[:300].decode(errors="replace"))
                    return

    threads = [threading.Thread(target=work, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(f"a submission failed: {wrong[0]}")
    return sum(counts) / (time.perf_counter() - started), sum(counts)


def _check_all_are_there(drafts: replay.Pool) -> None:
    """Every request that was answered is a case, and no draft made two."""
    from yiwang.casework.cases.models import Case

    filed = Case.objects.filter(item_code=ITEM).count()
    if filed != drafts.sent:
        raise SystemExit(f"{drafts.sent} were acknowledged, {filed} are there")


def _cpu(web: subprocess.Popen[bytes], data: Path) -> tuple[float, float]:
    """CPU seconds used so far by the web's processes and by the database's, dead backends included."""
    ticks = os.sysconf("SC_CLK_TCK")
    postmaster = int((data / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[0])
    return tuple(_family(pid) / ticks for pid in (web.pid, postmaster))  # type: ignore[return-value]


def _family(root: int) -> int:
    parents: dict[int, int] = {}
    used: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
            used[int(entry.name)] = int(fields[11]) + int(fields[12])
    own = {root}
    while more := {pid for pid, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(used.get(pid, 0) for pid in own)


def _pgbench(script: str, data: Path) -> float:
    from yiwang.config.database import addresses
    from yiwang.config.environment import read

    path = data / "submit.pgbench"
    path.write_text(script, encoding="utf-8")
    city = read()
    done = subprocess.run(
        [BINARIES / "pgbench", "-n", "-h", str(addresses.cluster(city).socket), "-U", addresses.APP, "-f", path,
         "-c", str(CONNECTIONS), "-j", "2", "-T", str(SECONDS), "yiwang"],
        env={**os.environ, "PGPASSWORD": addresses.role_password(addresses.APP)},
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode or "number of failed transactions: 0" not in done.stdout:
        raise SystemExit(done.stdout + done.stderr[-2000:])
    line = next(line for line in done.stdout.splitlines() if line.startswith("tps"))
    return float(line.split("=")[1].split()[0])


if __name__ == "__main__":
    print(json.dumps(measure(0)))
