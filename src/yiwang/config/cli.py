"""`yiwang`: the command line of a city. Each group of commands is a module of `commands`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from importlib import import_module
from typing import Any

from yiwang.kit import masking

GROUPS = (
    *("running", "database", "pack", "items", "powers", "verify", "ledger"),
    *("cases", "keeping", "keys", "peers", "staff", "bench"),
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status; what goes wrong is said in a sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["manage"]:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["yiwang manage", *given[1:]])
        return 0
    chosen = _parser().parse_args(given)
    try:
        status, result = chosen.run(chosen)
    except Exception as error:
        text = sentence(error)
        if text is None:
            raise
        print(text, file=sys.stderr)
        status, result = 1, {"error": text}
    if getattr(chosen, "json", False):
        print(json.dumps(result, ensure_ascii=False, default=str))
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="yiwang",
        description="一网：一座城市的政务服务平台。 The command line of a city.",
        epilog="数据在 YIWANG_DATA（默认 ./var）或 DATABASE_URL。 Data: YIWANG_DATA (default ./var) or DATABASE_URL.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for group in GROUPS:
        import_module(f"yiwang.config.commands.{group}").register(commands)
    return parser


def sentence(error: Exception) -> str | None:
    """What an operator reads instead of a traceback, for errors that have a sentence; None for defects."""
    # Nothing of the application is imported that the error's own path has not: a missing setting must not raise again.
    from yiwang.config.database.embedded import DatabaseUnavailable
    from yiwang.config.environment import Unusable
    from yiwang.kit.crypto.keyring import KeysMissing
    from yiwang.kit.errors import Refusal

    if isinstance(error, Refusal):
        fields = "".join(f"\n  {name}: {text.zh} / {text.en}" for name, text in error.fields.items())
        return f"{error.officer.zh} / {error.officer.en}{fields}" if error.officer else error.code
    if isinstance(error, DatabaseUnavailable):
        return f"数据库没有起来 / The database did not start: {error}"
    if isinstance(error, KeysMissing | Unusable):
        return str(error)
    return _of_database(error) or _of_files(error)


def _of_database(error: Exception) -> str | None:
    import psycopg
    from django.db import OperationalError, ProgrammingError

    if isinstance(error, OperationalError | psycopg.OperationalError) or _is_about_connecting(error):
        reason = masking.text(str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__)
        return (
            "数据库连不上，请先 make run，或检查 DATABASE_URL。"
            f" / The database does not answer: start the city or check DATABASE_URL. ({reason})"
        )
    if isinstance(error, ProgrammingError) and isinstance(error.__cause__, psycopg.errors.UndefinedTable):
        return "数据库里还没有表，请先 yiwang migrate / The database has no tables yet: yiwang migrate first"
    return None


def _is_about_connecting(error: Exception) -> bool:
    """Procrastinate wraps what its connector says."""
    from procrastinate.exceptions import ConnectorException

    return isinstance(error, ConnectorException)


def _of_files(error: Exception) -> str | None:
    if isinstance(error, FileNotFoundError):
        return f"没有这个文件 / No such file: {error.filename}"
    if isinstance(error, OSError) and error.filename:
        return f"文件用不了 / The file cannot be used: {error.filename} ({error.strerror})"
    return None


def add(commands: Any, name: str, run: Any, summary: str) -> argparse.ArgumentParser:
    """One command with `--json`; `run(arguments)` returns (exit status, one object for --json)."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=summary)
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    parser.set_defaults(run=run)
    return parser


def group(commands: Any, name: str, summary: str) -> Any:
    parser = commands.add_parser(name, help=summary, description=summary)
    return parser.add_subparsers(dest=f"{name}_command", required=True, metavar="ACTION")


if __name__ == "__main__":
    sys.exit(main())
