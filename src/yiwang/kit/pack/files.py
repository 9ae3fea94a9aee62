"""The files of a pack. A file that cannot be read is kept with its fault, so that the others are still checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from yiwang.kit.errors import Refusal, Text
from yiwang.kit.pack import lines

_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
DEEPEST = 40
"""Tables and lists inside each other; the deepest thing a pack declares has ten."""
MOST_DOTS = 500
"""In one line. The parser takes the square of a key's parts, and a line of dots is no text."""


class NotReadable(Refusal):
    """The pack's folder or a file in it cannot be read."""

    code = "pack_not_readable"
    citizen = Text("城市包读不出来。", "The city's pack cannot be read.")


@dataclass(frozen=True)
class Fault:
    """Why a file is not TOML, and where."""

    line: int
    text: Text


@dataclass(frozen=True)
class PackFile:
    """One TOML file: `name` is its path inside the pack, `data` is empty when `fault` says why it could not be read."""

    name: str
    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    fault: Fault | None = None

    @property
    def stem(self) -> str:
        return Path(self.name).stem

    def line_of(self, path: tuple[str | int, ...]) -> int:
        """The line of a key path, else of its nearest known ancestor, from 1."""
        return lines.nearest(self._lines, path)

    @cached_property
    def _lines(self) -> lines.Lines:
        return {} if self.fault else lines.of(self.text)

    @cached_property
    def plain(self) -> dict[str, Any]:
        """The data as JSON knows it: dates and times as ISO strings."""
        made: dict[str, Any] = _plain(self.data)
        return made


class Pack:
    """A folder of TOML. Files are read once for each `Pack`."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        if not self.folder.is_dir():
            raise NotReadable(Text("没有这个城市包文件夹。", "There is no such pack folder."))
        self._read: dict[str, PackFile] = {}

    def file(self, name: str) -> PackFile:
        """`x.toml` at the pack's root (or `folder/x`); a missing one has a fault that says so."""
        return self._file(f"{name}.toml")

    def files(self, folder: str) -> list[PackFile]:
        """Every TOML file of a sub-folder and the folders in it, sorted by name; empty when there is none."""
        found = sorted((self.folder / folder).rglob("*.toml"))
        return [self._file(path.relative_to(self.folder).as_posix()) for path in found if path.is_file()]

    def has(self, name: str) -> bool:
        return (self.folder / f"{name}.toml").is_file()

    def _file(self, name: str) -> PackFile:
        if name not in self._read:
            self._read[name] = read(self.folder / name, name)
        return self._read[name]


def read(path: Path, name: str) -> PackFile:
    """Read one file; never raises: what is wrong is in the file's `fault`."""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        return PackFile(name, fault=Fault(1, Text("缺少这个文件。", "This file is missing.")))
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return PackFile(name, "?", fault=Fault(line, Text("文件不是 UTF-8 编码。", "The file is not UTF-8.")))
    except OSError:
        return PackFile(name, "?", fault=Fault(1, Text("文件打不开。", "The file cannot be opened.")))
    return parse(text, name)


def parse(text: str, name: str = "") -> PackFile:
    """A file from its text."""
    try:
        return PackFile(name, text, _shallow(text))
    except (ValueError, RecursionError) as error:  # a number of more digits than Python reads is a ValueError
        return PackFile(name, text or "?", fault=_syntax(text, error))


def is_too_deep(value: Any) -> bool:
    """Whether more is nested than anything needs. It asks level by level: what recurses would fall over it."""
    standing = [value]
    for _ in range(DEEPEST):
        tables = (each.values() if isinstance(each, Mapping) else each for each in standing)
        standing = [inner for table in tables for inner in table if isinstance(inner, Mapping | list)]
        if not standing:
            return False
    return True


def _shallow(text: str) -> dict[str, Any]:
    if any(line.count(".") > MOST_DOTS for line in text.split("\n")):
        raise RecursionError
    data = tomllib.loads(text)
    if is_too_deep(data):
        raise RecursionError
    return data


def _syntax(text: str, error: Exception) -> Fault:
    place = _PLACE.search(str(error))
    line = int(place.group(1)) if place else (text.count("\n") + 1 if "end of document" in str(error) else 1)
    reason = _PLACE.sub("", str(error)).replace("(at end of document)", "").strip() or "nested too deeply"
    return Fault(line, Text(f"不是合格的 TOML：{reason}。", f"Not valid TOML: {reason}."))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value
