"""The exchange tables read back into declarations. What cannot be read is told with table, line and column."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yiwang.kit.errors import Invalid, Text
from yiwang.registers.definition import codes
from yiwang.registers.definition import read as read_item
from yiwang.registers.interchange.exchanging import layout
from yiwang.registers.interchange.exchanging.completing import complete
from yiwang.registers.interchange.exchanging.layout import Place, Table
from yiwang.registers.interchange.importing import standard

NEEDED = ("task_directory", "task_general_basic")
LONGEST_CELL = 1_000_000
NOT_TABLES = Text("这个目录里没有交换表 {}。", "There is no exchange table {} in this folder.")
UNREADABLE = Text("这一格读不出来。", "This cell cannot be read.")
NOT_UTF8 = Text("文件不是 UTF-8 编码的 CSV。", "The file is not CSV in UTF-8.")
UNKNOWN_TABLE = Text("不认识这张表，没有读。", "This table is not known and was not read.")
UNKNOWN_COLUMN = Text("不认识这一列，没有读。", "This column is not known and was not read.")
UNKNOWN_OPERATION = Text("同步类型只能是 i、u、d。", "cd_operation is i, u or d.")
WITHOUT_ITEM = Text("没有对应的事项。", "There is no item for this row.")
_OPERATIONS = frozenset("iud")


@dataclass(frozen=True)
class Problem:
    """One line of the report. `severity` "error": the item is left out; "warning": it comes in."""

    severity: str
    table: str
    line: int
    column: str
    reason: Text


@dataclass
class Brought:
    """One item of the tables; `declared` is None where it could not be read."""

    guid: str
    operation: str = "i"
    city: str = ""
    code: str = ""
    declared: dict[str, Any] | None = None
    elements: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class _Item:
    """What the rows of one item came to so far."""

    other: str
    found: dict[Place, Any] = field(default_factory=dict)
    made: dict[Place, str] = field(default_factory=dict)
    extended: bool = False
    brought: Brought = field(default_factory=lambda: Brought(""))

    def tell(self, table: str, line: int, column: str, reason: Text) -> None:
        self.brought.problems.append(Problem("error", table, line, column, reason))


def read(folder: Path, other: str = codes.NATIONAL) -> tuple[list[Brought], list[Problem]]:
    """Every item of a folder of tables, and what was found beside them. Raises Invalid for a folder without them.

    `other` says whose codes they are, where the tables do not say so themselves.
    """
    for name in NEEDED:
        if not (folder / f"{name}.csv").is_file():
            raise Invalid(Text(NOT_TABLES.zh.format(name), NOT_TABLES.en.format(name)))
    beside = list(_unknown(folder))
    rows = {table.name: list(_rows(folder, table, beside)) for table in layout.tables()}
    items = {row.get("task_guid", ""): _begun(row, other) for _, row in rows["task_directory"]}
    _understand(items, rows)
    for table in layout.tables():
        for line, row in rows[table.name]:
            item = items.get(row.get("task_guid", ""))
            if item is None:
                beside.append(Problem("warning", table.name, line, "task_guid", WITHOUT_ITEM))
            else:
                _take(item, table, line, row)
    return [_finished(item) for item in items.values()], beside


def _begun(row: dict[str, str], other: str) -> _Item:
    item = _Item(other, brought=Brought(row.get("task_guid", ""), row.get("cd_operation", "")))
    if item.brought.operation not in _OPERATIONS:
        item.tell("task_directory", 0, "cd_operation", UNKNOWN_OPERATION)
    return item


def _understand(items: dict[str, _Item], rows: dict[str, list[tuple[int, dict[str, str]]]]) -> None:
    """Whose codes the tables are in and which city's, as they say themselves."""
    for _, row in rows["task_general_extend"]:
        item = items.get(row.get("task_guid", ""))
        with suppress(ValueError):
            said = json.loads(row.get("extend_field") or "{}")
            if item and isinstance(said, dict):
                item.other = said["codes"] if said.get("codes") in codes.others() else item.other
                item.brought.city = str(said.get("city", ""))


def _take(item: _Item, table: Table, line: int, row: dict[str, str]) -> None:
    """The cells of one row, each at its place."""
    values = _values(item, table, line, row)
    if table.each == "$elements":
        item.brought.elements[values.get(("key",), "")] = values.get(("body",), {})
    elif table.each == "$rest":
        item.extended = True
        path = values.get(("path",))
        if not isinstance(path, list) or ("value",) not in values:
            item.tell(table.name, line, "path", UNREADABLE)
        else:
            item.found[tuple(path)] = values[("value",)]
    else:
        place = _place(item, table, line, row)
        item.found |= {(*place, *path): value for path, value in values.items()}
        made = {(*place, column.made): row.get(column.name, "") for column in table.columns if column.made}
        item.made |= {key: cell for key, cell in made.items() if cell}


def _values(item: _Item, table: Table, line: int, row: dict[str, str]) -> dict[tuple[str, ...], Any]:
    values: dict[tuple[str, ...], Any] = {}
    for column in table.columns:
        if cell := "" if column.made else row.get(column.name, ""):
            try:
                values[column.path] = column.read(cell, item.other)
            except ValueError:
                item.tell(table.name, line, column.name, UNREADABLE)
    return values


def _place(item: _Item, table: Table, line: int, row: dict[str, str]) -> Place:
    if not table.each:
        return ()
    order = row.get("order_num", "")
    if not (order.isascii() and order.isdigit() and 0 < int(order) <= 10_000):
        item.tell(table.name, line, "order_num", UNREADABLE)
        return (table.each, 0)
    return (table.each, int(order) - 1)


def _finished(item: _Item) -> Brought:
    """The declaration, built of its leaves and read once, so that what is missing is told here."""
    brought = item.brought
    declared = _built(item.found)
    if not item.extended and isinstance(declared, dict):
        declared, brought.elements = complete(declared, item.made), standard.ELEMENTS | brought.elements
    brought.code = str(declared.get("code", "")) if isinstance(declared, dict) else ""
    try:
        read_item(declared)
    except Invalid as fault:
        brought.problems += [Problem("error", "task_directory", 0, path, text) for path, text in fault.fields.items()]
    if not brought.problems:
        brought.declared = declared
    return brought


def _built(found: dict[Place, Any]) -> Any:
    """Tables and lists again, of leaves with their paths."""
    if () in found:
        return found[()]
    under: dict[Any, dict[Place, Any]] = defaultdict(dict)
    for path, value in found.items():
        under[path[0]][path[1:]] = value
    if under and all(isinstance(key, int) for key in under):
        return [_built(under[key]) for key in sorted(under)]
    return {key: _built(inner) for key, inner in under.items()}


def _unknown(folder: Path) -> Iterator[Problem]:
    known = {f"{table.name}.csv" for table in layout.tables()}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in known:
            yield Problem("warning", path.stem, 0, "", UNKNOWN_TABLE)


def _rows(folder: Path, table: Table, beside: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    path = folder / f"{table.name}.csv"
    if not path.is_file():
        return
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey="", restval="")
            strange = set(reader.fieldnames or ()) - set(table.head)
            beside += [Problem("warning", table.name, 1, name, UNKNOWN_COLUMN) for name in sorted(strange)]
            for row in reader:
                yield reader.line_num, row
    except (UnicodeDecodeError, csv.Error):
        raise Invalid(Text(f"{path.name}：{NOT_UTF8.zh}", f"{path.name}: {NOT_UTF8.en}")) from None
