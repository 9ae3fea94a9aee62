"""TOML as the packs are written: names in one line, lists of parts as tables of their own. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from yiwang.registers.definition import schemas

# Parts that stand as tables of their own; every other table is written in one line.
TABLES = ("limits", "result", "authority", "access", "commitment")
ARRAYS = (
    *("questions", "situations", "materials", "form", "faq", "flow", "fees", "examples", "implementations"),
    *("procedures", "intermediaries", "remedies", "counters", "options", "fields", "exclusions"),
)
DATES = ("effective_on", "retired_on")
WIDTH = 120
_BARE = re.compile(r"^[A-Za-z0-9_-]+$")


def fresh(declared: Mapping[str, Any]) -> str:
    """A whole item file for an item that has none yet, in the order of the format."""
    order = list(schemas.ITEM["properties"])
    keys = sorted(declared, key=lambda key: order.index(key) if key in order else len(order))
    return _body({key: declared[key] for key in keys}, "").lstrip("\n")


def part(path: str, declared: Mapping[str, Any]) -> str:
    """One table of an array of tables, headed `[[path]]`."""
    return f"[[{path}]]\n{_body(declared, path).lstrip(chr(10))}"


def section(path: str, declared: Mapping[str, Any]) -> str:
    """One table, headed `[path]`."""
    return f"[{path}]\n{_body(declared, path).lstrip(chr(10))}"


def line(key: str, value: Any) -> str:
    """`key = value`, one line, or several where a list of tables is long."""
    return f"{_key(key)} = {inline(value, key)}\n"


def inline(value: Any, key: str = "") -> str:
    """A value as it stands behind its key."""
    if isinstance(value, Mapping):
        return (
            f"{{ {', '.join(f'{_key(name)} = {inline(one, name)}' for name, one in value.items())} }}"
            if value
            else "{}"
        )
    if isinstance(value, list | tuple):
        return _list([inline(one) for one in value], of_tables=any(isinstance(one, Mapping) for one in value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date) or (key in DATES and _is_day(value)):
        return str(value)
    return _string(value) if isinstance(value, str) else str(value)


def is_array(key: str, value: Any) -> bool:
    """Whether a list stands as tables of their own."""
    return key in ARRAYS and isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def is_table(key: str, value: Any, path: str = "") -> bool:
    """Whether a table stands by itself and not in one line."""
    return not path and key in TABLES and isinstance(value, Mapping)


def _body(declared: Mapping[str, Any], path: str) -> str:
    plain, below = "", ""
    for key, value in declared.items():
        inner = f"{path}.{key}" if path else key
        if is_array(key, value):
            below += "".join("\n" + part(inner, one) for one in value)
        elif is_table(key, value, path):
            below += "\n" + section(inner, value)
        else:
            plain += line(key, value)
    return plain + below


def _list(said: list[str], *, of_tables: bool) -> str:
    one = f"[{', '.join(said)}]"
    if not said or (len(one) <= WIDTH and not (of_tables and len(said) > 1)):
        return one
    return "[\n" + "".join(f"  {each},\n" for each in said) + "]"


def _string(value: str) -> str:
    # JSON's escapes are TOML's, but for the one control character that JSON leaves as it is.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if _BARE.match(key) else _string(key)


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", value))
