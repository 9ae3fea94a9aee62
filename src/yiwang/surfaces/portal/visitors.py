"""Who has not signed in yet: a secret in the browser owns the drafts until somebody signs in and takes them over."""

from __future__ import annotations

import re
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "yiwang_visitor"
KEPT_SECONDS = 7 * 24 * 3600
_SHAPE = re.compile(r"[A-Za-z0-9_-]{24}")


def of(request: HttpRequest) -> str:
    """The visitor's secret; empty when there is none, or somebody is signed in."""
    if request.actor.kind != "anonymous":  # type: ignore[attr-defined]
        return ""
    return kept(request)


def kept(request: HttpRequest) -> str:
    """What the browser keeps, whoever is signed in."""
    found = request.COOKIES.get(COOKIE, "")
    return found if _SHAPE.fullmatch(found) else ""


def new() -> str:
    return secrets.token_urlsafe(18)


def remember(response: HttpResponse, visitor: str) -> None:
    response.set_cookie(
        COOKIE, visitor, KEPT_SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")
