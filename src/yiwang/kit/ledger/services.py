"""Recording an act."""

from __future__ import annotations

import json
from typing import Any

from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.ledger.models import Leaf


def record(
    kind: str,
    *,
    actor: Actor,
    subject: bytes | None = None,
    purpose: str = "",
    case_number: str = "",
    facts: dict[str, Any] | None = None,
) -> int:
    """Insert one leaf in the running transaction and return its id (not its number in the tree).

    `subject` is the party's ledger subject (`parties.queries.subject_of`). `facts` are plain values without personal
    data; digests of rows and documents belong here. `purpose` is a short sentence or code without personal data.
    """
    at = calendar.now()
    body = {
        "kind": kind,
        "at": at.isoformat(),
        "actor": actor.reference,
        "office": actor.office,
        "purpose": purpose,
        "case": case_number,
        "facts": facts or {},
    }
    encoded = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    leaf = Leaf.objects.create(kind=kind, body=encoded, at=at, subject=subject, case_number=case_number)
    return int(leaf.pk)
