"""The seam to whatever keeps the bytes. A store sees sealed bytes under meaningless names and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol


class Store(Protocol):
    """What keeps bytes under names: a folder, or an object store of the city's own."""

    def write(self, name: str, data: bytes) -> None:
        """Keep `data` under `name`: wholly or not at all, and durably when this returns."""
        ...

    def read(self, name: str) -> bytes | None: ...

    def size(self, name: str) -> int | None:
        """Bytes kept under `name`, or None."""
        ...

    def remove(self, name: str) -> None:
        """Forget it; nothing happens if there is none."""
        ...

    def names(self) -> Iterator[str]: ...
