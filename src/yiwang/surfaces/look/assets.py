"""Style sheet, script and icons, served by the application itself: no build step, nothing from elsewhere.

Each address carries a digest of the content, so a browser keeps a file for a year and never shows an old one.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

SERVED = ("look/", "portal/", "desk/", "gateway/", "ninja/", "django_htmx/")
YEAR = "public, max-age=31536000, immutable"
COMPRESSED = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")


@dataclass(frozen=True)
class Asset:
    body: bytes
    compressed: bytes
    media_type: str
    version: str


@lru_cache(maxsize=256)
def asset(name: str) -> Asset | None:
    """A file of the installed rooms; read once for the life of the process."""
    found = finders.find(name) if name.startswith(SERVED) and ".." not in name else None
    if not found or isinstance(found, list):
        return None
    body = Path(found).read_bytes()
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    compressed = gzip.compress(body, mtime=0) if media_type in COMPRESSED else b""
    return Asset(body, compressed, media_type, hashlib.new("sm3", body).hexdigest()[:12])


def address(name: str) -> str:
    """Where a page fetches it, digest included."""
    found = asset(name)
    return f"/static/{name}?v={found.version}" if found else f"/static/{name}"


@require_safe
def serve(request: HttpRequest, name: str) -> HttpResponse:
    found = asset(name)
    if found is None:
        raise Http404
    packed = bool(found.compressed) and "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.compressed if packed else found.body, content_type=found.media_type)
    response["Cache-Control"] = YEAR if request.GET.get("v") == found.version else "no-cache"
    response["Vary"] = "Accept-Encoding"
    if packed:
        response["Content-Encoding"] = "gzip"
    return response
