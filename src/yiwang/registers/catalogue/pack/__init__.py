"""What a city declares about its items: `items/*.toml`, `topics`, `data_elements`, `licences/*.toml`.

Whatever is wrong is told at once, with file and line. `load` takes a pack that `check` found nothing in.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.db import transaction

from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile, Problem, check_schema, problem
from yiwang.kit.pack.declared import tables
from yiwang.kit.search import synonyms
from yiwang.registers.catalogue import services
from yiwang.registers.catalogue.pack import desk, licences
from yiwang.registers.catalogue.pack.known import known_in
from yiwang.registers.definition import checking, schemas
from yiwang.registers.definition.implementations import expanded
from yiwang.registers.definition.known import Known
from yiwang.registers.materials import resolving

__all__ = ["check", "desk", "load"]

log = logging.getLogger(__name__)

UNKNOWN_POPULAR = Text("首页要列的事项，这个包里没有。", "The first page lists an item that is not in this pack.")
TWICE = Text("这个代码或键出现了两次。", "This code or key is there twice.")


def check(pack: Pack) -> list[Problem]:
    """Every fault of the catalogue's files, references and examples."""
    files = resolving.files(pack)
    written = {file.name: file for file in pack.files("items")}
    shapes = [
        *check_schema(pack.file("topics"), schemas.TOPICS),
        *check_schema(pack.file("data_elements"), schemas.ELEMENTS),
        *[fault for file in pack.files("licences") for fault in check_schema(file, schemas.LICENCE)],
        *synonyms.check(pack),
    ]
    known = known_in(pack)
    found = [*shapes, *_repeated(pack), *_popular_faults(pack), *_element_faults(pack.file("data_elements"))]
    for file in files:
        # What a file refers to is looked at even when its shape is wrong elsewhere: all faults at once.
        shape = check_schema(written[file.name], schemas.ITEM)
        found += (
            shape
            if file.fault
            else [*shape, *_item_faults(file, known, shaped=not shape and _has_its_papers(file, known))]
        )
    found += licences.check(pack, files)
    return sorted(dict.fromkeys(found), key=lambda one: (one.file, one.line))


@transaction.atomic
def load(pack: Pack) -> dict[str, int]:
    """Load a checked pack; counts of items new, changed, unchanged and retired.

    What the desk published and the pack does not say yet stays as it is (`desk.unsettled`).
    """
    city = pack.file("city").data["code"]
    elements = {row["key"]: row for row in tables(pack.file("data_elements").data, "elements")}
    services.keep_topics(city=city, declared=tables(pack.file("topics").data, "topics"))
    services.keep_elements(declared=elements.values())
    services.keep_licence_types(declared=(file.data for file in pack.files("licences")))
    departments = known_in(pack).departments
    items = (expanded(file.data, departments) for file in resolving.files(pack))
    published = services.publish(city=city, items=items, elements=elements)
    if published.kept:
        log.warning("the desk's versions of %s stay: the pack does not know them yet", ", ".join(published.kept))
    codes = published.new + published.changed + published.unchanged
    published.retired = services.retire_missing(city=city, codes=codes)
    return published.counts()


def _item_faults(file: PackFile, known: Known, *, shaped: bool) -> list[Problem]:
    return [problem(file, path, text) for path, text in checking.faults(file.plain, known, shaped=shaped)]


def _has_its_papers(file: PackFile, known: Known) -> bool:
    """A paper that is not in the registry leaves a material without a name: told as that one fault."""
    return all(row.get("paper", "") in known.papers | {""} for row in tables(file.data, "materials"))


def _popular_faults(pack: Pack) -> Iterator[Problem]:
    """The city names what its people do most often: each has to be there."""
    city = pack.file("city")
    known = {file.data.get("code") for file in pack.files("items")}
    named = city.data.get("popular", ())
    for at, code in enumerate(named if isinstance(named, list) else ()):
        if code not in known:
            yield problem(city, ("popular", at), UNKNOWN_POPULAR)


def _repeated(pack: Pack) -> Iterator[Problem]:
    yield from _twice(
        [(pack.file("topics"), ("topics", at, "key"), row.get("key")) for at, row in _each(pack, "topics", "topics")]
    )
    elements = _each(pack, "data_elements", "elements")
    yield from _twice([(pack.file("data_elements"), ("elements", at, "key"), row.get("key")) for at, row in elements])
    for key in ("key", "code"):
        yield from _twice([(file, (key,), file.data.get(key)) for file in pack.files("licences")])
    yield from _twice([(file, ("code",), file.data.get("code")) for file in pack.files("items")])


def _each(pack: Pack, name: str, key: str) -> list[tuple[int, dict[str, object]]]:
    return list(enumerate(tables(pack.file(name).data, key)))


def _twice(places: list[tuple[PackFile, tuple[str | int, ...], object]]) -> Iterator[Problem]:
    seen: set[object] = set()
    for file, path, value in places:
        if value is not None and value in seen:
            yield problem(file, path, TWICE)
        seen.add(value)


def _element_faults(file: PackFile) -> Iterator[Problem]:
    for at, row in enumerate(tables(file.data, "elements")):
        least, most = row.get("min"), row.get("max")
        if row.get("type") == "choice" and not row.get("choices"):
            text = Text("选择类数据元要列出选项。", "A choice needs its choices.")
            yield problem(file, ("elements", at), text)
        if type(least) in (int, float, str) and type(least) is type(most) and least > most:
            yield problem(file, ("elements", at, "min"), Text("min 大于 max。", "min is more than max."))
