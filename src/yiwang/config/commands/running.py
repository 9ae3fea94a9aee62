"""Starting processes: the whole city, the web alone, a worker alone."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Any

from yiwang.config.cli import add

if TYPE_CHECKING:
    from yiwang.config.environment import Environment


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
    from yiwang.config.run import web

    city, problems = _may_start()
    if problems:
        return 2, {"problems": problems}
    os.environ["YIWANG_WEB_WORKERS"] = str(arguments.workers)
    server = web(city)
    os.environ.update(server.environment)
    return os.execv(server.command[0], server.command)


def _work(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    _, problems = _may_start()
    if problems:
        return 2, {"problems": problems}
    import django

    django.setup()
    from yiwang.config import work

    work.run(arguments.concurrency)
    return 0, {}


def _may_start() -> tuple[Environment, list[str]]:
    """What keeps this process from starting, printed. In production the database is asked too."""
    from yiwang.config import environment, footing, production

    city = environment.read()
    problems = production.problems(city) or [text for text in [footing.folder_problem(city)] if text]
    if city.production and not problems:
        import django

        django.setup()
        problems = production.problems_in_database(city)
    if problems:
        print(production.refusal(problems), file=sys.stderr)
    return city, problems
