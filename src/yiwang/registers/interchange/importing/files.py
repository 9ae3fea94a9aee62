"""Records from JSON lines, CSV or Excel: the same records whichever way they come."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yiwang.kit.errors import Invalid, Text

UNKNOWN_FORMAT = Text("只能读 .jsonl、.csv 和 .xlsx 文件。", "Only .jsonl, .csv and .xlsx files can be read.")
NOT_READABLE = Text("文件读不出来：格式与扩展名不符。", "The file cannot be read: it is not what its name says.")
LONGEST_CELL = 1_000_000

Row = tuple[int, Any]


def records(path: Path) -> Iterator[Row]:
    """Each record with its line (from 1); None for a line that is no record. Raises Invalid for a wrong file."""
    readers = {".jsonl": _json_lines, ".json": _json_lines, ".csv": _csv, ".xlsx": _excel}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise Invalid(UNKNOWN_FORMAT)
    yield from reader(path)


def _json_lines(path: Path) -> Iterator[Row]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, _json(line)


def _json(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _csv(path: Path) -> Iterator[Row]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel in China writes.
        text = data.decode("gb18030", "replace")
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.DictReader(text.splitlines(keepends=True))
    try:
        for row in reader:
            yield reader.line_num, {key: value for key, value in row.items() if key}
    except csv.Error:
        raise Invalid(NOT_READABLE) from None


def _excel(path: Path) -> Iterator[Row]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError):
        raise Invalid(NOT_READABLE) from None
    rows = book.worksheets[0].iter_rows(values_only=True)
    head = [str(name).strip() if name is not None else "" for name in next(rows, ())]
    for number, row in enumerate(rows, 2):
        if any(cell is not None for cell in row):
            yield number, {name: cell for name, cell in zip(head, row, strict=False) if name}
    book.close()
