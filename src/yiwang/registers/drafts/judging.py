"""What stands against a declaration: its shape, what it refers to and says, and how it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from yiwang.kit.errors import NOTHING, Invalid, Text
from yiwang.kit.pack import PackFile, check_schema
from yiwang.kit.pack.problems import written
from yiwang.registers import linting
from yiwang.registers.definition import checking, plain, read, schemas
from yiwang.registers.definition.known import Known


@dataclass(frozen=True)
class Finding:
    """One thing to mend. `path` is written as in an item file (`materials[0].basis`); an "error" blocks publication.

    `rule` is a rule of the linter, "shape" or "fault". `text` says what is wrong, `suggestion` what to do about it.
    """

    rule: str
    path: str
    severity: Literal["error", "warning"]
    text: Text
    suggestion: Text = NOTHING


def judge(declared: Mapping[str, Any], known: Known, before: Mapping[str, Any] | None = None) -> list[Finding]:
    """Everything that stands against the declaration, errors first, each once.

    An error of the linter that the version `before` had already is a warning: a shorter limit need not wait until
    every old fault of the item is mended.
    """
    shape = [
        Finding("shape", fault.path, "error", fault.text)
        for fault in check_schema(PackFile("", data=plain(declared)), schemas.ITEM)
    ]
    faults = checking.faults(declared, known, shaped=not shape)
    found = [*shape, *(Finding("fault", written(path), "error", text) for path, text in faults)]
    if not shape:
        old = {(one.rule, one.text) for one in _linted(before)} if before else set()
        found += [replace(one, severity="warning") if (one.rule, one.text) in old else one for one in _linted(declared)]
    return sorted(dict.fromkeys(found), key=lambda one: one.severity)


def _linted(declared: Mapping[str, Any]) -> list[Finding]:
    found = []
    try:
        definition = read(plain(declared))
    except Invalid:
        return []  # said among the faults
    for one in linting.lint([definition]):
        rule = linting.RULES[one.rule]
        # Situations are proved by the check already, and said there.
        if not one.rule.startswith("situation."):
            found.append(Finding(one.rule, one.path, rule.severity, _said(rule.name, one.text), one.suggestion))
    return found


def _said(name: Text, text: str) -> Text:
    return Text(f"{name.zh}：{text}", f"{name.en}: {text}") if text else name
