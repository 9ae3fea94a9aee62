"""What an item's wording leaves open: vague and catch-all terms, papers without a basis, promises beyond the law. Pure.

Each rule has a severity and its reason. A term counts only where it leaves something open: 等 in 等级 does not.

Owns: the rules.
Offers: `lint`, `lint_one`, `beside`, `apply`, `counts`, `gravest`, `RULES`, `SEVERITIES`.
Tells: nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from yiwang.registers.definition import ItemDefinition
from yiwang.registers.linting.commitment import of_commitment
from yiwang.registers.linting.comparing import Beside, beside
from yiwang.registers.linting.elements import of_item
from yiwang.registers.linting.fixing import Change, Fix, NoSuchPlace, apply, place
from yiwang.registers.linting.naming import canonical, of_names
from yiwang.registers.linting.registering import of_registry
from yiwang.registers.linting.results import of_result
from yiwang.registers.linting.rules import RULES, SEVERITIES, Finding, Rule, Severity
from yiwang.registers.linting.situations import of_situations
from yiwang.registers.linting.wording import of_words

__all__ = [
    "RULES",
    "SEVERITIES",
    "Beside",
    "Change",
    "Finding",
    "Fix",
    "NoSuchPlace",
    "Rule",
    "Severity",
    "apply",
    "beside",
    "canonical",
    "counts",
    "gravest",
    "lint",
    "lint_one",
    "place",
]

NOTHING_BESIDE = Beside()


def lint(definitions: Iterable[ItemDefinition], compared_with: Beside | None = None) -> list[Finding]:
    """Every finding, by item; compared with each other unless something else is given."""
    items = list(definitions)
    others = compared_with or beside(items)
    found = [finding for item in items for finding in lint_one(item, others)]
    return sorted(found, key=lambda finding: (finding.item, finding.path, finding.rule))


def lint_one(item: ItemDefinition, compared_with: Beside = NOTHING_BESIDE) -> list[Finding]:
    """The findings of one item, by path: fast enough to be asked while somebody types."""
    found = [
        *of_words(item),
        *of_item(item, compared_with),
        *of_result(item, compared_with),
        *of_names(item, compared_with.names),
        *of_registry(item, compared_with.papers),
        *of_situations(item),
        *of_commitment(item),
    ]
    return sorted(found, key=lambda finding: (finding.path, finding.rule))


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings each rule has, every rule listed."""
    counted = Counter(finding.rule for finding in findings)
    return {rule: counted[rule] for rule in RULES}


def gravest(findings: Iterable[Finding]) -> Severity | None:
    """The gravest severity among the findings; None where there are none."""
    there = {RULES[finding.rule].severity for finding in findings}
    return next((severity for severity in SEVERITIES if severity in there), None)
