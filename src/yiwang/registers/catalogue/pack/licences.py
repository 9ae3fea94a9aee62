"""Licence types of a pack agree with the items that issue them."""

from __future__ import annotations

from collections.abc import Iterator

from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile, Problem, problem
from yiwang.kit.pack.declared import tables
from yiwang.registers.definition import checking


def check(pack: Pack, files: list[PackFile]) -> Iterator[Problem]:
    """A licence's field that comes from a form or an answer is there in an item that issues the licence."""
    asked: dict[str, set[str]] = {}
    for file in files:
        result = file.data.get("result")
        if isinstance(result, dict) and result.get("licence"):
            asked.setdefault(result["licence"], set()).update(checking.sources(file.data))
    for file in pack.files("licences"):
        issued = asked.get(str(file.data.get("key")))
        for at, row in enumerate(tables(file.data, "fields")):
            source = str(row.get("from", ""))
            if issued is not None and source.startswith(("form.", "answer.")) and source not in issued:
                text = Text("颁发这种证照的事项没有这一项。", "No item that issues this licence has such a field.")
                yield problem(file, ("fields", at, "from"), text)
