"""Files that are there whole or not at all, also after a power cut, however many processes write them at once."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def write_once(path: Path, data: bytes, *, mode: int) -> None:
    """Write a new file; where one is there already, that one stays: of two writers at once the first one wins."""
    draft = _drafted(path, data, mode)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def replace(path: Path, data: bytes, *, mode: int) -> None:
    """Write a file in the place of what was there."""
    _drafted(path, data, mode).replace(path)


def _drafted(path: Path, data: bytes, mode: int) -> Path:
    """The data in a file beside the one that is meant, safe on the disk."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    draft.touch(mode=mode)
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return draft
