"""Complete nodes of the tree, read from the tables: leaf hashes and tiles, a few hundred rows for a proof."""

from __future__ import annotations

from django.db import connections

from yiwang.kit.ledger.tree import node_hash

WIDTH, HEIGHT = 256, 8


class Incomplete(LookupError):
    """The tables lack a node that must be there: somebody removed it. The ledger check names it."""

    def __init__(self, level: int, index: int) -> None:
        super().__init__(f"the ledger lacks node {index} of level {level}: run `yiwang ledger verify`")


class Stored:
    """Reads the levels 0, 8, 16 … as they are stored and computes the seven above each; keeps what it has read."""

    def __init__(self, using: str = "default") -> None:
        self.using = using
        self._kept: dict[tuple[int, int], bytes] = {}

    def complete(self, level: int, index: int) -> bytes:
        if (level, index) not in self._kept:
            if level % HEIGHT == 0:
                self._read(level, index, 1)
            else:
                self._compute(level, index)
        if (level, index) not in self._kept:
            raise Incomplete(level, index)
        return self._kept[level, index]

    def _compute(self, level: int, index: int) -> None:
        """Everything under this node down to the stored level below it."""
        steps = level % HEIGHT
        base, first, count = level - steps, index << steps, 1 << steps
        self._read(base, first, count)
        if missing := [at for at in range(first, first + count) if (base, at) not in self._kept]:
            raise Incomplete(base, missing[0])
        for up in range(1, steps + 1):
            first = index << (steps - up)
            for at in range(first, first + (1 << (steps - up))):
                left, right = (self._kept[base + up - 1, 2 * at + side] for side in (0, 1))
                self._kept[base + up, at] = node_hash(left, right)

    def _read(self, level: int, first: int, count: int) -> None:
        with connections[self.using].cursor() as cursor:
            if level == 0:
                cursor.execute(
                    "SELECT number, leaf_hash FROM ledger_position WHERE number >= %s AND number < %s",
                    [first, first + count],
                )
            else:
                cursor.execute(
                    'SELECT "index", node FROM ledger_tile WHERE level = %s AND "index" >= %s AND "index" < %s',
                    [level, first, first + count],
                )
            for index, node in cursor.fetchall():
                self._kept[level, index] = bytes(node)
