"""Items as rows of the exchange tables. What no column holds goes to `task_extension`, leaf by leaf."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from yiwang.registers.definition import codes
from yiwang.registers.interchange.exchanging import layout, making
from yiwang.registers.interchange.exchanging.layout import MISSING, Column, Place, Table

ROWS = uuid.UUID("6f0f4b0e-6d0c-5c57-9b43-2b7c1d3a9e55")
"""Name space of the rows' identifiers: the same item has the same ones in every batch."""


@dataclass(frozen=True)
class Batch:
    """One exchange: `city` is a division code, `number` its day and round, `other` whose codes are written."""

    city: str
    made_at: datetime
    round: int = 1
    other: str = codes.NATIONAL

    @property
    def number(self) -> str:
        """cd_batch: the day and five digits."""
        return f"{self.made_at:%Y%m%d}{self.round:05d}"

    @property
    def source(self) -> str:
        """data_source: the province's two digits."""
        return self.city[:2]


@dataclass(frozen=True)
class Task:
    """One item as it is sent. `operation`: i new, u changed, d cancelled."""

    declared: Mapping[str, Any]
    elements: Mapping[str, Any] = field(default_factory=dict)
    operation: str = "i"
    version: int = 1
    department: str = ""
    cancelled_on: date | None = None


def write(tasks: Iterable[Task], batch: Batch, folder: Path) -> dict[str, int]:
    """Write one CSV for each table into a folder, made if need be; how many rows each has."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {table.name: [table.head] for table in layout.tables()}
    for task in tasks:
        for table, row in rows(task, batch):
            made[table.name].append([row.get(name, "") for name in table.head])
    for name, lines in made.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
    return {name: len(lines) - 1 for name, lines in made.items()}


def rows(task: Task, batch: Batch) -> Iterator[tuple[Table, dict[str, str]]]:
    """The rows of one item, its extension last."""
    identifier = str(uuid.uuid5(ROWS, f"{batch.city}/{task.declared.get('code', '')}"))
    facts = making.facts(task, batch)
    held: set[Place] = set()
    for table in layout.tables():
        for order, (place, entry) in enumerate(_entries(table, task, held), 1):
            row = {column.name: _cell(column, entry, place, facts, held, batch) for column in table.columns}
            yield table, row | _common(table, order, identifier, task, batch)


def _entries(table: Table, task: Task, held: set[Place]) -> list[tuple[Place, Any]]:
    if not table.each:
        return [((), task.declared)]
    if table.each == "$elements":
        bodies = sorted(task.elements.items())
        return [(("$elements",), {"key": key, "body": body}) for key, body in bodies]
    if table.each == "$rest":
        return [(("$rest",), entry) for entry in _rest(task.declared, held)]
    found = task.declared.get(table.each)
    return [((table.each, at), entry) for at, entry in enumerate(found)] if isinstance(found, list) else []


def _cell(column: Column, entry: Any, place: Place, facts: making.Facts, held: set[Place], batch: Batch) -> str:
    if column.made:
        return making.made(column.made, entry, facts)
    value = layout.at(entry, column.path)
    cell = "" if value is MISSING else column.write(value, batch.other)
    if cell:
        held.add((*place, *column.path))
    return cell


def _rest(declared: Mapping[str, Any], held: set[Place]) -> Iterator[dict[str, Any]]:
    """The leaves that no cell holds, empty tables and lists included."""
    for path, value in leaves(declared):
        if not any(path[:length] in held for length in range(len(path) + 1)):
            yield {"path": list(path), "value": value}


def leaves(value: Any, path: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every leaf with its path; an empty table or list is one."""
    inner: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, Mapping):
        inner = value.items()
    elif isinstance(value, (list, tuple)):
        inner = enumerate(value)
    inner = list(inner)
    if not inner:
        yield path, value
    for key, under in inner:
        yield from leaves(under, (*path, key))


def _common(table: Table, order: int, identifier: str, task: Task, batch: Batch) -> dict[str, str]:
    return {
        "row_guid": str(uuid.uuid5(ROWS, f"{identifier}/{table.name}/{order}")),
        "task_guid": identifier,
        "cd_operation": task.operation,
        "cd_time": f"{batch.made_at:%Y-%m-%d %H:%M:%S}",
        "cd_batch": batch.number,
        "data_source": batch.source,
        **({"order_num": str(order)} if table.each else {}),
    }
