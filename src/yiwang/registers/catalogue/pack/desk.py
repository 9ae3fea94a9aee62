"""Items that the desk changed and the pack does not say yet: a load may not undo them unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile, Problem, problem
from yiwang.registers.catalogue import queries
from yiwang.registers.catalogue.pack.known import known_in
from yiwang.registers.definition import plain
from yiwang.registers.definition.implementations import expanded
from yiwang.registers.materials import resolving


def unsettled(pack: Pack) -> list[Problem]:
    """One problem for each item whose last word is the desk's and is not in the pack, with the command that mends it.

    With no pack's city in the database there is none.
    """
    return list(_unsettled(pack))


def codes(pack: Pack) -> list[str]:
    """The codes of those items."""
    return [problem.path for problem in unsettled(pack)]


def _unsettled(pack: Pack) -> Iterator[Problem]:
    files = {str(file.data.get("code")): file for file in resolving.files(pack)}
    departments = known_in(pack).departments
    for code, last in queries.ahead_of_pack(str(pack.file("city").data.get("code", ""))):
        file = files.get(code)
        if file is None and last.stage != "retired":
            yield Problem("items", 1, code, _text(code, last))
        elif file is not None and (last.stage == "retired" or _differs(file, departments, last.pk)):
            found = problem(file, ("code",), _text(code, last))
            yield Problem(found.file, found.line, code, found.text)


def _differs(file: PackFile, departments: Mapping[str, Mapping[str, Any]], version: int) -> bool:
    return plain(expanded(file.data, departments)) != queries.declaration(version)


def _text(code: str, last: queries.Past) -> Text:
    what = Text("已取消", "was retired") if last.stage == "retired" else Text(
        f"已有第 {last.number} 版", f"has version {last.number}"
    )  # fmt: skip
    command = f"yiwang items write-back PACK --code {code}"
    return Text(
        f"“{last.name.zh}”在后台{what.zh}，包里还没有。先写回：{command}",
        f"“{last.name.en}” {what.en} by the desk that the pack does not have. Write it back first: {command}",
    )
