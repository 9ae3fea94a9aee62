"""Changing a TOML text so that it says something else and looks the same. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.items import AoT, Array, Comment, InlineTable, Table, Whitespace

from yiwang.kit.errors import Refusal, Text
from yiwang.kit.pack.files import parse
from yiwang.registers.drafts.writing import emitting

Item = Any


class NotWritable(Refusal):
    """The file is written in a way that cannot be edited in place; nothing was written."""

    code = "item_file_not_writable"
    citizen = Text("这个文件的写法改不了，请手工改。", "This file is written in a way that cannot be edited.")


def edited(text: str, declared: Mapping[str, Any]) -> str:
    """The file's text, saying what `declared` says (dates as ISO texts). What says the same is not touched.

    Raises NotWritable where the result would not say exactly that.
    """
    document = tomlkit.parse(text)
    _table(document, declared, "")
    made = tomlkit.dumps(document)
    if text.endswith("\n"):
        made = made.rstrip("\n") + "\n"
    if parse(made).plain != dict(declared):
        raise NotWritable()
    return made


def _table(table: Item, wanted: Mapping[str, Any], path: str) -> None:
    for key in [key for key in table if key not in wanted]:
        del table[key]
    for key, value in wanted.items():
        inner = f"{path}.{key}" if path else key
        if key not in table:
            _add(table, key, value, inner)
        elif _plain(table[key]) != value:
            _change(table, key, value, inner)


def _change(table: Item, key: str, value: Any, path: str) -> None:
    held = table[key]
    if isinstance(value, Mapping) and isinstance(held, Table | InlineTable):
        _table(held, value, path)
    elif isinstance(held, AoT) and isinstance(value, list) and value and _all_tables(value):
        _tables(held, value, path)
    elif isinstance(held, Array) and isinstance(value, list) and len(held):
        _array(held, value, path)
    elif isinstance(held, AoT | Table):
        del table[key]
        _add(table, key, value, path)
    else:
        table[key] = _item(key, value)


def _add(table: Item, key: str, value: Any, path: str) -> None:
    if isinstance(table, InlineTable) or not (emitting.is_array(key, value) or _stands_alone(path, key, value)):
        _append(table, key, _item(key, value))
        return
    of = emitting.part if emitting.is_array(key, value) else emitting.section
    rows = value if emitting.is_array(key, value) else [value]
    made: Item = tomlkit.parse("\n".join(of(path, row) for row in rows))
    for step in path.split("."):
        made = made[step]
    _part_from_before(table)
    table.append(key, made)


def _stands_alone(path: str, key: str, value: Any) -> bool:
    return emitting.is_table(key, value, path.rpartition(".")[0])


def _append(table: Item, key: str, item: Item) -> None:
    """A new key follows the last one: blank lines and comments at the end belong to what comes after."""
    body = table.value.body if isinstance(table, Table) else None
    if body is None or any(isinstance(held, AoT | Table) for _, held in body):
        table.append(key, item)
        return
    tail: list[Any] = []
    while body and body[-1][0] is None and isinstance(body[-1][1], Whitespace | Comment):
        tail.insert(0, body.pop())
    table.append(key, item)
    body.extend(tail)


def _tables(held: AoT, wanted: Sequence[Mapping[str, Any]], path: str) -> None:
    """Tables that are there are edited, moved and removed as wholes; new ones stand between blank lines."""
    places = _matched([_plain(one) for one in held.body], wanted)
    last = len(wanted) - 1
    rows = []
    for at, (place, value) in enumerate(zip(places, wanted, strict=True)):
        if place is None:
            rows.append(_new(value, path))
        else:
            _table(held.body[place], value, path)
            rows.append(held.body[place])
        if at < last:
            _part_from_next(rows[-1])
    held.body[:] = rows


def _new(value: Mapping[str, Any], path: str) -> Table:
    made: Item = tomlkit.parse(emitting.part(path, value) + "\n")
    for step in path.split("."):
        made = made[step]
    row: Table = made.body[0] if isinstance(made, AoT) else made[0]
    return row


def _part_from_next(table: Table) -> None:
    """A blank line at the end of a table that others follow."""
    if not table.as_string().endswith("\n\n"):
        _last(table).append((None, Whitespace("\n")))


def _part_from_before(table: Item) -> None:
    said = tomlkit.dumps(table) if not isinstance(table, Table) else table.as_string()
    if said and not said.endswith("\n\n"):
        _last(table).append((None, Whitespace("\n")))


def _last(table: Item) -> list[Any]:
    """The body that ends last: of the table itself, or of the last table in it."""
    body: list[Any] = table.body if isinstance(table, Container) else table.value.body
    held = body[-1][1] if body else None
    if isinstance(held, AoT):
        return _last(held.body[-1])
    return _last(held) if isinstance(held, Table) else body


def _array(held: Array, wanted: list[Any], path: str) -> None:
    """Entries that stay are left alone; one that was reworded is edited in place."""
    was = [_plain(one) for one in held]
    steps = SequenceMatcher(None, [repr(one) for one in was], [repr(one) for one in wanted], autojunk=False)
    for kind, start, end, first, last in reversed(steps.get_opcodes()):
        if kind == "equal":
            continue
        pairs = min(end - start, last - first)
        for at in range(end - 1, start + pairs - 1, -1):
            del held[at]
        for step in range(pairs):
            _entry(held, start + step, wanted[first + step], path)
        for step in range(pairs, last - first):
            held.insert(start + step, _item("", wanted[first + step]))


def _entry(held: Array, at: int, value: Any, path: str) -> None:
    if isinstance(held[at], InlineTable) and isinstance(value, Mapping):
        _table(held[at], value, path)
    else:
        held[at] = _item("", value)


def _matched(was: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> list[int | None]:
    """For each wanted table the place of the one it comes from; None for a new one."""
    taken: set[int] = set()
    found: list[int | None] = [None] * len(wanted)
    for mark in (_mark, repr, None):
        for at, value in enumerate(wanted):
            if found[at] is None and (mark or at < len(was)):
                places = range(len(was)) if mark else [at]
                same = (p for p in places if p not in taken and (mark is None or mark(was[p]) == mark(value)))
                found[at] = next(same, None) if mark is not None or not _mark(value) else None
                taken |= {found[at]} - {None}  # type: ignore[arg-type]
    return found


def _mark(value: Mapping[str, Any]) -> str:
    """What a part is known by: its key, else its name."""
    for key in ("key", "value", "element", "district"):
        if value.get(key):
            return str(value[key])
    for key in ("name", "ask", "law"):
        if value.get(key):
            return repr(value[key])
    return ""


def _item(key: str, value: Any) -> Item:
    return tomlkit.value(emitting.inline(value, key))


def _all_tables(value: list[Any]) -> bool:
    return all(isinstance(one, Mapping) for one in value)


def _plain(held: Item) -> Any:
    said = held.unwrap() if hasattr(held, "unwrap") else held
    return _days(said)


def _days(said: Any) -> Any:
    if isinstance(said, Mapping):
        return {key: _days(one) for key, one in said.items()}
    if isinstance(said, list):
        return [_days(one) for one in said]
    return said.isoformat() if isinstance(said, date) else said
