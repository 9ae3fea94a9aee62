"""The keyring: master keys in files outside the database, each with an id, and keys derived from them.

A file `master-<id>.key` holds 32 bytes in hexadecimal. The highest id encrypts; all of them decrypt, so a key
can be rotated without stopping. The first id also derives the fixed secrets (index tokens, database passwords).
"""

from __future__ import annotations

import hmac
import re
import secrets
from pathlib import Path

from yiwang.kit import durable


class KeysMissing(Exception):
    """There is no master key where one is required. The text is for the operator."""


_keys: dict[int, bytes] = {}
_derived: dict[tuple[str, int], bytes] = {}
_folder: Path | None = None
HIGHEST = 0xFFFF


def use(folder: Path, *, create: bool) -> None:
    """Load every master key under `folder`; make a first one only where `create` allows software keys to appear."""
    if create and not any(folder.glob("master-*.key")):
        folder.mkdir(parents=True, exist_ok=True)
        write(folder, 1, secrets.token_bytes(32))
    found = {_number(file): _read(file) for file in folder.glob("master-*.key")}
    if not found:
        raise KeysMissing(f"No master key in {folder}. Set YIWANG_KEYS to the folder that holds master-1.key.")
    global _folder  # noqa: PLW0603 - the ring is one per process
    _folder = folder
    _keys.clear()
    _derived.clear()
    _keys.update(found)


def add(folder: Path) -> int:
    """Make a new master key, which encrypts from now on, and return its id.

    Running processes need no restart: they find the key when they meet the first value sealed with it.
    """
    use(folder, create=False)
    number = current() + 1
    write(folder, number, secrets.token_bytes(32))
    use(folder, create=False)
    return number


def write(folder: Path, number: int, key: bytes) -> None:
    """Write one key so that two starts at once end with the same one, and a power cut does not leave half of it."""
    durable.write_once(folder / f"master-{number}.key", f"{key.hex()}\n".encode(), mode=0o600)


def current() -> int:
    """The id of the key that encrypts now."""
    return max(_keys)


def ids() -> list[int]:
    """Every key on the ring, oldest first."""
    return sorted(_keys)


def has(key_id: int) -> bool:
    """Whether this key is on the ring; one that another process has added since is put on it now."""
    if key_id not in _keys and _folder is not None and (_folder / f"master-{key_id}.key").exists():
        use(_folder, create=False)
    return key_id in _keys


def derive(purpose: str, key_id: int | None = None) -> bytes:
    """32 bytes for one purpose: HMAC-SM3 of the purpose under a master key (the first one unless told)."""
    wanted = (purpose, min(_keys) if key_id is None else key_id)
    key = _derived.get(wanted)
    if key is None:
        key = _derived[wanted] = hmac.digest(_keys[wanted[1]], purpose.encode(), "sm3")
    return key


def _number(file: Path) -> int:
    matched = re.fullmatch(r"master-(\d{1,5})\.key", file.name)
    number = int(matched.group(1)) if matched else 0
    if not 1 <= number <= HIGHEST:
        raise KeysMissing(f"{file} is no key file: its name is master-<1 to {HIGHEST}>.key.")
    return number


def _read(file: Path) -> bytes:
    try:
        key = bytes.fromhex(file.read_text().strip())
    except ValueError:
        key = b""
    if len(key) != 32:
        raise KeysMissing(f"{file} does not hold 32 bytes in hexadecimal. Restore it from your copy.")
    return key
