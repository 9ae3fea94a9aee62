"""Errors as problem+json (RFC 9457), in the language the caller asks for."""

from __future__ import annotations

import logging
from typing import Any

from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language_from_request
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from yiwang.kit.errors import Invalid, NotAllowed, NotFound, Refusal, Text, Unavailable

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
UNKNOWN_CALLER = Text("请带上有效的密钥，或先登录。", "Send a valid key, or sign in first.")
AWAY = Text("系统正在恢复，请稍后再问。", "The system is coming back; ask again in a moment.")
WRONG_QUESTION = Text("请求里有不对的地方，见 fields。", "The request has something wrong; see fields.")


class Problem(Schema):
    """RFC 9457: `code` is stable, `detail` is a sentence in the caller's language."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    remedy: str = ""
    fields: dict[str, str] = {}


def answer(request: HttpRequest, refusal: Refusal, status: int | None = None) -> HttpResponse:
    language = get_language_from_request(request) or "zh-hans"
    said = refusal.citizen.in_language(language)
    problem = Problem(
        type=f"urn:yiwang:problem:{refusal.code}",
        title=said,
        status=status or refusal.status,
        detail=said,
        code=refusal.code,
        remedy=refusal.remedy.in_language(language) if refusal.remedy else "",
        fields={name: text.in_language(language) for name, text in refusal.fields.items()},
    )
    response = JsonResponse(problem.dict(), status=problem.status, content_type=MEDIA_TYPE)
    if problem.status in (401,):
        response["WWW-Authenticate"] = "Bearer"
    if problem.status == 503:
        response["Retry-After"] = "5"
    return response


def install(api: NinjaAPI) -> None:
    """Every way a request can fail answers in the one form."""
    api.add_exception_handler(Refusal, answer)
    api.add_exception_handler(AuthenticationError, _unknown_caller)
    api.add_exception_handler(ValidationError, _wrong_question)
    api.add_exception_handler(HttpError, _http)
    for away in (OperationalError, InterfaceError):
        api.add_exception_handler(away, _away)
    api.add_exception_handler(DataError, _unreadable)


def _unknown_caller(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(request, NotAllowed(UNKNOWN_CALLER), status=401)


def _wrong_question(request: HttpRequest, error: Any) -> HttpResponse:
    fields = {
        ".".join(str(part) for part in found["loc"][1:]): Text("这个值不能用。", "This value cannot be used.")
        for found in error.errors
    }
    return answer(request, Invalid(WRONG_QUESTION, fields=fields))


def _away(request: HttpRequest, error: Any) -> HttpResponse:
    log.warning("the database does not answer: %s", type(error).__name__)
    return answer(request, Unavailable(AWAY))


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    """A NUL in the question, which no text of the database can be compared with; anything else is our own fault."""
    if "NUL" not in str(error):
        raise error
    return answer(request, Invalid(WRONG_QUESTION))


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    kind = NotFound if error.status_code == 404 else Invalid
    return answer(request, kind(), status=error.status_code)
