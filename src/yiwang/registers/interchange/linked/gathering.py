"""The catalogue of a city as it stands today, or of a pack, ready to be written as linked data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.db import connection

from yiwang.kit import calendar
from yiwang.kit.errors import NotFound, Text
from yiwang.kit.pack import Pack
from yiwang.registers.catalogue import queries
from yiwang.registers.definition import ItemDefinition, read
from yiwang.registers.definition.implementations import expanded
from yiwang.registers.interchange.linked.graph import Catalogue, Entry, written
from yiwang.registers.materials import resolving
from yiwang.registers.offices import queries as offices


def of_city(city: str, base: str) -> Catalogue:
    """What a city has in force. Raises NotFound for a city that is not here."""
    names = {place.code: place.name for place in offices.cities()}
    if city not in names:
        raise NotFound()
    held = {office.code: office.name for office in offices.departments(city)}
    entries = tuple(_entry(read(one.declared), one.office, held) for one in queries.held(city))
    return Catalogue(base, city, names[city], entries, {topic.key: topic.name for topic in queries.topics(city)})


def of_pack(pack: Pack, base: str) -> Catalogue:
    """What a checked pack declares."""
    city = pack.file("city").plain
    held = {row["code"]: Text(**row["name"]) for row in pack.file("departments").plain["departments"]}
    topics = {row["key"]: Text(**row["name"]) for row in pack.file("topics").plain["topics"]}
    departments = {row["code"]: row for row in pack.file("departments").plain["departments"]}
    items = [read(expanded(file.plain, departments)) for file in resolving.files(pack)]
    entries = tuple(_entry(item, held[item.department], held) for item in sorted(items, key=lambda item: item.code))
    return Catalogue(base, city["code"], Text(**city["name"]), entries, topics)


def _entry(item: ItemDefinition, office: Text, held: Mapping[str, Text]) -> Entry:
    others = {each.department for each in item.implementations} - {item.department}
    return Entry(item, office, {code: held[code] for code in sorted(others) if code in held})


def published(city: str, base: str, form: str) -> tuple[str, str]:
    """The city's catalogue as "ttl" or "jsonld", and a mark that changes when the catalogue does."""
    mark = f"{calendar.today():%Y%m%d}-{queries.mark(city)}"
    return _kept(str(connection.settings_dict["NAME"]), city, base, form, mark), mark


@lru_cache(maxsize=8)
def _kept(database: str, city: str, base: str, form: str, mark: str) -> str:
    # Thousands of items take seconds to write down: once for each process and state of the catalogue.
    return written(of_city(city, base), form)
