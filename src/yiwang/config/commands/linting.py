"""`yiwang items lint`: of a pack folder, or of what the city has in force; and the rules with their reasons."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yiwang.config.cli import add

CLEAN, FOUND, UNREADABLE = 0, 1, 2
NEVER = "never"


@dataclass(frozen=True)
class Subject:
    """What is linted: the items, what they are compared with, where each is written, and what could not be read."""

    items: list[Any]
    beside: Any
    files: dict[str, Any]
    unread: list[str]


def register(actions: Any) -> None:
    lint = add(actions, "lint", _lint, "find vague, catch-all and unfounded wording, with the reason and what to do")
    lint.add_argument("folder", type=Path, nargs="?", help="a pack; default: what is in force in the database")
    lint.add_argument("--city", help="division code; default: every city in the database")
    lint.add_argument("--rule", action="append", help="only this rule or group, such as vague; may be repeated")
    severities = ("error", "warning", "note")
    lint.add_argument("--severity", choices=severities, default="note", help="leave out what is less grave")
    lint.add_argument(
        "--fail-on", choices=(*severities, NEVER), default="error", help="exit 1 from this severity on (default error)"
    )
    lint.add_argument("--most", type=int, default=40, help="findings to print (default 40; --json lists all)")
    add(actions, "rules", _rules, "list the linter's rules: name, severity, reason")


def _lint(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    from yiwang.registers import linting

    subject = _of_pack(arguments.folder) if arguments.folder else _of_city(arguments.city)
    for line in subject.unread:
        print(line, file=sys.stderr)
    found = [one for one in linting.lint(subject.items, subject.beside) if _wanted(one, arguments)]
    for finding in found[: arguments.most]:
        print(_line(finding, subject))
    if len(found) > arguments.most:
        print(f"…… 还有 {len(found) - arguments.most} 处 / more; --most")
    rules = linting.counts(found)
    for rule, count in rules.items():
        if count:
            print(f"{count:6}  {rule:32} {linting.RULES[rule].severity:8} {linting.RULES[rule].name.zh}")
    print(f"{len(subject.items)} 件事项 / items，{len(found)} 处 / findings")
    listed = [_listed(finding, subject) for finding in found]
    result = {"items": len(subject.items), "findings": len(found), "rules": rules, "listed": listed}
    return _status(found, subject, arguments.fail_on), {**result, "unread": subject.unread}


def _status(found: Iterable[Any], subject: Subject, fail_on: str) -> int:
    from yiwang.registers import linting

    if subject.unread:
        return UNREADABLE
    gravest = linting.gravest(found)
    order = list(linting.SEVERITIES)
    if gravest is None or fail_on == NEVER:
        return CLEAN
    return FOUND if order.index(gravest) <= order.index(fail_on) else CLEAN  # type: ignore[arg-type]


def _wanted(finding: Any, arguments: argparse.Namespace) -> bool:
    from yiwang.registers import linting

    order = list(linting.SEVERITIES)
    grave = order.index(linting.RULES[finding.rule].severity) <= order.index(arguments.severity)
    asked = arguments.rule or [finding.rule]
    return grave and any(finding.rule == rule or finding.rule.startswith(f"{rule}.") for rule in asked)


def _of_pack(folder: Path) -> Subject:
    """The items of a folder; what `pack check` would not even read is said and not passed over."""
    from yiwang.kit.pack import Pack
    from yiwang.registers import linting
    from yiwang.registers.materials import resolving

    pack = Pack(folder)
    items, files, unread = [], {}, []
    for file in resolving.files(pack):
        try:
            items.append(_read(file))
            files[items[-1].code] = file
        except _Unread as fault:
            unread.append(str(fault))
    licences, levels = _declared(pack)
    others = linting.beside(items, licences=licences, levels=levels, papers=_papers(pack))
    return Subject(items, others, files, unread)


class _Unread(Exception):
    """A file that is no item, with its line."""


def _read(file: Any) -> Any:
    from yiwang.kit.errors import Invalid
    from yiwang.registers.definition import plain, read

    if file.fault:
        text = file.fault.text
        raise _Unread(f"{file.name}:{file.fault.line}: {text.zh} / {text.en}")
    try:
        return read(plain(file.data))
    except Invalid as fault:
        text = fault.citizen
        path = next(iter(fault.fields), "")
        raise _Unread(f"{file.name}:{file.line_of(tuple(path.split('.')))}: {text.zh} / {text.en}") from None


def _declared(pack: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """Licence types and the levels of departments; a licence type that does not read is for `pack check` to say."""
    from yiwang.registers.definition.elements import licence_type

    licences = {}
    for file in pack.files("licences"):
        try:
            licences[file.data["key"]] = licence_type(file.data)
        except (KeyError, TypeError, AttributeError):
            continue
    rows = pack.file("departments").data.get("departments", [])
    levels = {row["code"]: row["level"] for row in rows if isinstance(row, dict) and {"code", "level"} <= set(row)}
    return licences, levels


def _papers(pack: Any) -> list[Any]:
    """The registry of the pack; a paper that does not read is for `pack check` to say."""
    from yiwang.registers.materials import paper

    found = []
    for declared in paper.of_pack(pack).values():
        try:
            found.append(paper.read(declared))
        except (KeyError, TypeError, ValueError, StopIteration):
            continue
    return found


def _of_city(city: str | None) -> Subject:
    import django

    django.setup()
    from yiwang.registers import linting
    from yiwang.registers.catalogue import queries
    from yiwang.registers.materials import queries as materials
    from yiwang.registers.offices import queries as offices

    items = queries.definitions(city)
    places = [city] if city else [place.code for place in offices.cities()]
    levels = {office.code: office.level for place in places for office in offices.departments(place)}
    papers = [paper for place in places for paper in materials.registered(place)]
    others = linting.beside(items, licences=queries.licence_types(), levels=levels, papers=papers)
    return Subject(items, others, {}, [])


def _line(finding: Any, subject: Subject) -> str:
    from yiwang.registers import linting

    where = f"{_file(finding, subject)}\t" if subject.files else ""
    mended = f"\t⇒ {_in_words(finding.fix)}" if finding.fix else ""
    severity = linting.RULES[finding.rule].severity
    said = f"{severity}\t{finding.rule}\t{finding.item}\t{finding.path}\t{finding.text}\t{finding.suggestion.zh}"
    return f"{where}{said}{mended}"


def _file(finding: Any, subject: Subject) -> str:
    from yiwang.registers import linting

    file = subject.files[finding.item]
    return f"{file.name}:{file.line_of(linting.place(finding.path))}"


def _in_words(fix: Any) -> str:
    import json

    from yiwang.registers.linting import fixing

    said = []
    for change in fix.changes:
        value = json.dumps(change.value, ensure_ascii=False)
        said.append(f"{fixing.written(change.path)} {'删去 / take away' if change.taken_away else f'= {value}'}")
    return "；".join(said)


def _listed(finding: Any, subject: Subject) -> dict[str, Any]:
    from yiwang.registers import linting
    from yiwang.registers.linting import fixing

    rule = linting.RULES[finding.rule]
    said = {"rule": finding.rule, "severity": rule.severity, "item": finding.item, "path": finding.path}
    said |= {"text": finding.text, "zh": finding.suggestion.zh, "en": finding.suggestion.en}
    said |= {"reason_zh": rule.reason.zh, "reason_en": rule.reason.en}
    if subject.files:
        file = subject.files[finding.item]
        said |= {"file": file.name, "line": file.line_of(linting.place(finding.path))}
    changes = finding.fix.changes if finding.fix else ()
    fix = [
        {"path": fixing.written(one.path), **({"taken_away": True} if one.taken_away else {"value": one.value})}
        for one in changes
    ]
    return {**said, "fix": fix}


def _rules(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    from yiwang.registers import linting

    for key, rule in linting.RULES.items():
        print(f"{key}\t{rule.severity}\t{rule.name.zh} / {rule.name.en}\n\t{rule.reason.zh}\n\t{rule.reason.en}")
    listed = [
        {"rule": key, "severity": rule.severity, "zh": rule.name.zh, "en": rule.name.en}
        | {"reason_zh": rule.reason.zh, "reason_en": rule.reason.en}
        for key, rule in linting.RULES.items()
    ]
    return CLEAN, {"rules": listed}
