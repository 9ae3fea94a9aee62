"""Where each surface is mounted."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from yiwang.config import health

urlpatterns: list[URLPattern | URLResolver] = [path("healthz", health.alive), path("readyz", health.ready)]
for prefix, surface in (("api/v1/", "gateway"), ("desk/", "desk"), ("", "portal")):
    if find_spec(f"yiwang.surfaces.{surface}") and find_spec(f"yiwang.surfaces.{surface}.urls"):
        urlpatterns.append(path(prefix, include((f"yiwang.surfaces.{surface}.urls", surface))))

if settings.DEMO:
    from yiwang.config.demo import door

    urlpatterns.append(path("demo/<slug:door>/<slug:key>/<slug:code>/", door.enter))
