"""Start of the look: English words are compiled from what people edit."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import polib
from django.apps import AppConfig

log = logging.getLogger(__name__)
SURFACES = Path(__file__).resolve().parents[1]


class Look(AppConfig):
    name = "yiwang.surfaces.look"

    def ready(self) -> None:
        compile_words(SURFACES)


def compile_words(folder: Path) -> None:
    """Make each `django.mo` that is missing or older than its `.po`; two processes at once make the same file."""
    for source in folder.glob("*/locale/*/LC_MESSAGES/django.po"):
        made = source.with_suffix(".mo")
        if made.exists() and made.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = made.with_name(f".{made.name}.{os.getpid()}")
        try:
            polib.pofile(str(source)).save_as_mofile(str(draft))
            draft.replace(made)
        except OSError as error:
            log.warning("the English words of %s could not be compiled: %s", source.parents[3].name, error)
