"""Admitting and dismissing peers."""

from __future__ import annotations

import secrets

from django.db import transaction

from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.crypto.tokens import token
from yiwang.kit.errors import Invalid, NotAllowed, NotFound, Text
from yiwang.kit.ledger import kinds
from yiwang.kit.ledger.services import record
from yiwang.registers.peers.models import Peer

ADMITTED = kinds.kind("peers.admitted", "接入了一个系统", "A system was admitted")
DISMISSED = kinds.kind("peers.dismissed", "停用了一个系统", "A system was dismissed")
ROLES = ("reads_cases",)


@transaction.atomic
def admit(*, actor: Actor, name: str, department: int, roles: list[str]) -> str:
    """Admit a system for a department and return its key, which is shown this once.

    Only an administrator or the operator's command line may; raises Invalid for a name taken or a role unknown.
    """
    _check_actor(actor)
    if set(roles) - set(ROLES):
        raise Invalid(Text("没有这种权限。", "There is no such right."))
    if Peer.objects.filter(name=name).exists():
        raise Invalid(Text("这个名称已经用了。", "This name is taken."))
    key = "yw_" + secrets.token_urlsafe(32)
    Peer.objects.create(
        name=name, department_id=department, key_token=token("peer", key), roles=roles, admitted_at=calendar.now()
    )
    record(ADMITTED, actor=actor, facts={"peer": name, "department": department, "roles": sorted(roles)})
    return key


@transaction.atomic
def dismiss(*, actor: Actor, name: str) -> None:
    """From now on the system's key opens nothing."""
    _check_actor(actor)
    if not Peer.objects.filter(name=name, dismissed_at=None).update(dismissed_at=calendar.now()):
        raise NotFound()
    record(DISMISSED, actor=actor, facts={"peer": name})


def _check_actor(actor: Actor) -> None:
    if actor.kind != "system" and not actor.has("administrator"):
        raise NotAllowed()
