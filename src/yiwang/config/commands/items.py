"""Items from elsewhere: import and lint."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from yiwang.config.cli import add, group


def register(commands: Any) -> None:
    actions = group(commands, "items", "service items: import from another system, lint")
    bring = add(actions, "import", _import, "import items through a mapping file; a report line for each problem")
    bring.add_argument("file", type=Path, help="JSON lines, CSV or Excel")
    bring.add_argument("--source", required=True, help="mapping packs/sources/<SOURCE>.toml, or a path to one")
    lint = add(actions, "lint", _lint, "find vague, catch-all and unfounded wording, with the reason")
    lint.add_argument("--city", help="division code; default: every city in the database")
    lint.add_argument("--most", type=int, default=40, help="findings to print (default 40; --json lists all)")


def _import(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from yiwang.config.environment import ROOT
    from yiwang.registers.catalogue import importing

    named = Path(arguments.source)
    mapping = named if named.suffix == ".toml" else ROOT / "packs" / "sources" / f"{arguments.source}.toml"
    report = importing.import_items(arguments.file, mapping)
    for problem in report.problems:
        print(f"{problem.severity}\t{problem.record}\t{problem.field}\t{problem.value}\t{problem.reason.zh}")
    counts = {
        "imported": report.imported, "unchanged": report.unchanged,
        "refused": report.refused, "warnings": report.warnings,
    }  # fmt: skip
    print(counts)
    return 0, counts


def _lint(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from yiwang.registers.catalogue import linting, queries

    findings = linting.lint(queries.definitions(arguments.city))
    for finding in findings[: arguments.most]:
        print(f"{finding.rule}\t{finding.item}\t{finding.path}\t{finding.text}\t{finding.suggestion}")
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
    print(f"{len(findings)} 处 / findings", counts)
    return 0, {"findings": len(findings), "rules": counts}
