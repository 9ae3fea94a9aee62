"""What stands against a declaration: its shape, what it refers to and says, and how it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from yiwang.kit.errors import NOTHING, Invalid, Text
from yiwang.kit.pack import PackFile, check_schema
from yiwang.kit.pack.problems import written
from yiwang.registers import linting
from yiwang.registers.definition import checking, plain, read, schemas
from yiwang.registers.definition.known import Known


@dataclass(frozen=True)
class Finding:
    """One thing to mend. `path` is written as in an item file (`materials[0].basis`); an "error" blocks publication.

    `rule` is a rule of the linter, "shape" or "fault". `text` says what is wrong, `suggestion` what to do about it,
    `reason` why the rule is there; `fix` mends it, where that is evident.
    """

    rule: str
    path: str
    severity: linting.Severity
    text: Text
    suggestion: Text = NOTHING
    reason: Text = NOTHING
    fix: linting.Fix | None = None


def judge(
    declared: Mapping[str, Any],
    whole: Mapping[str, Any],
    known: Known,
    before: Mapping[str, Any] | None = None,
    beside: linting.Beside | None = None,
) -> list[Finding]:
    """Everything that stands against the declaration, errors first, each once.

    `whole` is the declaration with its papers whole, `beside` what it is compared with.

    An error of the linter that the version `before` had already is a warning: a shorter limit need not wait until
    every old fault of the item is mended.
    """
    shape = [
        Finding("shape", fault.path, "error", fault.text)
        for fault in check_schema(PackFile("", data=plain(declared)), schemas.ITEM)
    ]
    faults = checking.faults(whole, known, shaped=not shape and _has_its_papers(whole, known))
    found = [*shape, *(Finding("fault", written(path), "error", text) for path, text in faults)]
    if not shape:
        others = (beside or linting.beside([])).without(str(declared.get("code", "")))
        errors = [one for one in _linted(before, others) if one.severity == "error"] if before else []
        old = {(one.rule, one.text) for one in errors}
        now = _linted(whole, others)
        found = [_with_fix(one, now) for one in found]
        now = [one for one in now if not _is_of_situations(one)]
        found += [replace(one, severity="warning") if (one.rule, one.text) in old else one for one in now]
    once: dict[Any, Finding] = {}
    for one in found:
        once.setdefault((one.rule, one.path, one.text), one)
    order = list(linting.SEVERITIES)
    return sorted(once.values(), key=lambda one: order.index(one.severity))


def _linted(declared: Mapping[str, Any], beside: linting.Beside) -> list[Finding]:
    found = []
    try:
        definition = read(plain(declared))
    except Invalid:
        return []  # said among the faults
    for one in linting.lint_one(definition, beside):
        rule = linting.RULES[one.rule]
        said = _said(rule.name, one.text)
        found.append(Finding(one.rule, one.path, rule.severity, said, one.suggestion, rule.reason, one.fix))
    return found


def _is_of_situations(finding: Finding) -> bool:
    return finding.rule.startswith("situation.")


def _with_fix(fault: Finding, linted: list[Finding]) -> Finding:
    """Situations are proved by the check and said there; the linter knows how what it found there is mended."""
    said = next((one for one in linted if _is_of_situations(one) and one.path == fault.path), None)
    return replace(fault, reason=said.reason, fix=said.fix) if said else fault


def _said(name: Text, text: str) -> Text:
    return Text(f"{name.zh}：{text}", f"{name.en}: {text}") if text else name


def _has_its_papers(whole: Mapping[str, Any], known: Known) -> bool:
    """A paper that is not in the registry leaves a material without a name: told as that one fault."""
    return all(row.get("paper", "") in known.papers | {""} for row in whole.get("materials", ()))
