"""What a section of the editor is made of: boxes, groups of boxes, rows of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yiwang.kit.errors import NOTHING, Text


@dataclass(frozen=True)
class Box:
    """One value. `kind`: line, text, number, money, day, check, flag (yes, no, not said), choice, several, pick

    (from a long list), words (one a line), pair and pairs (a text in both languages, of one line or several), when
    (a condition), answers, mine. `choices` names the list it takes from. `more`: seldom needed, folded away.
    """

    key: str
    label: Text
    kind: str = "line"
    choices: str = ""
    hint: Text = NOTHING
    more: bool = False
    unsaid: bool = False
    """What a box to tick means where the item says nothing."""


@dataclass(frozen=True)
class Group:
    """A table inside: shown as a frame of boxes. An empty one is not written down."""

    key: str
    label: Text
    parts: tuple[Box | Group | Rows, ...]
    more: bool = False


@dataclass(frozen=True)
class Rows:
    """A list. `one` is what a row is called; `fresh` what a new one says; `stem` begins the key it gets by itself."""

    key: str
    label: Text
    one: Text
    parts: tuple[Box | Group | Rows, ...]
    fresh: Mapping[str, Any] = field(default_factory=dict)
    stem: str = ""
    title: str = ""
    hint: Text = NOTHING
    more: bool = False


Part = Box | Group | Rows


@dataclass(frozen=True)
class Section:
    """One page of the editor."""

    key: str
    title: Text
    lede: Text
    parts: tuple[Part, ...]


def joined(path: str, part: str | int) -> str:
    """A path one step further; an empty part is the same place."""
    if isinstance(part, int):
        return f"{path}[{part}]"
    return f"{path}.{part}" if path and part else path or part


def begin(rows: Rows, there: list[Any]) -> Any:
    """What a new row says: a text where rows are texts, else a table with a key of its own."""
    if any(part.key == "" for part in rows.parts):
        return {"zh": "", "en": ""}
    made: dict[str, Any] = {key: _copy(value) for key, value in rows.fresh.items()}
    if rows.stem:
        taken = {row.get("key") or row.get("value") for row in there if isinstance(row, Mapping)}
        number = next(n for n in range(len(there) + 1, len(there) + 999) if f"{rows.stem}-{n}" not in taken)
        made = {("value" if rows.stem == "option" else "key"): f"{rows.stem}-{number}"} | made
    return made


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(inner) for key, inner in value.items()}
    return [_copy(inner) for inner in value] if isinstance(value, (list, tuple)) else value
