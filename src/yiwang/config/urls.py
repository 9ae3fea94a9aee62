"""Where each surface is mounted."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from yiwang.config import health
from yiwang.surfaces.gateway.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("api/v1/", api.urls),
    path("desk/", include(("yiwang.surfaces.desk.urls", "desk"))),
    path("", include(("yiwang.surfaces.portal.urls", "portal"))),
]
if settings.DEMO:
    from yiwang.config.demo import door

    urlpatterns.append(path("demo/<slug:door>/<slug:key>/<slug:code>/", door.enter))
