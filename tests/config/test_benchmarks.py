"""Each benchmark runs, at a small size, and prints its figures and their ratio as one object."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.config.started import ROOT


@pytest.mark.prove
@pytest.mark.parametrize(
    ("name", "size", "figures"),
    [
        ("submit", 300, {"ours_per_second", "limit_per_second", "ratio", "statements", "application_cpu_ms"}),
        ("search", 300, {"search_p95_ms", "ratio_to_round_trip"}),
        ("work", 300, {"queries_at_100", "queries_at_300", "plan_at_300"}),
        ("verify", 50, {"ours_per_second", "limit_per_second", "ratio"}),
    ],
)
def test_a_benchmark_prints_its_figures(name: str, size: int, figures: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yiwang.config.cli", "bench", name, "--size", str(size), "--json"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert figures <= set(json.loads(done.stdout.splitlines()[-1]))
