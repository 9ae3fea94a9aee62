"""Everything that lies under an old master key: how much there is, and sealing it again under the newest."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db import models

from yiwang.kit import files
from yiwang.kit.crypto import keyring, rotation
from yiwang.kit.errors import Invalid, Text

NO_OWNER = Text(
    "有些表只能增加，要由属主重新加密：请设 DATABASE_URL。",
    "Some tables can only be added to and are sealed again by the owner: set DATABASE_URL.",
)


def rotate() -> dict[str, int]:
    """Seal rows and files again, while the city runs; returns how many by table. May be stopped and begun again."""
    if "owner" not in settings.DATABASES:
        raise Invalid(NO_OWNER)
    counts = {model._meta.label: rotation.reseal(model) for model in _tables()}
    counts["files"] = files.reseal()
    return {name: count for name, count in counts.items() if count}


def waiting() -> dict[str, int]:
    """How many rows and files lie under an old key, by table; empty once everything is under the newest."""
    counts = {model._meta.label: rotation.waiting(model) for model in _tables()}
    counts["files"] = files.waiting()
    return {name: count for name, count in counts.items() if count}


def removable(left: dict[str, int]) -> list[int]:
    """Keys that nothing needs any more. The first is kept for ever: tokens, names of files and roles derive from it."""
    return [] if left else [number for number in keyring.ids()[1:] if number != keyring.current()]


def _tables() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if not model._meta.proxy]
