"""The living demo city: invented people, and cases in every state, made through the same services as everybody's.

Built once; a start that was killed in the middle goes on where it stopped, because every scene has its own key.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from multiprocessing.process import BaseProcess

from django.db import connections

from yiwang.config import processes, wiring
from yiwang.config.database import setup
from yiwang.config.demo import people, scenes
from yiwang.kit.errors import Refusal, Text

BEGUN, DEMO = "demo begun", "demo"
MOST_SHARES = 4


class NotBuilt(Refusal):
    """A share of the demo city could not be played; its own process has said why."""

    code = "demo_not_built"
    citizen = Text(
        "演示城市没有建成，再次启动会接着建。", "The demo city is unfinished: the next start goes on with it."
    )


def build() -> None:
    """Build the demo city unless it stands. Scenes do not depend on each other: each core plays its share."""
    if setup.reached(DEMO):
        return
    setup.mark(BEGUN)
    cast = people.settle()
    shares = _shares()
    # A forked process must not speak over its parent's connections.
    connections.close_all()
    others = [_begin(share, shares, cast) for share in range(1, shares)]
    try:
        play(0, shares, cast)
        for other in others:
            other.join()
    finally:
        for other in others:
            other.kill()
    if any(other.exitcode for other in others):
        raise NotBuilt
    setup.mark(DEMO)


def play(share: int, shares: int, cast: people.Cast) -> None:
    for scene in scenes.read()[share::shares]:
        scenes.play(scene, cast)


def _shares() -> int:
    return min(MOST_SHARES, os.cpu_count() or 1) if sys.platform == "linux" else 1


def _begin(share: int, shares: int, cast: people.Cast) -> BaseProcess:
    process = multiprocessing.get_context("fork").Process(target=_apart, args=(os.getpid(), share, shares, cast))
    process.start()
    return process


def _apart(parent: int, share: int, shares: int, cast: people.Cast) -> None:
    """In a process of its own, which ends with the one that began it and leaves Ctrl-C to it."""
    processes.end_with_parent(parent, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    wiring.wire()
    play(share, shares, cast)
    connections.close_all()
