"""`yiwang`: the command line of a city."""

from __future__ import annotations

import argparse
import os
import sys


def main(arguments: list[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    parser = argparse.ArgumentParser(
        prog="yiwang", description="一网：一座城市的政务服务平台 / a city's service platform"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("migrate", help="create or upgrade the tables, roles and rights (needs the owner)")
    commands.add_parser("manage", help="Django's own commands", add_help=False)
    chosen, rest = parser.parse_known_args(arguments)
    if chosen.command == "manage":
        from django.core.management import execute_from_command_line

        execute_from_command_line(["yiwang manage", *rest])
        return 0
    from yiwang.config.database import setup

    setup.migrate()
    return 0


if __name__ == "__main__":
    sys.exit(main())
