"""Papers of the registry in a draft: an item file says only its own of them, a version says them whole."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from yiwang.kit.pack import Pack
from yiwang.registers.materials import paper, resolving


def whole(declared: Mapping[str, Any]) -> dict[str, Any]:
    """The declaration with each of its papers whole, as it is published."""
    return resolving.resolve(declared, _papers(Path(settings.PACK)))


def folded(declared: Mapping[str, Any]) -> dict[str, Any]:
    """The declaration as an item file says it."""
    return resolving.fold(declared, _papers(Path(settings.PACK)))


@lru_cache(maxsize=4)
def _papers(folder: Path) -> resolving.Papers:
    return paper.of_pack(Pack(folder))
