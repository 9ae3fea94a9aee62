"""What an item's wording leaves open: vague and catch-all terms, papers without a basis, promises beyond the law. Pure.

Each rule has a severity and its reason. A term counts only where it leaves something open: 等 in 等级 does not.

Owns: the rules.
Offers: `lint`, `counts`, `RULES`.
Tells: nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from yiwang.registers.definition import ItemDefinition
from yiwang.registers.linting.elements import of_item
from yiwang.registers.linting.naming import inconsistent
from yiwang.registers.linting.rules import RULES, Finding, Rule
from yiwang.registers.linting.situations import of_situations
from yiwang.registers.linting.wording import of_words

__all__ = ["RULES", "Finding", "Rule", "counts", "lint"]


def lint(definitions: Iterable[ItemDefinition]) -> list[Finding]:
    """Every finding, by item; names are compared across all the items given."""
    items = list(definitions)
    found = [finding for item in items for finding in (*of_words(item), *of_item(item), *of_situations(item))]
    found += inconsistent(items)
    return sorted(found, key=lambda finding: (finding.item, finding.path, finding.rule))


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings each rule has, every rule listed."""
    counted = Counter(finding.rule for finding in findings)
    return {rule: counted[rule] for rule in RULES}
