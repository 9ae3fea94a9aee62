"""The Merkle tree of RFC 6962 and RFC 9162 with SM3: pure, and it needs Python's hashlib alone.

Leaf = SM3(0x00 ‖ canonical JSON), node = SM3(0x01 ‖ left ‖ right). A node is named by its level (0 is a leaf's) and its
index in it; a node is *complete* if every leaf under it exists.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Protocol

EMPTY = hashlib.new("sm3").digest()


def leaf_hash(data: bytes) -> bytes:
    """Of a leaf's canonical JSON (RFC 6962 §2.1: 0x00 before it)."""
    return hashlib.new("sm3", b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Of two nodes (RFC 6962 §2.1: 0x01 before them), so that no node passes for a leaf."""
    return hashlib.new("sm3", b"\x01" + left + right).digest()


class Nodes(Protocol):
    """Where complete nodes are read from: tables, a file or memory."""

    def complete(self, level: int, index: int) -> bytes: ...


class Frontier:
    """The right edge of a growing tree: what is needed to append and to know the root, and no more than 64 hashes."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if len(peaks) != size.bit_count():
            raise ValueError("a tree of this size has another number of peaks")
        self.size = size
        self.peaks = list(peaks)

    def append(self, leaf: bytes, told: Callable[[int, int, bytes], None] | None = None) -> None:
        """Add a leaf's hash; `told` hears of each node above it that became complete (level, index, hash)."""
        node, level, index = leaf, 0, self.size
        while index & 1:
            node = node_hash(self.peaks.pop(), node)
            level, index = level + 1, index >> 1
            if told:
                told(level, index, node)
        self.peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def frontier_of(nodes: Nodes, size: int) -> Frontier:
    """The right edge of the first `size` leaves, read from complete nodes."""
    levels = [level for level in reversed(range(size.bit_length())) if size >> level & 1]
    return Frontier(size, [nodes.complete(level, (size >> level) - 1) for level in levels])


def root(nodes: Nodes, size: int) -> bytes:
    """The root over the first `size` leaves."""
    return frontier_of(nodes, size).root()


def inclusion(nodes: Nodes, number: int, size: int) -> list[bytes]:
    """The path from leaf `number` to the root of the first `size` leaves (RFC 9162 §2.1.3.1)."""
    if not 0 <= number < size:
        raise ValueError("the leaf is not in a tree of this size")
    return _path(nodes, number, 0, size)


def consistency(nodes: Nodes, old: int, new: int) -> list[bytes]:
    """What shows that the first `old` leaves are the beginning of the first `new` (RFC 9162 §2.1.4.1)."""
    if not 0 <= old <= new:
        raise ValueError("a tree does not shrink")
    return [] if old in (0, new) else _subproof(nodes, old, 0, new, True)


def verify_inclusion(leaf: bytes, number: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """RFC 9162 §2.1.3.2."""
    if not 0 <= number < size:
        return False
    at, last, node = number, size - 1, leaf
    for other in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = node_hash(other, node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, other)
        at, last = at >> 1, last >> 1
    return last == 0 and node == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """RFC 9162 §2.1.4.2; the empty tree is consistent with every tree."""
    if not 0 <= old <= new:
        return False
    if old == new or old == 0:
        return not proof and (old_root == new_root if old else old_root == EMPTY)
    steps = list(proof) if old & (old - 1) else [old_root, *proof]
    if not steps:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    return _follow(steps, at, last, old_root, new_root)


def _follow(steps: list[bytes], at: int, last: int, old_root: bytes, new_root: bytes) -> bool:
    old_node = new_node = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old_node, new_node = node_hash(step, old_node), node_hash(step, new_node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new_node = node_hash(new_node, step)
        at, last = at >> 1, last >> 1
    return last == 0 and old_node == old_root and new_node == new_root


def _path(nodes: Nodes, number: int, start: int, stop: int) -> list[bytes]:
    if stop - start == 1:
        return []
    middle = start + _split(stop - start)
    if number < middle:
        return [*_path(nodes, number, start, middle), _range(nodes, middle, stop)]
    return [*_path(nodes, number, middle, stop), _range(nodes, start, middle)]


def _subproof(nodes: Nodes, old: int, start: int, stop: int, known: bool) -> list[bytes]:
    """`old` leaves counted from `start`; `known` while the verifier has that subtree's root already."""
    if old == stop - start:
        return [] if known else [_range(nodes, start, stop)]
    middle = start + _split(stop - start)
    if old <= middle - start:
        return [*_subproof(nodes, old, start, middle, known), _range(nodes, middle, stop)]
    return [*_subproof(nodes, old - (middle - start), middle, stop, False), _range(nodes, start, middle)]


def _range(nodes: Nodes, start: int, stop: int) -> bytes:
    """The root over leaves start … stop-1, where `start` is a multiple of the power of two that covers them."""
    size = stop - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return nodes.complete(level, start >> level)
    middle = start + _split(size)
    return node_hash(_range(nodes, start, middle), _range(nodes, middle, stop))


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)
