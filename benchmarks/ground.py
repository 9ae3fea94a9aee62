"""A city of its own for a benchmark: a PostgreSQL in a folder made for this run, the pack loaded, nothing shared.

fsync stays on. The benchmark process is started with the new city's settings, so it cannot write anywhere else; `own`
checks that all the same.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yiwang.config.environment as environment

WEB_PORT = "8790"


def in_a_city_of_its_own(name: str, size: int) -> dict[str, Any]:
    """Run `benchmarks.<name>` in a fresh process with a fresh city; returns its figures."""
    folder = Path(tempfile.mkdtemp(prefix="yiwang-bench-"))
    settings = {**os.environ, "YIWANG_ENV": "test", "YIWANG_DATA": str(folder), "YIWANG_PORT": WEB_PORT,
                "PYTHONPATH": f"{environment.ROOT}:{environment.ROOT}/src"}  # fmt: skip
    for inherited in ("DATABASE_URL", "YIWANG_APP_DATABASE_URL", "YIWANG_KEYS", "YIWANG_PUBLIC_URL"):
        settings.pop(inherited, None)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.ground", name, str(size)],
            env=settings,
            check=False,
            stdout=subprocess.PIPE,
        )
        if done.returncode:
            raise SystemExit(done.returncode)
        figures: dict[str, Any] = json.loads(done.stdout.decode().splitlines()[-1])
        return figures
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def own(folder: Path) -> None:
    """Refuse to go on unless the server's data lie in this run's own folder."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("SHOW data_directory")
        place = cursor.fetchone()[0]
    if not Path(place).is_relative_to(folder) or not folder.name.startswith("yiwang-bench-"):
        raise SystemExit(f"this is not the benchmark's own database: {place}")


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def per_second(act: Callable[[], object], seconds: float) -> float:
    """How often `act` can be done in a second, one after the other."""
    done, until = 0, time.perf_counter() + seconds
    started = time.perf_counter()
    while time.perf_counter() < until:
        act()
        done += 1
    return done / (time.perf_counter() - started)


def median(values: list[float]) -> float:
    return statistics.median(values)


def _main(name: str, size: int) -> None:
    from importlib import import_module

    from yiwang.config.database import addresses

    city = environment.read()
    cluster = addresses.cluster(city)
    cluster.start({"synchronous_commit": "on", "fsync": "on", "shared_buffers": "512MB", "max_wal_size": "2GB"})
    try:
        from yiwang.config import pack
        from yiwang.config.database import setup

        setup.migrate(verbosity=0)
        pack.load(city.pack)
        own(city.data)
        figures = import_module(f"benchmarks.{name}").measure(size)
    finally:
        cluster.stop("immediate")
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
