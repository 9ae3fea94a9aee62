"""Backup and restore: database and files in one folder. The master keys are kept elsewhere, by somebody else.

A dump without the keys is useless, and the keys without the dump are: so a backup never holds both. It holds a mark of
the first key and digests of the roots' certificates and public keys, which tell at restoring whether the key folder at
hand is the right one and give nothing secret away. Without its roots a city would make new ones, and verify every
licence it issued before as unknown.
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
from yiwang.config.database.embedded import BINARIES, DatabaseUnavailable
from yiwang.kit.crypto import keyring
from yiwang.kit.errors import Invalid, Text

MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "files.tar"
# What libpq's own programs read, so that no password stands on a command line for everybody to see.
LIBPQ = {
    "host": "PGHOST",
    "port": "PGPORT",
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}

NOT_EMPTY = Text("文件夹不是空的，备份没有开始。", "The folder is not empty; no backup was begun.")
CITY_NOT_EMPTY = Text("这座城市不是空的，没有恢复。", "This city is not empty; nothing was restored.")
NO_BACKUP = Text(
    "这里不是备份：没有可读的 manifest.json。", "This is no backup: there is no manifest.json that can be read."
)
OTHER_KEYS = Text(
    "主密钥不是备份这座城市时的那一套，没有恢复。先把原来的密钥放进 YIWANG_KEYS（默认在 YIWANG_DATA 下的 keys）。",
    "The master keys are not those of the city in this backup; nothing was restored. "
    "Put them into YIWANG_KEYS first (default: keys under YIWANG_DATA).",
)
LOST = Text(
    "密钥文件夹里缺少 {0}，没有恢复。请从密钥的副本里找回这个文件，按原样放好；"
    "没有它，恢复后会新造一个根，以前颁发的证照都验不过。",
    "The key folder lacks {0}; nothing was restored. Copy this file back from where the keys are kept, to "
    "the same place: without it a new root would be made, and no licence issued before would verify.",
)
OTHER = Text(
    "密钥文件夹里的 {0} 不是备份这座城市时的那一个，没有恢复。请换回原来的文件；"
    "如果是恢复前启动过这座城市而新造的，先把它删掉。",
    "{0} in the key folder is not that of the city in this backup; nothing was restored. Put the original file in its "
    "place; if it was made by starting this city before restoring, remove it first.",
)


def backup(folder: Path) -> dict[str, Any]:
    """Write a consistent dump, then the files it names (a file is never changed, so this order loses none)."""
    django.setup()
    city = environment.read()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Invalid(NOT_EMPTY)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Before the dump: the city goes on signing, and what is promised must be in it.
    root = _ledger_root()
    _run(city, "pg_dump", "--format=custom", "--no-owner", "--file", str(folder / DUMP))
    with tarfile.open(folder / FILES, "w") as archive:
        if (city.data / "files").exists():
            archive.add(city.data / "files", arcname="files")
    manifest = {"ledger": root, "key": _mark_of_key(), "keys": keyring.ids(), "roots": _roots()}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1))
    for file in (DUMP, FILES, MANIFEST):
        (folder / file).chmod(0o600)
    return {"folder": str(folder), "bytes": sum(file.stat().st_size for file in folder.iterdir()), **manifest}


def restore(folder: Path) -> dict[str, Any]:
    """Put a backup into an empty city, migrate it to this version, and look for the ledger's root it promised."""
    from yiwang.config.database import setup

    city = environment.read()
    manifest = _manifest(folder)
    django.setup()
    if manifest["key"] != _mark_of_key() or not set(manifest["keys"]) <= set(keyring.ids()):
        raise Invalid(OTHER_KEYS)
    _compare_roots(manifest.get("roots", {}))
    if any((city.data / "files").glob("*")):
        raise Invalid(CITY_NOT_EMPTY)
    cluster = addresses.cluster(city) if city.embedded else None
    was_running = cluster is None or cluster.running()
    if cluster:
        cluster.start()
    try:
        _fill(city, folder)
        setup.migrate(verbosity=0)
        return _told(manifest["ledger"])
    finally:
        if cluster and not was_running:
            setup.hang_up()
            cluster.stop()


def _fill(city: environment.Environment, folder: Path) -> None:
    if _has_tables(city):
        raise Invalid(CITY_NOT_EMPTY)
    _run(
        city, "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
        "--dbname", _owner(city)["dbname"], str(folder / DUMP),
    )  # fmt: skip
    with tarfile.open(folder / FILES) as archive:
        archive.extractall(city.data, filter="data")


def _told(promised: dict[str, Any]) -> dict[str, Any]:
    """Whether the root is there; the operator restoring is the lawful reason for an earlier ledger on this machine."""
    from yiwang.kit.ledger import witness
    from yiwang.kit.ledger.models import Checkpoint

    kept = witness.accept()
    if promised["size"]:
        there = Checkpoint.objects.filter(size=promised["size"]).first()
        is_equal = there is not None and bytes(there.root).hex() == promised["root"]
    else:
        is_equal = True
    said = {"restored": True, "ledger": promised, "ledger_equal": is_equal}
    return said | ({"earlier_note": str(kept)} if kept else {})


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        _ = found["ledger"]["size"], found["ledger"]["root"], found["key"], found["keys"]
    except (OSError, ValueError, KeyError, TypeError):
        raise Invalid(NO_BACKUP) from None
    return found


def _roots() -> dict[str, str]:
    """What marks each file of the roots, by its place in the key folder."""
    from yiwang.instruments.seals import queries as seals

    return {f"seals/{name}": mark for name, mark in seals.root_marks().items()}


def _compare_roots(promised: dict[str, str]) -> None:
    """Every root of the backup is in the key folder. A backup made before roots were marked promises none."""
    here = _roots()
    for name, mark in sorted(promised.items()):
        if here.get(name) != mark:
            said = OTHER if name in here else LOST
            place = str(environment.read().keys / name)
            raise Invalid(Text(said.zh.format(place), said.en.format(place)))


def _mark_of_key() -> str:
    return keyring.derive("mark in backups").hex()[:16]


def _ledger_root() -> dict[str, Any]:
    from yiwang.kit.ledger import queries

    last = queries.last_checkpoint()
    return {"size": last.size, "root": bytes(last.root).hex()} if last else {"size": 0, "root": ""}


def _owner(city: environment.Environment) -> dict[str, str]:
    try:
        return addresses.parts(addresses.owner_url(city), "DATABASE_URL")
    except FileNotFoundError:
        raise DatabaseUnavailable("没有属主连接，请设 DATABASE_URL / no owner's connection: set DATABASE_URL") from None


def _has_tables(city: environment.Environment) -> bool:
    import psycopg

    with psycopg.connect(**_owner(city)) as owner:  # type: ignore[arg-type]
        return owner.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone() is not None


def _run(city: environment.Environment, program: str, *arguments: str) -> None:
    named = {LIBPQ[key]: value for key, value in _owner(city).items() if key in LIBPQ}
    command = [str(BINARIES / program), *arguments]
    done = subprocess.run(command, env={**os.environ, **named}, check=False, capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise Invalid(Text(f"{program} 没有成功：{last}", f"{program} failed: {last}"))
