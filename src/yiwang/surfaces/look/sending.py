"""Sending a kept file to somebody who may see it: as what it is, never as a page of ours."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

SHOWN = ("image/jpeg", "image/png", "image/webp", "application/pdf")


def kept_file(data: bytes, media_type: str, name: str, *, download: bool = False) -> HttpResponse:
    """A response that runs nothing: own content policy, no sniffing, and shown in place only where that is safe."""
    shown = media_type in SHOWN and not download
    response = HttpResponse(data, content_type=media_type if media_type in SHOWN else "application/octet-stream")
    if media_type == "application/zip":
        response["Content-Type"] = media_type
    response["Content-Disposition"] = f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(name, safe='')}"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def public_pdf(data: bytes, name: str, *, etag: str) -> HttpResponse:
    """A document that is the same for everybody: kept for an hour, then asked for again by its mark."""
    return kept_for_all(kept_file(data, "application/pdf", name), etag=etag)


def kept_for_all(response: HttpResponse, *, etag: str) -> HttpResponse:
    """Whoever holds it may keep it, the answer that nothing changed included."""
    response["Cache-Control"] = "public, max-age=3600"
    response["ETag"] = etag
    return response
