"""Who calls: a department's system by its key, or a person by the session of their browser."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer
from ninja.security.apikey import APIKeyCookie

from yiwang.kit.actor import ANONYMOUS, Actor
from yiwang.registers.peers import queries as peers


class Key(HttpBearer):
    """`Authorization: Bearer yw_…`, given to a department's system once."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return peers.actor_of(token)


class Session(APIKeyCookie):
    """A signed-in person's own browser. Reading only: nothing unsafe is offered here."""

    param_name = "yiwang_session"

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        actor: Actor = getattr(request, "actor", ANONYMOUS)
        return None if actor.kind == "anonymous" else actor


CALLERS = [Key(), Session()]


def caller(request: HttpRequest) -> Actor:
    """The actor that authentication found."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor
