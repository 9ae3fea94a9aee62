"""What every room asks of what a pack declares: lists read whatever their shape, keys once, and named as their file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yiwang.kit.errors import Text
from yiwang.kit.pack.files import PackFile
from yiwang.kit.pack.problems import Problem, problem

TAKEN = Text("这个键或代码已经用过。", "This key or code is taken.")
OTHER_FILE = Text("键要和文件名一样。", "The key is the file's name.")
NO_PLACE = Text("这条路径没有对应的内容。", "Nothing stands at this path.")


def entries(data: Mapping[str, Any], key: str) -> list[Any]:
    """The entries of a list; none where something else stands there, which the schema refuses."""
    found = data.get(key, [])
    return found if isinstance(found, list) else []


def tables(data: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """The tables of an array of tables; whatever else stands there is left to the schema to refuse."""
    return [row for row in entries(data, key) if isinstance(row, dict)]


def unknown(name: object, where: str) -> Text:
    """What is said of a name that its place in the pack (`where`) does not declare."""
    return Text(f"{where} 里没有“{name}”。", f"There is no “{name}” in {where}.")


def repeated(files: Iterable[PackFile], key: str = "key") -> Iterator[Problem]:
    """Files that claim what a file before them has."""
    seen: set[object] = set()
    for file in files:
        value = file.data.get(key)
        if value is not None and value in seen:
            yield problem(file, (key,), TAKEN)
        seen.add(value)


def misnamed(files: Iterable[PackFile]) -> Iterator[Problem]:
    """Files whose key is not their name."""
    for file in files:
        if file.data.get("key") not in (None, file.stem):
            yield problem(file, ("key",), OTHER_FILE)


def wrongly_assumed(file: PackFile) -> Iterator[Problem]:
    """What is said to be assumed and is not there at all."""
    for at, path in enumerate(entries(file.data, "assumed")):
        if str(path).split(".")[0] not in file.data:
            yield problem(file, ("assumed", at), NO_PLACE)
