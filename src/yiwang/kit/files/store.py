"""Putting and getting files by the digest of what is in them."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator

from yiwang.kit.crypto import keyring, sealing
from yiwang.kit.crypto.digest import sm3
from yiwang.kit.errors import NotFound, Refusal, Text
from yiwang.kit.files.folder import Folder
from yiwang.kit.files.ports import Store

PURPOSE = "files."
_store: Store | None = None


class Damaged(Refusal):
    """The bytes kept are not the bytes that were given."""

    code = "file_damaged"
    status = 500
    citizen = Text("这份文件暂时打不开，我们已记录。", "This file cannot be opened now. We have noted it.")
    officer = Text(
        "文件与存入时的摘要不一致，请从备份恢复。", "The file differs from its digest; restore it from the backup."
    )


def put(data: bytes) -> str:
    """Keep `data` durably and return its name: the SM3 of the content, 64 hexadecimal characters. Idempotent."""
    digest = sm3(data).hex()
    name = _name(digest)
    if store().size(name) != len(data) + sealing.OVERHEAD:
        store().write(name, sealing.seal(PURPOSE + name, data))
    return digest


def get(digest: str) -> bytes:
    """The content; raises `NotFound`, or `Damaged` when what is kept is not what was put."""
    name = _name(digest)
    sealed = store().read(name)
    if sealed is None:
        raise NotFound(Text("没有找到这份文件。", "This file was not found."))
    try:
        data = sealing.unseal(PURPOSE + name, sealed)
    except sealing.Sealed:
        raise Damaged from None
    if sm3(data).hex() != digest:
        raise Damaged
    return data


def exists(digest: str) -> bool:
    """Whether something is kept under this name; its content is not looked at."""
    return store().size(_name(digest)) is not None


def delete(digest: str) -> None:
    """Remove the content for everybody who refers to it; nothing happens if it is not there."""
    store().remove(_name(digest))


def reseal() -> int:
    """Seal again, under the newest master key, every file that lies under an old one; returns how many."""
    changed = 0
    for name, sealed in _old():
        store().write(name, sealing.seal(PURPOSE + name, sealing.unseal(PURPOSE + name, sealed)))
        changed += 1
    return changed


def waiting() -> int:
    """How many files lie under an old master key."""
    return sum(1 for _ in _old())


def store() -> Store:
    """The store behind every file: a folder under the data until another is put there."""
    if _store is None:
        from django.conf import settings

        use(Folder(settings.DATA / "files"))
    assert _store is not None
    return _store


def use(chosen: Store) -> None:
    """Put another store behind every file; done once at start."""
    global _store  # noqa: PLW0603 - one per process
    _store = chosen


def _old() -> Iterator[tuple[str, bytes]]:
    for name in store().names():
        sealed = store().read(name)
        if sealed is not None and sealing.key_id_of(sealed) != keyring.current():
            yield name, sealed


def _name(digest: str) -> str:
    """A name that tells nothing: whoever holds the disk cannot test whether a known document is on it."""
    if not re.fullmatch("[0-9a-f]{64}", digest):
        raise NotFound
    return hmac.digest(keyring.derive("file names"), digest.encode(), "sm3").hex()
