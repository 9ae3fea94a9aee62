"""An address at which a draft is seen as applicants will see it: sealed, and good for one working day.

Whoever may see the draft makes it; whoever holds it reads the draft and learns nothing of who wrote it.
"""

from __future__ import annotations

import base64

from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import sealing
from yiwang.kit.errors import NotFound, Refusal
from yiwang.registers.drafts import queries
from yiwang.registers.drafts.queries import View

PURPOSE, HOURS = "drafts.preview", 8


def token(actor: Actor, public_id: str) -> str:
    """The word in the address. Raises NotFound for a draft that is not the actor's to see."""
    view = queries.draft(actor, public_id)
    until = int(calendar.now().timestamp()) + HOURS * 3600
    return base64.urlsafe_b64encode(sealing.seal(PURPOSE, f"{until}.{view.public_id}".encode())).decode().rstrip("=")


def opened(token: str) -> View:
    """The draft behind an address. Raises NotFound for one that is broken or too old."""
    try:
        said = sealing.unseal(PURPOSE, base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))).decode()
    except (Refusal, ValueError):
        raise NotFound() from None
    until, _, public_id = said.partition(".")
    if int(until) < calendar.now().timestamp():
        raise NotFound()
    return queries.declared_in(public_id)
