"""Which item waits for which, and what can run side by side. Pure.

An item waits for another when that one's result is a paper it asks for: read from the definitions, or stated by the
thing where the definitions do not show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yiwang.kit.errors import NOTHING, Invalid, Text
from yiwang.registers.definition import Material
from yiwang.registers.things.thing import Part


@dataclass(frozen=True)
class Edge:
    """`taker` waits for `giver`. `material` is the key of the taker's paper that the giver makes; empty: law orders it.

    `why` is empty where the definitions show it by themselves.
    """

    giver: str
    taker: str
    material: str = ""
    why: Text = NOTHING


class Loop(Invalid):
    """Items that wait for each other. `keys` are the members of the loop, the first one again at the end."""

    code = "loop"

    def __init__(self, keys: Sequence[str], names: Sequence[Text] = ()) -> None:
        self.keys = tuple(keys)
        shown = names or [Text(key, key) for key in keys]
        zh, en = " → ".join(name.zh for name in shown), " → ".join(name.en for name in shown)
        super().__init__(Text(f"这些事项互相等待：{zh}。", f"These items wait for each other: {en}."))


def derived(parts: Sequence[Part]) -> list[Edge]:
    """What the definitions show: the licence that one item issues is a paper of another, in this situation."""
    edges = []
    for taker in parts:
        for material in taker.definition.materials_for(taker.answers):
            edges += [Edge(giver.key, taker.key, material.key) for giver in parts if makes(giver, taker, material)]
    return edges


def makes(giver: Part, taker: Part, material: Material) -> bool:
    """Whether the giver's result is this paper of the taker. A paper no law asks for is waited for by nobody."""
    licence = giver.definition.result.licence
    return bool(licence) and giver.key != taker.key and material.has_basis and material.licence == licence


def edges_of(parts: Sequence[Part]) -> list[Edge]:
    """Every dependency among these parts, derived ones first.

    A stated one counts while both ends take part and its paper is asked for in this situation.
    """
    found = derived(parts)
    present = {part.key for part in parts}
    for part in parts:
        asked = {each.key for each in part.definition.materials_for(part.answers)}
        found += [
            Edge(after.item, part.key, after.material, after.why)
            for after in part.member.after
            if after.item in present and (not after.material or after.material in asked)
        ]
    return found


def waves(keys: Sequence[str], edges: Iterable[Edge], names: dict[str, Text] | None = None) -> list[tuple[str, ...]]:
    """The items in waves: those of one wave wait only for earlier ones. Raises Loop naming the items in the circle."""
    listed = list(edges)
    waiting = {key: {edge.giver for edge in listed if edge.taker == key} & set(keys) for key in keys}
    done: set[str] = set()
    made = []
    while waiting:
        ready = tuple(key for key, givers in waiting.items() if givers <= done)
        if not ready:
            circle = _circle(waiting, done)
            raise Loop(circle, [names[key] for key in circle] if names else ())
        made.append(ready)
        done |= set(ready)
        waiting = {key: givers for key, givers in waiting.items() if key not in done}
    return made


def _circle(waiting: dict[str, set[str]], done: set[str]) -> list[str]:
    """Going back from any item that waits, one comes round to one already seen; told in the order of the work."""
    key = next(iter(waiting))
    seen: list[str] = []
    while key not in seen:
        seen.append(key)
        key = min(waiting[key] - done)
    circle = [*seen[seen.index(key) :], key]
    return circle[::-1]
