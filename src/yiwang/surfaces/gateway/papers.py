"""Papers 材料: the registry, open facts for anybody."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema

from yiwang.kit.errors import NotFound
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.materials import queries as materials
from yiwang.registers.materials.queries import Entry
from yiwang.surfaces.gateway.shapes import CITY, REFUSALS, Words, in_both

router = Router(tags=["papers"])


class PaperLine(Schema):
    key: str
    name: Words
    aliases: list[str]
    kind: str
    form: str
    source: str
    issuer: str
    licence: str
    resource: str
    items: int
    """How many items in force ask for it by law."""


class PaperPage(Schema):
    papers: list[PaperLine]
    next: str | None = None


class Asking(Schema):
    code: str
    name: Words


class Valid(Schema):
    words: Words
    basis: str


class PaperWhole(PaperLine):
    hint: Words
    validity: Valid | None
    accept: list[str]
    size: str
    blank: str | None
    """Where the blank form is, as PDF; none where the paper is no form."""
    sample: str | None
    asked_by: list[Asking]
    assumed: list[str]


@router.get("/papers", response={200: PaperPage, **REFUSALS}, summary="The registry of papers, by name or by words")
def listed(
    request: HttpRequest,
    q: str = Query("", max_length=60),
    city: str = CITY,
    after: str = Query("", max_length=240),
    limit: int = Query(20, ge=1, le=100),
) -> PaperPage:
    """A page of papers; with `q` those whose name, other name or issuer has every word. It goes on after `next`."""
    place = city or settings.CITY
    found = materials.papers(place, q, after=after, limit=limit + 1)
    asking = catalogue.asking(place, [each.paper.key for each in found])
    lines = [PaperLine(**_line(each, len(asking[each.paper.key]))) for each in found[:limit]]
    return PaperPage(papers=lines, next=found[limit - 1].cursor if len(found) > limit else None)


@router.get("/papers/{key}", response={200: PaperWhole, **REFUSALS}, summary="One paper, whole")
def paper(request: HttpRequest, key: str, city: str = CITY) -> PaperWhole:
    """What it is called, how long it holds, what replaces it, its blank form and sample, and which items ask for it."""
    place = city or settings.CITY
    entry = materials.paper(place, key)
    if entry is None:
        raise NotFound()
    found, asking = entry.paper, catalogue.asking(place, [key])[key]
    valid = found.validity
    has_forms = found.has_blank and place == settings.CITY
    return PaperWhole(
        **_line(entry, len(asking)),
        hint=in_both(found.hint),
        validity=Valid(words=in_both(valid.words), basis=valid.basis) if valid else None,
        accept=list(found.accept),
        size=found.size,
        blank=f"/papers/{key}/blank.pdf" if has_forms else None,
        sample=f"/papers/{key}/sample.pdf" if has_forms else None,
        asked_by=[Asking(code=code, name=in_both(name)) for code, name in asking],
        assumed=list(found.assumed),
    )


def _line(entry: Entry, items: int) -> dict[str, object]:
    found = entry.paper
    plain = {key: getattr(found, key) for key in ("key", "kind", "form", "source", "issuer", "licence", "resource")}
    return {**plain, "name": in_both(found.name), "aliases": list(found.aliases), "items": items}
