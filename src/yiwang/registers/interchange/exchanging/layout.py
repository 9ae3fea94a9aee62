"""The tables and their columns, and how a value is written in a cell. Pure; the tables themselves are `tables.toml`."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from yiwang.registers.definition import codes

Place = tuple[str | int, ...]
MISSING = object()
_FLAGS = {"1": True, "0": False, "是": True, "否": False}
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")


@dataclass(frozen=True)
class Column:
    """One column: what stands at `path`, written as `form`; or, with `made`, made up for readers and not read back."""

    name: str
    path: tuple[str, ...] = ()
    form: str = ""
    made: str = ""

    def write(self, value: Any, other: str) -> str:
        """The cell for a value; "" where the cell could not be read back to the very same value."""
        try:
            cell = _written(value, self.form, other)
            same = plain(self.read(cell, other)) == plain(value)
        except (TypeError, ValueError):
            return ""
        return cell if same and "\0" not in cell else ""

    def read(self, cell: str, other: str) -> Any:
        """The value of a cell. Raises ValueError for one that cannot be read."""
        if self.form == "number":
            return int(cell)
        if self.form == "flag":
            return _FLAGS[cell] if cell in _FLAGS else _refuse(cell)
        if self.form == "json":
            return _json(cell)
        if self.form == "day":
            found = _DAY.match(cell.replace("-", ""))
            return "-".join(found.groups()) if found else _refuse(cell)
        if self.form.startswith("list"):
            return [_understood(part, self.form[5:], other) for part in cell.split(",")]
        return _understood(cell, self.form, other)


@dataclass(frozen=True)
class Table:
    """One table; `each` is the list whose entries are its rows, empty for one row an item."""

    name: str
    each: str
    columns: tuple[Column, ...]

    @property
    def head(self) -> list[str]:
        order = ["order_num"] if self.each else []
        return [*common(), *order, *(column.name for column in self.columns)]


@cache
def tables() -> tuple[Table, ...]:
    """Every table, in the order in which they are written."""
    return tuple(
        Table(said["name"], said.get("each", ""), tuple(_column(*each) for each in said["columns"].items()))
        for said in _file()["tables"]
    )


@cache
def common() -> tuple[str, ...]:
    """The columns every table begins with."""
    return tuple(_file()["common"])


def at(value: Any, path: Place) -> Any:
    """What stands at a path, MISSING where nothing does."""
    for part in path:
        inside = part in value if isinstance(value, Mapping) else _reaches(value, part)
        if not inside:
            return MISSING
        value = value[part]
    return value


def _reaches(value: Any, part: str | int) -> bool:
    return isinstance(value, list) and isinstance(part, int) and part < len(value)


def plain(value: Any) -> str:
    """A value as canonical text: two are the same exactly when these are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _column(name: str, said: str) -> Column:
    if said.startswith("= "):
        return Column(name, made=said[2:])
    path, _, form = said.partition(" | ")
    return Column(name, tuple(path.split(".")), form)


def _written(value: Any, form: str, other: str) -> str:
    if form == "json":
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if form == "number":
        return str(value)
    if form == "flag":
        return "1" if value else "0"
    if form == "day":
        return str(value).replace("-", "")
    if form.startswith("list"):
        return ",".join(codes.written(form[5:], part, other) for part in value)
    if not isinstance(value, str):
        raise TypeError
    return codes.written(form, value, other)


def _understood(cell: str, form: str, other: str) -> str:
    return codes.understood(form, cell, other)


def _json(cell: str) -> Any:
    try:
        return json.loads(cell)
    except RecursionError:
        raise ValueError(cell) from None


def _refuse(cell: str) -> Any:
    raise ValueError(cell)


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "tables.toml").read_text(encoding="utf-8"))
