"""Signing in at the desk: its own door, beside the citizens'."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.kit.errors import Text
from yiwang.registers.parties import queries as parties
from yiwang.surfaces.look import keeping, signing

WRONG = Text("工号、手机号或密码不对。", "That number or password is not right.")
NO_POST = Text(
    "这个账号今天没有工作岗位。办自己的事请从首页登录；岗位由本市管理员任命。",
    "This account holds no post today. For your own matters sign in on the home page; administrators appoint posts.",
)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        if request.actor.kind == "staff":  # type: ignore[attr-defined]
            return HttpResponseRedirect(keeping.where_next(request, reverse("desk:work")))
        return _sign_in(request)
    tried = signing.by_password(request, wrong=WRONG)
    if tried.account is None:
        return _sign_in(request, error=tried.error, status=tried.status)
    if parties.staff_actor_of(tried.account) is None:
        return _sign_in(request, error=NO_POST, status=403)
    return _enter(request, tried.account.pk)


def _sign_in(request: HttpRequest, *, error: Text | None = None, status: int = 200) -> HttpResponse:
    context = {"login": request.POST.get("login", ""), "error": error} | signing.page_of(request, door=signing.DESK)
    return render(request, "desk/sign_in.html", context, status=status)


@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """One click for trying: only in demo mode, which production refuses to start in."""
    return _enter(request, signing.by_persona(request, door=signing.DESK))


def _enter(request: HttpRequest, account: int) -> HttpResponse:
    signing.sign_in(request, account, door=signing.DESK)
    return signing.go_on(request, account, door=signing.DESK, otherwise=reverse("desk:work"))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    signing.sign_out(request, door=signing.DESK)
    return redirect("desk:sign_in")
