"""The catalogue as linked data, for anybody: CPSV-AP 3.2 in Turtle and JSON-LD."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from ninja import Router

from yiwang.registers.interchange import linked
from yiwang.surfaces.gateway.shapes import CITY, REFUSALS

router = Router(tags=["items"])
MEDIA_TYPES = {"ttl": "text/turtle", "jsonld": "application/ld+json"}


def _contract(form: str) -> dict[str, Any]:
    """Neither form is JSON that a schema of ours describes: the vocabulary's own shapes do."""
    schema = {"type": "string"} if form == "ttl" else {}
    answer = {"description": "The whole catalogue of a city", "content": {MEDIA_TYPES[form]: {"schema": schema}}}
    return {"responses": {200: answer, 304: {"description": "As you have it"}}}


@router.get("/catalogue.ttl", response=REFUSALS, openapi_extra=_contract("ttl"), summary="The catalogue in Turtle")
def turtle(request: HttpRequest, city: str = CITY) -> HttpResponse:
    """Every item in force, as CPSV-AP 3.2."""
    return _answer(request, city, "ttl")


@router.get("/catalogue.jsonld", response=REFUSALS, openapi_extra=_contract("jsonld"), summary="… in JSON-LD")
def json_ld(request: HttpRequest, city: str = CITY) -> HttpResponse:
    """Every item in force, as CPSV-AP 3.2."""
    return _answer(request, city, "jsonld")


def _answer(request: HttpRequest, city: str, form: str) -> HttpResponse:
    body, mark = linked.published(city or settings.CITY, settings.PUBLIC_URL.rstrip("/"), form)
    etag = quote_etag(f"{mark}-{form}")
    response = HttpResponse(body, content_type=f"{MEDIA_TYPES[form]}; charset=utf-8", headers={"ETag": etag})
    return get_conditional_response(request, etag, None, response)
