"""Pages for what went wrong: what happened, what is kept, what to do. They never echo what was sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from yiwang.kit.actor import ANONYMOUS
from yiwang.kit.errors import Invalid, Refusal, Text, Unavailable

CSRF = Text(
    "这一页打开太久了，或者浏览器没有带上它的凭据。什么都没有提交。",
    "This page was open too long, or the browser did not send its token. Nothing was submitted.",
)
CSRF_REMEDY = Text(
    "返回上一页，刷新后再按一次。浏览器要允许本站的 cookie。",
    "Go back, reload the page and press again. The browser must allow this site's cookies.",
)
AWAY = Text(
    "系统正在恢复。已经保存的内容都在。请一分钟后再按一次。",
    "The system is coming back. Whatever was saved is kept. Please try again in a minute.",
)
UNREADABLE = Text(
    "请求里有一个看不见的字符（U+0000），什么都没有做。请删掉它再试。",
    "The request holds an invisible character (U+0000); nothing was done. Delete it and try again.",
)
TITLES = {
    403: Text("您不能打开这一页", "You may not open this page"),
    404: Text("没有找到这一页", "Page not found"),
    409: Text("现在不能这样做", "This cannot be done now"),
    422: Text("有几处要改", "Some things need changing"),
    429: Text("请等一会儿再试", "Please wait a little"),
    503: Text("暂时没有回应", "No answer just now"),
}


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as a page, with its own status."""
    said = refusal.officer if request.path.startswith("/desk/") else refusal.citizen
    context = {"refusal": refusal, "said": said, "title": TITLES.get(refusal.status, TITLES[409])}
    response = render(request, "look/refused.html", context, status=refusal.status)
    if isinstance(refusal, Unavailable):
        response["Retry-After"] = "30"
    return response


def away(request: HttpRequest) -> HttpResponse:
    """The database does not answer, so this page asks it nothing."""
    request.actor = ANONYMOUS  # type: ignore[attr-defined]
    response = render(request, "look/refused.html", {"said": AWAY, "title": TITLES[503]}, status=503)
    response["Retry-After"] = "30"
    return response


def unreadable(request: HttpRequest) -> HttpResponse:
    """A NUL, which no text of the database can hold or be compared with."""
    return refused(request, Invalid(UNREADABLE))


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: nothing was done."""
    context = {"said": CSRF, "remedy": CSRF_REMEDY, "title": Text("没有提交", "Not submitted")}
    return render(request, "look/refused.html", context, status=403)


def spoken(text: Text | None) -> str:
    """A text in the language of this request."""
    return text.in_language(get_language() or "zh") if text else ""
