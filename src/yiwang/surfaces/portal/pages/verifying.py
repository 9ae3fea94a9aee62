"""Checking a licence: by its code, or by the file itself. Anybody may; nobody has to sign in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.instruments.licences import checking
from yiwang.instruments.licences import queries as store
from yiwang.kit.errors import Text

MOST_BYTES = 10 * 1024 * 1024
LONGEST = 120
ENTER = Text("请输入核验码，或者选一个 PDF 文件。", "Enter a code, or choose a PDF file.")
TOO_BIG = Text("文件超过 10 MB，不会是证照。", "The file is larger than 10 MB; it cannot be a licence.")
KINDS = {"valid": ("ok", "shield"), "altered": ("bad", "warn"), "revoked": ("bad", "none"), "unknown": ("bad", "none")}


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _verify(request)
    sent = request.FILES.get("file")
    code = request.POST.get("code", "").strip()[:LONGEST]
    if sent is not None and sent.size is not None:
        if sent.size > MOST_BYTES:
            return _verify(request, error=TOO_BIG)
        return _told(request, checking.verify_file(sent.read()))
    if not code or "/" in code:
        return _verify(request, error=ENTER)
    return redirect("portal:verdict", code)


def _verify(request: HttpRequest, error: Text | None = None) -> HttpResponse:
    return render(request, "portal/verify.html", {"error": error}, status=422 if error else 200)


@require_safe
def public(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR code of a licence leads to."""
    return _told(request, store.verdict(code))


def _told(request: HttpRequest, verdict: Any) -> HttpResponse:
    kind, icon = KINDS.get(verdict.state, ("warn", "clock"))
    return render(request, "portal/verdict.html", {"verdict": verdict, "kind": kind, "icon_name": icon})
