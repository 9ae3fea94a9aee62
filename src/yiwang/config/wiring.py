"""Which room hears which facts, and which adapter stands behind which port. Imported once at start."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings


def wire() -> None:
    """Import every room's handlers; set the adapters behind the ports."""
    for room in settings.ROOMS:
        if find_spec(f"{room}.handlers"):
            import_module(f"{room}.handlers")
