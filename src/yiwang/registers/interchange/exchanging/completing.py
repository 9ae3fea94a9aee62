"""Tables that come from elsewhere and have no extension: what a declaration needs besides is made of what they say.

What is made up is marked as assumed, so that pages say so beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from yiwang.registers.interchange.exchanging.layout import Place
from yiwang.registers.interchange.importing import standard

Made = Mapping[Place, str]
"""Cells of made-up columns, by the place of their row and what they are made as."""

_NUMBER = re.compile(r"^\s*[（(]?\d{1,2}[.、．）)]\s*")
PERSON = "1"
PROMISE = {"count": 20, "unit": "1"}
"""行政许可法 art. 42, where neither promise nor statute is stated."""


def complete(declared: dict[str, Any], made: Made) -> dict[str, Any]:
    """The declaration with what it lacks; what it says stays as it is."""
    whole = {**_taken(declared, made), **declared}
    assumed = [] if "promised" in whole.get("limits", {}) else ["limits.promised"]
    whole["limits"] = {"promised": whole.get("limits", {}).get("statutory", PROMISE), **whole.get("limits", {})}
    if "name" in whole:
        whole.setdefault("summary", whole["name"])
    whole["materials"] = [_material(at, paper, made) for at, paper in enumerate(declared.get("materials", []))]
    if any(not paper.get("basis") for paper in whole["materials"]):
        assumed.append("materials.basis")
    subjects = whole.get("subjects", [PERSON])
    audience = ["person"] * (PERSON in subjects) + ["organisation"] * any(one != PERSON for one in subjects)
    form = {"audience": audience, "questions": standard.questions(audience), "form": standard.form(audience)}
    made_whole: dict[str, Any] = _in_both({**form, **whole, "assumed": [*whole.get("assumed", []), *assumed]})
    return made_whole


def _in_both(value: Any) -> Any:
    """A text that is there in Chinese only is shown to everybody as it is."""
    if isinstance(value, dict):
        inner = {key: _in_both(under) for key, under in value.items()}
        return inner | ({"en": inner["zh"]} if "zh" in inner and not inner.get("en") else {})
    return [_in_both(under) for under in value] if isinstance(value, list) else value


def _taken(declared: Mapping[str, Any], made: Made) -> dict[str, Any]:
    """What stands only in columns that are made up when we write them."""
    found: dict[str, Any] = {}
    for key, name in (("code", "basic"), ("implementation", "implementation")):
        if cell := made.get((name,)):
            found[key] = cell
    if cell := made.get(("conditions",)):
        found["conditions"] = [_said(_NUMBER.sub("", line)) for line in cell.splitlines() if line.strip()]
    if cell := made.get(("law",)):
        found["basis"] = [{"law": part.strip()} for part in cell.split("；") if part.strip()]
    if cell := made.get(("flow",)):
        found["flow"] = [{"name": _said(part)} for part in cell.split("→") if part.strip()]
    return found


def _material(at: int, paper: Any, made: Made) -> Any:
    if not isinstance(paper, dict):
        return paper
    law = made.get(("materials", at, "law"), "")
    # The guide asks for it: said so, and marked as assumed, rather than left as "nobody may ask".
    basis = [{"law": part.strip()} for part in law.split("；") if part.strip()] or [{"law": "来源公布的办事指南"}]
    return {"key": f"m{at + 1}", "basis": basis, **paper}


def _said(text: str) -> dict[str, str]:
    return {"zh": text.strip()}
