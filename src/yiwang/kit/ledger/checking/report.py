"""What a check found: each finding names the first bad leaf or row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from yiwang.kit.errors import Text

MOST = 50


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `code` is stable; `number` is the leaf's in the tree, `leaf` its id."""

    code: str
    text: Text
    number: int | None = None
    leaf: int | None = None
    row: str = ""


@dataclass
class Report:
    """What was found, what was not checked and why, and how much was looked at."""

    findings: list[Finding] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    """What was not checked, and why."""
    figures: dict[str, int] = field(default_factory=dict)
    more: int = 0
    """Findings beyond the first fifty: counted, not kept."""

    @property
    def ok(self) -> bool:
        return not self.findings

    @property
    def problems(self) -> list[Text]:
        return [finding.text for finding in self.findings]

    def find(self, code: str, zh: str, en: str, **where: Any) -> None:
        if len(self.findings) < MOST:
            self.findings.append(Finding(code, Text(zh, en), **where))
        else:
            self.more += 1

    def note(self, zh: str, en: str) -> None:
        self.notes.append(Text(zh, en))

    def has(self, code: str) -> bool:
        return any(finding.code == code for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "problems": [
                {"code": f.code, "zh": f.text.zh, "en": f.text.en, "number": f.number, "leaf": f.leaf, "row": f.row}
                for f in self.findings
            ],
            "more": self.more,
            "notes": [{"zh": note.zh, "en": note.en} for note in self.notes],
            **self.figures,
        }
