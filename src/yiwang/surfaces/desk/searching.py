"""What is searched for, as it stands in an address: sealed, because it may be a person's name or number.

Addresses stay in a browser's history and in a proxy's log. Only the post that searched opens its words again.
"""

from __future__ import annotations

import base64

from yiwang.kit.actor import Actor
from yiwang.kit.crypto import sealing
from yiwang.kit.errors import Refusal

LONGEST = 60
MARK = "~"


def sealed(words: str, actor: Actor) -> str:
    """The words for an address; empty for none."""
    tidied = " ".join(words.split())[:LONGEST]
    if not tidied:
        return ""
    return MARK + base64.urlsafe_b64encode(sealing.seal(_purpose(actor), tidied.encode())).decode()


def opened(given: str, actor: Actor) -> str:
    """The words again; what was never sealed (a case number in a link) as it is, and nothing for a broken seal."""
    if not given.startswith(MARK):
        return " ".join(given.split())[:LONGEST]
    try:
        return sealing.unseal(_purpose(actor), base64.urlsafe_b64decode(given[len(MARK) :].encode())).decode()
    except (Refusal, ValueError):
        return ""


def _purpose(actor: Actor) -> str:
    return f"desk.search.{actor.post}"
