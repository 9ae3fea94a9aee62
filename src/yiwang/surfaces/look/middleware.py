"""What every request passes through: safe headers, the reader's choices, who acts, and errors that speak."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation

from yiwang.kit.errors import Refusal
from yiwang.surfaces.look import failures, reader, signing

Next = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)

# Nothing from elsewhere, nothing inline: a text that slips into a page as markup can run and fetch nothing.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
PROBES = ("/healthz", "/readyz")
SAME_FOR_ALL = (*PROBES, "/static/")
MACHINES = ("/api/", "/healthz", "/readyz", "/static/")


def security_headers(following: Next) -> Next:
    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PROBES):
            # Refuses a host that is not ours before anything can be built from it.
            request.get_host()
        response = following(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        if request.is_secure():
            response.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        if not request.path.startswith(SAME_FOR_ALL) and "Cache-Control" not in response:
            # Pages and answers show a person's own things: no shared cache keeps them, and signing out means out.
            is_personal = request.COOKIES or "Authorization" in request.headers
            response["Cache-Control"] = "no-store" if is_personal else "no-cache"
        return response

    return middleware


def reader_choices(following: Next) -> Next:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.reader = reader.of(request)  # type: ignore[attr-defined]
        if choices := reader.chosen(request):
            return _keep_choices(HttpResponseRedirect(reader.address_without_choice(request)), choices)
        with translation.override(request.reader.language):  # type: ignore[attr-defined]
            response = following(request)
            response.setdefault("Content-Language", request.reader.tag)  # type: ignore[attr-defined]
        return response

    return middleware


def _keep_choices(response: HttpResponse, choices: dict[str, str]) -> HttpResponse:
    for name, value in choices.items():
        response.set_cookie(
            name, value, reader.YEAR_SECONDS, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
        )
    return response


def who(following: Next) -> Next:
    """`request.actor`: asked for only where it is used, and once a request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        signing.forget(request)
        return following(request)

    return middleware


def speak_errors(following: Next) -> Next:
    def middleware(request: HttpRequest) -> HttpResponse:
        return following(request)

    middleware.process_exception = _spoken  # type: ignore[attr-defined]
    return middleware


def _spoken(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """A refusal becomes a page in the reader's language; a database that is away becomes a page that says so."""
    if request.path.startswith(MACHINES):
        return None
    if isinstance(error, Refusal):
        return failures.refused(request, error)
    if isinstance(error, (OperationalError, InterfaceError)):
        log.warning("the database does not answer: %s", type(error).__name__)
        return failures.away(request)
    if isinstance(error, DataError) and "NUL" in str(error):
        return failures.unreadable(request)
    return None
