"""What every page knows."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from yiwang.kit.errors import Text
from yiwang.surfaces.look import reader


@lru_cache(maxsize=1)
def city() -> dict[str, Any]:
    """The city as its pack names it: `name`, `full_name`, `owner`, `hotline`, `hotline_note`."""
    declared = tomllib.loads((settings.PACK / "city.toml").read_text(encoding="utf-8"))
    named = {key: Text(value["zh"], value["en"]) for key, value in declared.items() if _is_text(value)}
    return {"hotline": "", **declared, **named}


def _is_text(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {"zh", "en"}


def page(request: HttpRequest) -> dict[str, Any]:
    """The reader's choices, who acts, the city, and the links that change language and size."""
    here = reader.address_without_choice(request) if request.method == "GET" else "/"
    joint = "&" if "?" in here else "?"
    chosen = getattr(request, "reader", reader.Reader())
    return {
        "reader": chosen,
        "large": chosen.large,
        "actor": getattr(request, "actor", None),
        "city": city(),
        "demo": settings.DEMO,
        "other_language": f"{here}{joint}lang={'zh' if chosen.language == 'en' else 'en'}",
        "other_size": f"{here}{joint}size={'normal' if chosen.large else 'large'}",
        "session_seconds": settings.SESSION_COOKIE_AGE,
    }
