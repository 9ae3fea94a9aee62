"""Signing in and out. The portal and the desk are two doors: each remembers its own account in the one session."""

from __future__ import annotations

import functools
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from yiwang.kit.actor import ANONYMOUS, Actor
from yiwang.kit.crypto import keyring
from yiwang.kit.errors import NotAllowed, NotFound, Refusal, Text
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties import services
from yiwang.surfaces.look import personas

PORTAL, DESK = "portal", "desk"
BROWSER_COOKIE = "yiwang_browser"
DAY_SECONDS = 24 * 3600
View = Callable[..., HttpResponse]


def door_of(request: HttpRequest) -> str:
    return DESK if request.path.startswith("/desk/") else PORTAL


def actor_of(request: HttpRequest) -> Actor:
    """Who acts through this door: staff at the desk, a person (or whom they act for) on the portal."""
    if not request.session.session_key:
        return ANONYMOUS
    door = door_of(request)
    kept = request.session.get(door)
    if not kept:
        return ANONYMOUS
    try:
        if door == DESK:
            return parties.staff_actor_of(kept["account"]) or ANONYMOUS
        return _person(kept["account"], kept.get("acting_for"))
    except NotFound:
        return ANONYMOUS


def _person(account: int, acting_for: int | None) -> Actor:
    try:
        return parties.actor_of(account, acting_for=acting_for)
    except NotAllowed:
        # The representation ended while they were signed in: they are themselves again.
        return parties.actor_of(account)


@dataclass(frozen=True)
class Tried:
    """What came of a login and a password: an account, or what to say and under which status."""

    account: Any = None
    error: Text | None = None
    status: int = 200


def by_password(request: HttpRequest, *, wrong: Text) -> Tried:
    """Try what was typed. `wrong` tells nothing about who exists; too many tries are refused in the refusal's words."""
    login, password = request.POST.get("login", ""), request.POST.get("password", "")
    try:
        account = services.authenticate(login=login, password=password, network=request.META.get("REMOTE_ADDR", ""))
    except Refusal as refusal:
        return Tried(error=refusal.citizen, status=refusal.status)
    return Tried(account) if account else Tried(error=wrong, status=422)


def by_persona(request: HttpRequest, *, door: str) -> int:
    """The account of the demo city's person who was clicked; there are none elsewhere, and then it is not found."""
    persona = personas.find(request.POST.get("persona", ""), desk=door == DESK)
    account = parties.account_by_login(persona.login) if persona else None
    if account is None:
        raise Http404
    return account


def page_of(request: HttpRequest, *, door: str) -> dict[str, Any]:
    """What every sign-in page carries: where to go on, the form that waits, whom one may try the city as."""
    return {
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "kept": request.POST.get("kept", ""),
        "personas": personas.all_of(desk=door == DESK),
    }


def go_on(request: HttpRequest, account: int, *, door: str, otherwise: str) -> HttpResponse:
    """After signing in: the form that was interrupted, or the page one came from, or `otherwise`."""
    from yiwang.surfaces.look import keeping

    kept = keeping.unseal(request.POST.get("kept", ""), account)
    if kept:
        response: HttpResponse = render(request, f"{door}/go_on.html", {"kept": kept})
    else:
        response = HttpResponseRedirect(keeping.where_next(request, otherwise))
    remember_browser(request, response)
    return response


def sign_in(request: HttpRequest, account: int, *, door: str = PORTAL) -> None:
    """Open one door for this account. The session gets a new key, so one planted before is worth nothing."""
    request.session.cycle_key()
    request.session[door] = {"account": account}
    rotate_token(request)
    forget(request)


def sign_out(request: HttpRequest, *, door: str = PORTAL) -> None:
    """Close one door; the last one out ends the session."""
    request.session.pop(door, None)
    if request.session.get(PORTAL) or request.session.get(DESK):
        request.session.cycle_key()
    else:
        request.session.flush()
    forget(request)


def act_for(request: HttpRequest, organisation: int | None) -> None:
    """From now on act for the organisation, or for oneself again. Whether one may is asked at each request."""
    kept = dict(request.session[PORTAL])
    kept["acting_for"] = organisation
    request.session[PORTAL] = kept
    forget(request)


def forget(request: HttpRequest) -> None:
    """Ask (again) who acts, when somebody wants to know."""
    request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]


def mark_of(account: int) -> str:
    """A mark of the account for the browser's cookie: after an expired session it tells if the same person is back."""
    return hmac.digest(keyring.derive("look.browser"), str(account).encode(), "sm3").hex()[:32]


def remember_browser(request: HttpRequest, response: HttpResponse) -> None:
    """Set the mark at sign-in; it opens nothing."""
    kept = request.session.get(PORTAL) or request.session.get(DESK)
    if kept:
        response.set_cookie(
            BROWSER_COOKIE, mark_of(kept["account"]), DAY_SECONDS,
            httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip


def signed_in(view: View) -> View:
    """Only for somebody signed in at this door. Others sign in first; what they sent is kept and not lost."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.kind not in ("person", "staff"):  # type: ignore[attr-defined]
            from yiwang.surfaces.look import keeping

            return keeping.ask_to_sign_in(request)
        return view(request, *args, **kwargs)

    return guarded
