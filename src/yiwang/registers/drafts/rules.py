"""Who looks after every item of the city, as its pack says."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from yiwang.kit.actor import Actor
from yiwang.kit.errors import NotFound
from yiwang.kit.pack import Pack
from yiwang.registers.offices import queries as offices


def looks_after_all(actor: Actor) -> bool:
    """Whether the actor serves in the department that answers for the whole catalogue (`rules.item_office`)."""
    code = _item_office(Path(settings.PACK))
    if not code or actor.office is None:
        return False
    try:
        return offices.department(actor.office).code == code
    except NotFound:
        return False


@lru_cache(maxsize=4)
def _item_office(folder: Path) -> str:
    said = Pack(folder).file("city").data.get("rules", {})
    return str(said.get("item_office", "")) if isinstance(said, dict) else ""
