"""Pages for what went wrong."""

from django.http import HttpRequest, HttpResponse


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse("403", status=403)
