"""Items from elsewhere and for others: import, export, lint."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from yiwang.config.cli import add, group
from yiwang.config.commands import exchanging, linting, lives

WHICH_SOURCE = (
    "请用 --source 说明字段怎么对应 / Say with --source how the records are to be read, such as: --source guangdong"
)


def register(commands: Any) -> None:
    actions = group(commands, "items", "service items: import, export, lint, history, diff, write back")
    bring = add(actions, "import", _import, "import items of another system; a report line for each problem")
    bring.add_argument(
        "file", type=Path, help="JSON lines, CSV or Excel, with --source; or a folder of national exchange tables"
    )
    bring.add_argument("--source", help="mapping packs/sources/<SOURCE>.toml, or a path to one; not for a folder")
    bring.add_argument("--city", help="for a folder of tables that do not name their city: its division code")
    exchanging.register(actions)
    lives.register(actions)
    linting.register(actions)


def _import(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from yiwang.config.environment import ROOT
    from yiwang.registers.interchange import importing

    if arguments.file.is_dir():
        return exchanging.bring(arguments)
    if not arguments.source:
        print(WHICH_SOURCE)
        return 2, {"error": WHICH_SOURCE}
    named = Path(arguments.source)
    mapping = named if named.suffix == ".toml" else ROOT / "packs" / "sources" / f"{arguments.source}.toml"
    report = importing.import_items(arguments.file, mapping)
    for problem in report.problems:
        print(
            f"{problem.severity}\t{problem.record}\t{problem.field}\t{problem.value}\t"
            f"{problem.reason.zh} / {problem.reason.en}"
        )
    print(
        f"导入 / imported {report.imported}，未变 / unchanged {report.unchanged}，"
        f"未收 / refused {report.refused}，提醒 / warnings {report.warnings}"
    )
    counts = {"imported": report.imported, "unchanged": report.unchanged}
    return 0, {**counts, "refused": report.refused, "warnings": report.warnings}
