"""What an item of a city may refer to, as it stands in the database now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from yiwang.kit.pack import Pack
from yiwang.registers.catalogue.models import Element, Item, LicenceKind, Topic
from yiwang.registers.catalogue.pack.known import beside
from yiwang.registers.definition.known import Known
from yiwang.registers.offices import queries as offices


def known(city: str) -> Known:
    """Everything an item of the city may name: what the checks of a pack need, four short questions."""
    declared = _declared(Path(settings.PACK))
    return replace(
        declared,
        departments={office.code: _department(declared, office) for office in offices.departments(city)},
        topics=frozenset(Topic.objects.filter(city=city).values_list("key", flat=True)),
        elements=frozenset(Element.objects.values_list("key", flat=True)),
        licences=frozenset(LicenceKind.objects.values_list("key", flat=True)),
        items=frozenset(Item.objects.filter(city=city).values_list("code", flat=True)),
    )


def _department(declared: Known, office: offices.Office) -> Mapping[str, Any]:
    return {**declared.departments.get(office.code, {}), "level": office.level}


@lru_cache(maxsize=4)
def _declared(folder: Path) -> Known:
    # Levels and shared resources are read from the pack, as rules are: rooms above keep their tables.
    return beside(Pack(folder))
