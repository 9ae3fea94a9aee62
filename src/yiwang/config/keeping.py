"""Backup and restore: database and files in one folder. The master keys are kept elsewhere, by somebody else.

A dump without the keys is useless, and the keys without the dump are: so a backup never holds both.
"""

from __future__ import annotations

import json
import os
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import django

from yiwang.config import environment
from yiwang.config.database import addresses
from yiwang.config.database.embedded import BINARIES
from yiwang.kit.errors import Invalid, Text

MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "files.tar"


def backup(folder: Path) -> dict[str, Any]:
    """Write a consistent dump, then the files it names (a file is never changed, so this order loses none)."""
    django.setup()
    city = environment.read()
    if folder.exists() and any(folder.iterdir()):
        raise Invalid(Text("文件夹不是空的，备份没有开始。", "The folder is not empty; no backup was begun."))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _run("pg_dump", "--format=custom", "--no-owner", "--file", str(folder / DUMP), "--dbname", _owner(city))
    with tarfile.open(folder / FILES, "w") as archive:
        if (city.data / "files").exists():
            archive.add(city.data / "files", arcname="files")
    manifest = {"ledger": _ledger_root(), "dump_bytes": (folder / DUMP).stat().st_size}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1))
    return {"folder": str(folder), **manifest}


def restore(folder: Path) -> dict[str, Any]:
    """Put a backup into an empty city, migrate it to this version, and compare the ledger's last checkpoint."""
    from yiwang.config.database import setup

    city = environment.read()
    manifest = json.loads((folder / MANIFEST).read_text())
    if not city.database_url:
        addresses.cluster(city).start()
    django.setup()
    if _has_tables(_owner(city)):
        raise Invalid(Text("这座城市不是空的，没有恢复。", "This city is not empty; nothing was restored."))
    _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--dbname", _owner(city), str(folder / DUMP))
    with tarfile.open(folder / FILES) as archive:
        archive.extractall(city.data, filter="data")
    setup.migrate(verbosity=0)
    found = _ledger_root()
    return {"restored": True, "ledger": found, "ledger_equal": found == manifest["ledger"]}


def _ledger_root() -> dict[str, Any]:
    from yiwang.kit.ledger.models import Checkpoint

    last = Checkpoint.objects.order_by("-size").first()
    return {"size": last.size, "root": bytes(last.root).hex()} if last else {"size": 0, "root": ""}


def _owner(city: environment.Environment) -> str:
    return addresses.owner_url(city)


def _has_tables(url: str) -> bool:
    import psycopg

    with psycopg.connect(url) as owner:
        return owner.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone() is not None


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run(
        [str(BINARIES / program), *arguments], env={**os.environ}, check=False, capture_output=True, text=True
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise Invalid(Text(f"{program} 没有成功：{last}", f"{program} failed: {last}"))
