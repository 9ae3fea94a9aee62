"""Lines of the journal that move no state: taking, handing over, verifying a material."""

from __future__ import annotations

from typing import Any

from yiwang.casework.cases import moving
from yiwang.casework.cases.models import Entry
from yiwang.casework.cases.reading import Opened
from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.ledger import services as ledger

SIDE_ACTS = ("take", "hand_over", "verify_material", "transfer")


def note(opened: Opened, act: str, *, actor: Actor, details: dict[str, Any], reasons: str = "") -> int:
    """Write one line and its leaf; returns the leaf."""
    case = opened.case
    entry = Entry(
        case=case,
        line=len(opened.entries) + 1,
        act=act,
        before=case.state,
        after=case.state,
        at=calendar.now(),
        effective_on=calendar.today(),
        actor=actor.reference,
        actor_name=actor.name,
        office=actor.office,
        reasons=reasons,
        details=details,
        revision=case.revision,
    )
    entry.save(force_insert=True)
    opened.entries.append(entry)
    return ledger.insert(moving.leaf_of(opened, entry, actor=actor))
