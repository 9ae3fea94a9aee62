"""Write the kill table into docs/guarantees.md, between its marks.

python -m tests.control.table [--check]
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from tests.control.protections import PROTECTIONS

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "guarantees.md"
BEGIN, END = "<!-- kill table: python -m tests.control.table -->\n", "<!-- end of the kill table -->\n"


def table() -> str:
    lines = ["| protection | without it (the mutant) | control that must fail |", "|---|---|---|"]
    lines += [f"| {each.what} | {each.mutant} | `{each.file}::{each.control}` |" for each in PROTECTIONS]
    return "\n".join(lines) + "\n"


def page() -> str:
    """The page as it should be."""
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return head + BEGIN + table() + END + tail


def missing() -> list[str]:
    """Controls of the table that are not there."""
    return [
        f"{each.file}::{each.control}"
        for each in PROTECTIONS
        if each.control not in _functions(ROOT / each.file)
    ]  # fmt: skip


def _functions(path: Path) -> set[str]:
    if not path.exists():
        return set()
    return {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


def controls() -> set[str]:
    """Every control that the tests hold."""
    found = set()
    for folder in ("faults", "access", "attacks", "control"):
        for path in (ROOT / "tests" / folder).glob("test_*.py"):
            named = {name for name in _functions(path) if name.startswith(("test_control_", "test_with"))}
            found |= {f"{path.relative_to(ROOT)}::{name}" for name in named}
    return found


def main() -> int:
    if "--check" in sys.argv:
        return int(page() != PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
