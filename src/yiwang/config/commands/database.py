"""Tables and rights."""

from __future__ import annotations

import argparse
from typing import Any

from yiwang.config.cli import add


def register(commands: Any) -> None:
    add(commands, "migrate", _migrate, "create or upgrade tables, roles and rights (as the owner: DATABASE_URL)")


def _migrate(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    from yiwang.config.database import setup

    setup.migrate()
    return 0, {"migrated": True}
