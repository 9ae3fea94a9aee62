"""The registry of papers for everybody: what a paper is called, who issues it, what replaces it, who asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from yiwang.instruments.exchange import queries as exchange
from yiwang.kit.errors import NOTHING, NotFound, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.intermediaries import queries as intermediaries
from yiwang.registers.materials import printing
from yiwang.registers.materials import queries as materials
from yiwang.registers.materials.queries import Entry
from yiwang.surfaces.look import sending
from yiwang.surfaces.look.context import city

PAGE = 20
LONGEST = 60
# One name for everybody: who keeps the file keeps it for readers of both languages.
PRINTED = {"blank": "空白表", "sample": "样表"}


@dataclass(frozen=True)
class Row:
    """A paper in the list, and how many items ask for it by law."""

    entry: Entry
    asked: int


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """By name, or by what is typed: a name, another name, who issues it."""
    code = str(city()["code"])
    words = " ".join(request.GET.get("q", "").split())[:LONGEST]
    found = materials.papers(code, words, after=request.GET.get("after", ""), limit=PAGE + 1)
    asking = catalogue.asking(code, [each.paper.key for each in found[:PAGE]])
    context = {
        "section": "items",
        "words": words,
        "rows": [Row(each, len(asking[each.paper.key])) for each in found[:PAGE]],
        "cursor": found[PAGE - 1].cursor if len(found) > PAGE else None,
        "count": materials.count(code),
    }
    return render(request, "portal/papers.html", context)


@require_safe
def paper(request: HttpRequest, key: str) -> HttpResponse:
    entry = _entry(key)
    asking = catalogue.asking(str(city()["code"]), [key])[key]
    context = {"section": "items", "entry": entry, "paper": entry.paper, "asking": asking}
    if entry.paper.source == intermediaries.BODY:
        context["maker"] = intermediaries.producing(str(city()["code"]), [key]).get(key)
    return render(request, "portal/paper.html", context | {"replaced": _replaced(entry)})


def _replaced(entry: Entry) -> Text:
    """What stands in for the paper, by name; nothing where nothing does."""
    if entry.paper.resource:
        shared = exchange.resources().get(entry.paper.resource)
        return shared.name if shared else NOTHING
    kind = catalogue.licence_types().get(entry.paper.licence)
    return kind.name if kind else NOTHING


@require_safe
def printed(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The blank form or the sample; the mark lets a browser keep it until it says something else."""
    entry = _entry(key)
    if not entry.paper.has_blank or kind not in PRINTED:
        raise NotFound()
    etag = quote_etag(printing.mark(entry, kind))
    if (unchanged := get_conditional_response(request, etag=etag)) is not None:
        return sending.kept_for_all(unchanged, etag=etag)
    body = printing.pdf(entry, kind, city=city()["name"].zh)
    return sending.public_pdf(body, f"{entry.paper.name.zh}（{PRINTED[kind]}）.pdf", etag=etag)


def _entry(key: str) -> Entry:
    found = materials.paper(str(city()["code"]), key)
    if found is None:
        raise NotFound()
    return found
