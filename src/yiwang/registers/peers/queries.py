"""Questions about peers."""

from __future__ import annotations

from yiwang.kit.actor import Actor
from yiwang.kit.crypto.tokens import token
from yiwang.registers.peers.models import Peer


def actor_of(key: str) -> Actor | None:
    """The actor behind a key, or None: for a key that was never given and for one taken back alike."""
    peer = Peer.objects.filter(key_token=token("peer", key), dismissed_at=None).first()
    if peer is None:
        return None
    return Actor(
        kind="machine", account=peer.pk, office=peer.department_id, roles=frozenset(peer.roles), name=peer.name
    )
