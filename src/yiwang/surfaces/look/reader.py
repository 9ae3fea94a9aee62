"""How somebody reads: language and size, chosen by a link, kept in cookies, applied by the server."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest

LANGUAGE_COOKIE, SIZE_COOKIE = "yiwang_language", "yiwang_size"
LANGUAGES = {"zh": "zh-hans", "en": "en"}
SIZES = ("normal", "large")
YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class Reader:
    """`language` is Django's code; `large` is the large-type mode 长者版."""

    language: str = "zh-hans"
    large: bool = False

    @property
    def tag(self) -> str:
        """The language tag of the page."""
        return "en" if self.language == "en" else "zh-Hans"


def of(request: HttpRequest) -> Reader:
    """What the cookies say; anything else reads as the default."""
    return Reader(
        language=LANGUAGES.get(request.COOKIES.get(LANGUAGE_COOKIE, ""), "zh-hans"),
        large=request.COOKIES.get(SIZE_COOKIE) == "large",
    )


def chosen(request: HttpRequest) -> dict[str, str]:
    """Cookies to set because a link `?lang=` or `?size=` was followed; empty otherwise."""
    if request.method != "GET":
        return {}
    choices = {}
    if (language := request.GET.get("lang")) in LANGUAGES:
        choices[LANGUAGE_COOKIE] = str(language)
    if (size := request.GET.get("size")) in SIZES:
        choices[SIZE_COOKIE] = str(size)
    return choices


def address_without_choice(request: HttpRequest) -> str:
    """The same page, asked for plainly. Only path and query, so it never leads to another site."""
    path = "/" + request.path.lstrip("/")
    try:
        query = request.GET.copy()
    except TooManyFieldsSent:
        return path  # the page that says so asks for this too
    query.pop("lang", None)
    query.pop("size", None)
    return f"{path}?{query.urlencode()}" if query else path
