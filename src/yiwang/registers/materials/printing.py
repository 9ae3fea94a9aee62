"""The blank form and the sample of a paper as PDF/A: made when somebody asks, the same bytes each time."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from yiwang.kit import calendar, documents
from yiwang.kit.crypto.digest import sm3
from yiwang.registers.materials import blanks
from yiwang.registers.materials.queries import Entry

TEMPLATE = Path(__file__).parent / "templates" / "form.typ"


def pdf(entry: Entry, kind: str, *, city: str) -> bytes:
    """`kind` is "blank" 空白表 or "sample" 样表; `city` is the city's name in Chinese. The paper has to have a form."""
    edition = f"{entry.declared_at.astimezone(calendar.SHANGHAI):%Y-%m}"
    sheet = blanks.sheet(entry.declared, filled=kind == "sample", city=city, edition=edition)
    return _made(json.dumps(sheet, ensure_ascii=False, sort_keys=True), entry.declared_at)


def mark(entry: Entry, kind: str) -> str:
    """Changes exactly when the printed form does: with what is declared, or with the way it is printed."""
    return f"{_template()}-{entry.mark[:24]}-{kind}"


@lru_cache(maxsize=128)
def _made(sheet: str, declared_at: datetime) -> bytes:
    # A form is set once for each process and wording: who asks for it often costs nothing.
    return documents.render(TEMPLATE, json.loads(sheet), made_at=declared_at)


@lru_cache(maxsize=1)
def _template() -> str:
    return sm3(TEMPLATE.read_bytes()).hex()[:8]
