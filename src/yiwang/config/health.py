"""Whether the process lives (`/healthz`) and whether the city stands (`/readyz`)."""

from __future__ import annotations

from django.db import Error
from django.http import HttpRequest, JsonResponse

from yiwang.config.database import setup


def alive(request: HttpRequest) -> JsonResponse:
    """Answers as soon as the process serves; asks nothing of anybody."""
    return JsonResponse({"alive": True})


def ready(request: HttpRequest) -> JsonResponse:
    """200 once the database answers, the tables are there and pack and demo city are loaded; else 503."""
    try:
        standing = setup.reached(setup.STANDING)
    except Error:
        standing = False
    response = JsonResponse({"ready": standing}, status=200 if standing else 503)
    if not standing:
        response["Retry-After"] = "2"
        # A city being built is asked every second; that is no error to fill a log with.
        response._has_been_logged = True  # type: ignore[attr-defined]
    return response
