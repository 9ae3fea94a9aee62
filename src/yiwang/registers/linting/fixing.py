"""Suggestions that can be carried out: what stands where instead. Pure; the declaration given is left as it was."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.registers.definition import ItemDefinition

Path = tuple[str | int, ...]

_PART = re.compile(r"\[([0-9]{1,6})\]|([^.\[\]]+)")


class NoSuchPlace(LookupError):
    """The declaration has changed since: nothing stands any more where the fix would be made."""


@dataclass(frozen=True)
class Change:
    """At `path` stands `value` from now on; with `taken_away` nothing does."""

    path: Path
    value: Any = None
    taken_away: bool = False


@dataclass(frozen=True)
class Fix:
    """Changes that together mend a finding, made in their order."""

    changes: tuple[Change, ...]


def without_material(item: ItemDefinition, at: int) -> Fix:
    """The item without this paper, and without what else names it."""
    key = item.materials[at].key
    changes = [
        Change(("examples", row, "mine"), [mine for mine in example.mine if mine != key])
        for row, example in enumerate(item.examples)
        if key in example.mine
    ]
    changes += [
        Change(("intermediaries", row, "material"), taken_away=True)
        for row, service in enumerate(item.intermediaries)
        if service.material == key
    ]
    return Fix((*changes, Change(("materials", at), taken_away=True)))


def apply(declared: Mapping[str, Any], fix: Fix) -> dict[str, Any]:
    """The declaration with the fix made. Raises NoSuchPlace where it no longer fits."""
    mended: dict[str, Any] = copy.deepcopy(dict(declared))
    for change in fix.changes:
        _change(mended, change)
    return mended


def place(written: str) -> Path:
    """A path as an author writes it, `materials[0].name`, taken apart."""
    return tuple(int(at) if at else name for at, name in _PART.findall(written))


def written(path: Path) -> str:
    """A path as an author writes it."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def _change(mended: dict[str, Any], change: Change) -> None:
    holder: Any = mended
    for at, part in enumerate(change.path[:-1]):
        if isinstance(holder, dict) and part not in holder and not change.taken_away:
            # A table that is not there yet is begun; a list never is: its rows would be out of order.
            holder[part] = {}
        holder = _inside(holder, part, change.path[: at + 1])
    last = change.path[-1]
    if change.taken_away or isinstance(holder, list):
        _inside(holder, last, change.path)
    if change.taken_away:
        del holder[last]
    else:
        holder[last] = copy.deepcopy(change.value)


def _inside(holder: Any, part: str | int, path: Path) -> Any:
    try:
        return holder[part]
    except (KeyError, IndexError, TypeError):
        raise NoSuchPlace(written(path)) from None
