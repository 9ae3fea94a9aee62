"""The web application for any WSGI server."""

from __future__ import annotations

import os

from yiwang.config import processes, proxy
from yiwang.config.gate import Application, Gate

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")


def _load() -> Application:
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    return proxy.seen_through(application) if settings.ENVIRONMENT.production else application


def _stands() -> bool:
    """Asked only where one command builds the city and serves it at once; elsewhere the web starts after `migrate`."""
    if os.environ.get("YIWANG_BUILDING") != "1":
        return True
    from django.db import Error, close_old_connections

    from yiwang.config.database import setup

    try:
        return setup.reached(setup.STANDING)
    except Error:
        # No request has begun yet, so nobody else lets a broken connection go.
        close_old_connections()
        return False


# A worker process of the server ends with the server, however that ends: nobody is left holding the port.
if os.environ.get("YIWANG_ROLE") == "web":
    processes.end_with_parent()
application = Gate(_load, _stands)
