"""What this machine signed last, kept in a file outside the database.

A database alone cannot tell that an old backup was put back: it looks whole. This file can, and so can every export
and every witness elsewhere. After a lawful restore the operator says so (`accept`), and the old note is kept beside.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import connections

from yiwang.kit import durable
from yiwang.kit.errors import Refusal, Text
from yiwang.kit.ledger import signing, tree


class Forked(Refusal):
    """The tree in the database does not continue what was signed before; nothing is signed."""

    code = "ledger_forked"
    status = 500
    citizen = Text("账本正在核查。", "The ledger is being checked.")
    officer = Text(
        "数据库里的账本接不上本机上次签发的检查点：可能恢复了旧备份或被改动过。已停止签发。",
        "The ledger in the database does not continue the checkpoint signed here last: an old backup was put back, "
        "or it was altered. Nothing is signed any more.",
    )
    remedy = Text(
        "请运行账本核查；如确为依规恢复备份，由系统管理员确认后再继续。",
        "Run the ledger check; after a lawful restore the system administrator confirms it.",
    )


def path() -> Path:
    """Where this machine keeps the note it signed last, one for each database."""
    return Path(settings.DATA) / "ledger" / f"{connections['sequencer'].settings_dict['NAME']}.note"


def last() -> signing.Note | None:
    """The note signed last on this machine; None if there is none."""
    try:
        return signing.read(path().read_text())
    except FileNotFoundError:
        return None


def remember(note: str) -> None:
    """Keep a note that has just been signed, in the place of the one before."""
    file = path()
    if not file.parent.exists():
        file.parent.mkdir(mode=0o700, parents=True)
    durable.replace(file, note.encode(), mode=0o644)


def refuse_a_fork(nodes: tree.Nodes, size: int) -> None:
    """Raise `Forked` unless the first `size` leaves continue the note signed last."""
    note = last()
    if note and (note.size > size or tree.root(nodes, note.size) != note.root):
        raise Forked


def accept() -> Path | None:
    """The operator says that the database as it is now is the ledger; the note of before is kept as evidence."""
    note = last()
    if note is None:
        return None
    kept = path().with_suffix(f".before-{note.size}-{note.root.hex()[:8]}")
    path().rename(kept)
    return kept
