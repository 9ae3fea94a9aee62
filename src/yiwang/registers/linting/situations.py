"""Situations that are not there, or there twice: what the completeness check finds, as findings of the linter."""

from __future__ import annotations

from collections.abc import Iterator

from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition, situations
from yiwang.registers.linting.rules import Finding


def of_situations(item: ItemDefinition) -> Iterator[Finding]:
    """Each flaw of the item's situations; the finding's text is a combination of answers that shows it."""
    for flaw in situations.flaws(item):
        shown = situations.in_words(item, flaw.example) if flaw.example is not None else Text("", "")
        yield Finding(flaw.rule, item.code, _written(flaw.path), shown.zh, flaw.text)


def _written(path: situations.Path) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
