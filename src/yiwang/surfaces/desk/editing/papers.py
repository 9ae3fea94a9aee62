"""A paper put on an item's list: of the registry whole, or by a name that nobody has used yet."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from yiwang.registers import linting
from yiwang.registers.catalogue import queries as catalogue
from yiwang.surfaces.desk.editing.parts import begin
from yiwang.surfaces.desk.editing.sections.asking import PAPERS


def added(declared: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The declaration with the paper at the end of its list."""
    made = copy.deepcopy(dict(declared))
    there = made.setdefault("materials", [])
    row = begin(PAPERS, there)
    known = catalogue.beside(settings.CITY).uses.get(linting.canonical(name))
    row["name"] = {"zh": name, "en": ""}
    if known:
        row |= _as_used(known[0].material)
    there.append(row)
    return made


def _as_used(material: Any) -> dict[str, Any]:
    """What the paper is, wherever it is asked for; by what law and in which situation is this item's own."""
    said = {key: getattr(material, key) for key in ("kind", "form", "source", "issuer", "licence", "resource", "paper")}
    name = {"zh": material.name.zh, "en": material.name.en}
    return {"name": name} | {key: value for key, value in said.items() if value}
