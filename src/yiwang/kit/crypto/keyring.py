"""The keyring: master keys in files outside the database, each with an id, and keys derived from them.

A file `master-<id>.key` holds 32 bytes in hexadecimal. The highest id encrypts; all of them decrypt, so a key
can be rotated without stopping. The first id also derives the fixed secrets (index tokens, database passwords).
"""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path


class KeysMissing(Exception):
    """There is no master key where one is required. The text is for the operator."""


_keys: dict[int, bytes] = {}


def use(folder: Path, *, create: bool) -> None:
    """Load every master key under `folder`; make a first one only where `create` allows software keys to appear."""
    if create and not any(folder.glob("master-*.key")):
        folder.mkdir(parents=True, exist_ok=True)
        write(folder, 1, secrets.token_bytes(32))
    found = {
        int(file.stem.removeprefix("master-")): bytes.fromhex(file.read_text().strip())
        for file in folder.glob("master-*.key")
    }
    if not found:
        raise KeysMissing(f"No master key in {folder}. Set YIWANG_KEYS to the folder that holds master-1.key.")
    _keys.clear()
    _keys.update(found)


def write(folder: Path, number: int, key: bytes) -> None:
    """Write one key so that two starts at once end with the same one."""
    path = folder / f"master-{number}.key"
    draft = folder / f".master-{number}.{os.getpid()}"
    draft.touch(mode=0o600)
    draft.write_text(key.hex() + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def current() -> int:
    """The id of the key that encrypts now."""
    return max(_keys)


def derive(purpose: str, key_id: int | None = None) -> bytes:
    """32 bytes for one purpose: HMAC-SM3 of the purpose under a master key (the first one unless told)."""
    return hmac.digest(_keys[key_id or min(_keys)], purpose.encode(), "sm3")
