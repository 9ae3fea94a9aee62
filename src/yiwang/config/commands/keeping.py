"""Backup and restore."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from yiwang.config.cli import add


def register(commands: Any) -> None:
    backup = add(commands, "backup", _backup, "write database and files into one folder (not the master keys)")
    backup.add_argument("folder", type=Path)
    restore = add(commands, "restore", _restore, "put a backup into an empty city; compares the ledger's root")
    restore.add_argument("folder", type=Path)


def _backup(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    from yiwang.config import keeping

    done = keeping.backup(arguments.folder)
    print(done)
    return 0, done


def _restore(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    from yiwang.config import keeping

    done = keeping.restore(arguments.folder)
    print(done)
    return 0, done
