"""A tree in memory, to hold the stored one against."""

from __future__ import annotations

from collections.abc import Sequence

from yiwang.kit.ledger.tree import node_hash


class Memory:
    """Complete nodes over leaf hashes held in memory."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.levels: list[list[bytes]] = [list(leaves)]
        while len(below := self.levels[-1]) > 1:
            pairs = range(0, len(below) - 1, 2)
            self.levels.append([node_hash(below[at], below[at + 1]) for at in pairs])

    def complete(self, level: int, index: int) -> bytes:
        return self.levels[level][index]
