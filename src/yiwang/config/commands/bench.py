"""Benchmarks: ours, the limit measured in the same run, and the ratio."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any

from yiwang.config.cli import add

NAMES = ("submit", "search", "work", "verify")


def register(commands: Any) -> None:
    bench = add(commands, "bench", _bench, f"measure against a limit found in the same run: {', '.join(NAMES)}")
    bench.add_argument("name", choices=NAMES)
    bench.add_argument("--size", type=int, default=0, help="how much data to build; 0 is the benchmark's own")


def _bench(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    # Benchmarks stand beside the product, not in it: found only in a source tree.
    ground = import_module("benchmarks.ground")
    figures = ground.in_a_city_of_its_own(arguments.name, arguments.size)
    for name, value in figures.items():
        print(f"{name:32} {value}")
    return 0, figures
