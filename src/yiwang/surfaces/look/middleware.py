"""What every request passes through."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Next = Callable[[HttpRequest], HttpResponse]


def security_headers(following: Next) -> Next:
    def middleware(request: HttpRequest) -> HttpResponse:
        return following(request)

    return middleware


reader_choices = who = speak_errors = security_headers
