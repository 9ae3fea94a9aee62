"""A paper put on an item's list: of the registry whole, or by a name that nobody has used yet."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from yiwang.registers import linting
from yiwang.registers.drafts import queries as drafts
from yiwang.registers.materials import queries as materials
from yiwang.registers.materials.paper import Paper
from yiwang.surfaces.desk.editing.parts import begin
from yiwang.surfaces.desk.editing.sections.asking import PAPERS


def added(declared: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The declaration with the paper at the end of its list."""
    made = copy.deepcopy(dict(declared))
    there = made.setdefault("materials", [])
    row = begin(PAPERS, there)
    paper = _registered(name)
    there.append(_as_registered(row, paper) if paper else row | {"name": {"zh": name, "en": ""}})
    return made


def _registered(name: str) -> Paper | None:
    """The paper that goes by this name in the city's registry."""
    wanted = linting.canonical(name)
    papers = materials.registered(settings.CITY)
    return next((each for each in papers if wanted in map(linting.canonical, each.names)), None)


def _as_registered(row: Mapping[str, Any], paper: Paper) -> dict[str, Any]:
    """The row with all that the registry says; by what law and in which situation it is asked for is the item's own."""
    replaced = {key: value for key, value in (("licence", paper.licence), ("resource", paper.resource)) if value}
    own = {key: row[key] for key in ("key", "necessity") if key in row}
    named = own | {"paper": paper.key, "name": {"zh": paper.name.zh, "en": paper.name.en}} | replaced
    return dict(drafts.whole({"materials": [named]})["materials"][0])
