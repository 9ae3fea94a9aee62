"""What an item of a city is compared with when it is linted."""

from __future__ import annotations

from functools import lru_cache

from django.db import connection

from yiwang.registers import linting
from yiwang.registers.catalogue.queries.holding import mark
from yiwang.registers.catalogue.queries.versions import definitions, licence_types
from yiwang.registers.materials import queries as materials
from yiwang.registers.offices import queries as offices


def beside(city: str) -> linting.Beside:
    """The items in force, what can be issued and by whom: read again only when what is in force has changed."""
    return _beside(str(connection.settings_dict["NAME"]), city, mark(city))


@lru_cache(maxsize=8)
def _beside(database: str, city: str, in_force: str) -> linting.Beside:
    levels = {office.code: office.level for office in offices.departments(city)}
    return linting.beside(definitions(city), licences=licence_types(), levels=levels, papers=materials.registered(city))
