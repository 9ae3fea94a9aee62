"""Cases: replay the journal against the state."""

from __future__ import annotations

import argparse
from typing import Any

from yiwang.config.cli import add, group


def register(commands: Any) -> None:
    actions = group(commands, "cases", "cases: replay")
    add(actions, "replay", _replay, "recompute every case's state from its journal and name those that differ")


def _replay(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from yiwang.casework.cases import replaying

    report = replaying.replay()
    for number in report.differing:
        print(f"✗ {number}")
    print(f"{report.cases} 件 / cases, {len(report.differing)} 件不一致 / differ")
    return (1 if report.differing else 0), {"cases": report.cases, "differing": report.differing}
