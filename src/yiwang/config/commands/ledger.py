"""The ledger: export it, and check it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from yiwang.config.cli import add, group


def register(commands: Any) -> None:
    actions = group(commands, "ledger", "the ledger: export, verify")
    export = add(actions, "export", _export, "write leaves, checkpoints and receipts as files")
    export.add_argument("folder", type=Path)
    verify = add(actions, "verify", _verify, "check files (--from, --to) or, without files, the database")
    verify.add_argument("--from", dest="old", type=Path, help="an earlier export")
    verify.add_argument("--to", dest="new", type=Path, help="a later export")
    verify.add_argument("--receipt", type=Path, help="a citizen's receipt to look for in the files")


def _export(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    import django

    django.setup()
    from yiwang.kit.ledger import exporting

    counts = exporting.export(arguments.folder)
    for name, count in counts.items():
        print(f"{name:12} {count}")
    return 0, dict(counts)


def _verify(arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    from yiwang.kit.ledger import checking

    new = arguments.new or arguments.old
    if new:
        # Files need no city: a witness elsewhere has neither keys nor a database.
        report = checking.check_files(arguments.old, new, arguments.receipt)
    else:
        import django

        django.setup()
        report = checking.check_database()
    for problem in report.problems:
        print(f"✗ {problem.zh} / {problem.en}")
    if report.more:
        print(f"✗ 还有 {report.more} 处 / and {report.more} more")
    for note in report.notes:
        print(f"· {note.zh} / {note.en}")
    print("账本完好 / the ledger is whole" if report.ok else "账本有问题 / the ledger is not whole")
    return (0 if report.ok else 1), report.as_json()
