"""Starting processes: the whole city, the web alone, a worker alone."""

from __future__ import annotations

import argparse
import os
from typing import Any

from yiwang.config.cli import add


def register(commands: Any) -> None:
    add(commands, "run", _run, "start a whole city on this machine: database, web, worker, sandboxes (make run)")
    serve = add(commands, "serve", _serve, "start the web alone; any number of it behind a proxy")
    serve.add_argument("--workers", type=int, default=1, help="processes (default 1)")
    work = add(commands, "work", _work, "start a worker: facts, documents, warnings, ledger; any number of it")
    work.add_argument("--concurrency", type=int, default=2, help="jobs at once (default 2)")


def _run(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    from yiwang.config.run import run

    return run(), {}


def _serve(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    # Ends in exec: this process becomes the server, so a supervisor watches the real one.
    from yiwang.config import environment, production
    from yiwang.config.run import web

    city = environment.read()
    if problems := production.problems(city):
        print(production.refusal(problems))
        return 2, {"problems": problems}
    os.environ["YIWANG_WEB_WORKERS"] = str(arguments.workers)
    command = web(city).command
    return os.execv(command[0], command)


def _work(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from yiwang.config import work

    work.run(arguments.concurrency)
    return 0, {}
