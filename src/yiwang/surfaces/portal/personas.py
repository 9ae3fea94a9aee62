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
    name: str
    what: Text
    login: str
    desk: bool


def all_of(*, desk: bool) -> list[Persona]:
    return [persona for persona in _read(settings.PACK) if persona.desk is desk] if settings.DEMO else []


def find(key: str, *, desk: bool) -> Persona | None:
    return next((persona for persona in all_of(desk=desk) if persona.key == key), None)


@lru_cache(maxsize=1)
def _read(folder: Path) -> tuple[Persona, ...]:
    found = [file for file in Pack(folder).files("demo") if file.data.get("personas")]
    return tuple(_persona(declared) for file in found for declared in file.data["personas"])


def _persona(declared: dict[str, Any]) -> Persona:
    what = declared.get("what") or {"zh": "", "en": ""}
    return Persona(
        key=declared["key"],
        name=declared["name"],
        what=Text(what["zh"], what["en"]),
        login=declared.get("login") or declared.get("phone", ""),
        desk=bool(declared.get("desk") or declared.get("post")),
    )
