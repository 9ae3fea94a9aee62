"""The beginning of a new item: everything an item must say, with places to fill in. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from yiwang.kit.errors import Text

SUBJECTS = {"person": ["1"], "organisation": ["2", "3", "4", "6"]}


def of(
    *, code: str, name: Text, audience: tuple[str, ...], department: str, level: str, effective_on: date
) -> dict[str, Any]:
    """A declaration with the shape of an item and nothing invented: what only an expert knows is left empty."""
    return {
        "code": code,
        "name": {"zh": name.zh.strip(), "en": name.en.strip()},
        "summary": {"zh": "", "en": ""},
        "kind": code[2:4],
        "level": level,
        "audience": list(audience),
        "subjects": [subject for each in audience for subject in SUBJECTS[each]],
        "department": department,
        **{"handling": "2", "decided_by": "officer", "channels": ["1", "2", "3"], "online_depth": "4"},
        **{"visits": 0, "reach": "city", "zero_material": False, "effective_on": effective_on.isoformat()},
        **{"topics": [], "keywords": [], "assumed": [], "basis": [], "conditions": []},
        "limits": {"promised": {"count": 10, "unit": "1"}},
        "result": {"kind": "20", "name": {"zh": "", "en": ""}},
        **{"materials": [], "form": []},
    }
