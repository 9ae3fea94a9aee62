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

    done = keeping.backup(arguments.folder.resolve())
    print(f"{done['folder']}  {done['bytes'] / 1e6:.1f} MB  账本 / ledger: {done['ledger']['size']}")
    print("主密钥不在其中，请另行保管 / the master keys are not in it: keep them elsewhere")
    return 0, done


def _restore(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    from yiwang.config import keeping

    done = keeping.restore(arguments.folder.resolve())
    if done["ledger_equal"]:
        print(
            f"已恢复，账本的根与备份时一致 / restored; the ledger's root over {done['ledger']['size']} leaves is equal"
        )
        return 0, done
    print("已恢复，但账本的根与备份时不同，请核查 / restored, but the ledger's root differs: look into it")
    return 1, done
