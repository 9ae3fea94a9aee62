"""A store in a local folder: the default, and enough for one machine."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path


class Folder:
    """Files under 256 sub-folders, readable by their owner alone. Folders that exist keep their permissions."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, data: bytes) -> None:
        path = self._path(name)
        self._make(path.parent)
        draft = path.parent / f".{secrets.token_hex(8)}"
        try:
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(path)
        finally:
            draft.unlink(missing_ok=True)
        _sync(path.parent)

    def read(self, name: str) -> bytes | None:
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def size(self, name: str) -> int | None:
        try:
            return self._path(name).stat().st_size
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        path = self._path(name)
        path.unlink(missing_ok=True)
        if path.parent.exists():
            _sync(path.parent)

    def names(self) -> Iterator[str]:
        for file in self.root.glob("[0-9a-f][0-9a-f]/*"):
            if not file.name.startswith("."):
                yield file.name

    def _path(self, name: str) -> Path:
        return self.root / name[:2] / name

    def _make(self, folder: Path) -> None:
        if folder.exists():
            return
        for parent in (self.root.parent, self.root, folder):
            if not parent.exists():
                parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                _sync(parent.parent)


def _sync(folder: Path) -> None:
    """Without this a new name may be gone after a power cut although its content is safe."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
