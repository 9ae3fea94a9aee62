"""The people of the demo city: one click signs in as one of them. Only in demo mode, which production refuses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack


@dataclass(frozen=True)
class Persona:
    key: str
    name: Text
    what: Text
    login: str
    desk: bool


def all_of(*, desk: bool) -> list[Persona]:
    """The people of the portal, or those of the desk that the pack puts forward."""
    return [persona for persona in _read(settings.PACK) if persona.desk is desk] if settings.DEMO else []


def find(key: str, *, desk: bool) -> Persona | None:
    return next((persona for persona in all_of(desk=desk) if persona.key == key), None)


@lru_cache(maxsize=1)
def _read(folder: Path) -> tuple[Persona, ...]:
    declared = next((file.data for file in Pack(folder).files("demo") if "people" in file.data), {})
    people = [_persona(each, desk=False) for each in declared.get("people", ())]
    staff = [_persona(each, desk=True) for each in declared.get("staff", ()) if each.get("featured")]
    return (*people, *staff)


def _persona(declared: dict[str, Any], *, desk: bool) -> Persona:
    said = declared.get("who", {})
    return Persona(
        key=declared["key"],
        name=Text(declared["name"], declared.get("name_en", declared["name"])),
        what=Text(said.get("zh", ""), said.get("en", "")),
        login=declared["mobile"],
        desk=desk,
    )
