"""What the ledger covers of a case: everything that decides about a person.

Form answers come from small spaces, so they enter through a keyed digest (HMAC-SM3): the ledger tells nobody what was
answered, and a value changed in the database is found all the same. The journal's lines are covered one by one: the
legal clock is read from them.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from typing import Any

from yiwang.casework.cases.models import Case, Entry, Material
from yiwang.kit.crypto import keyring
from yiwang.kit.ledger import covering, kinds

MOVED = kinds.kind("cases.moved", "您的办件有了进展", "Your case moved on")


def facts_of(case: Case, materials: Iterable[Material], entry: Entry) -> dict[str, Any]:
    """Rows and digests for a leaf, from materials already in memory."""
    case.handed_in = list(materials)
    return {**covering.facts_of(case), "entry": covering.facts_of(entry)}


def _read(case: Case) -> dict[str, Any]:
    materials = getattr(case, "handed_in", None)
    if materials is None:
        materials = list(case.materials.all())
    return {
        "number": case.number,
        "item": case.item_code,
        "version": case.version_id,
        "office": case.office_id,
        "applicant": case.applicant_id,
        "submitted_by": case.submitted_by_id,
        "licence": case.licence,
        "state": case.state,
        "revision": case.revision,
        "received_at": case.received_at.isoformat(),
        "content": _keyed([case.answers, case.values, case.registered]),
        "materials": _keyed([[m.key, m.state, m.licence, m.files] for m in sorted(materials, key=lambda m: m.order)]),
    }


def _keyed(content: Any) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hmac.digest(keyring.derive("case digests"), canonical.encode(), "sm3").hex()


def _read_line(entry: Entry) -> dict[str, Any]:
    return {
        "act": entry.act,
        "before": entry.before,
        "after": entry.after,
        "at": entry.at,
        "on": entry.effective_on,
        "actor": entry.actor,
        "office": entry.office,
        "revision": entry.revision,
        "content": _keyed([entry.actor_name, entry.reasons, entry.details]),
    }


covering.covers(MOVED, "cases.Case", _read, key="number")
covering.covers(MOVED, "cases.Entry", _read_line, key="case.number/line", under="entry")
