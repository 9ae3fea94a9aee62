"""Signing in at the desk: its own door, beside the citizens'."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.kit.errors import Refusal, Text
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties import services
from yiwang.surfaces.look import keeping, personas, signing

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
    login, password = request.POST.get("login", ""), request.POST.get("password", "")
    try:
        account = services.authenticate(login=login, password=password, network=request.META.get("REMOTE_ADDR", ""))
    except Refusal as refusal:
        return _sign_in(request, error=refusal.citizen, status=refusal.status)
    if account is None:
        return _sign_in(request, error=WRONG, status=422)
    if parties.staff_actor_of(account) is None:
        return _sign_in(request, error=NO_POST, status=403)
    return _enter(request, account.pk)


def _sign_in(request: HttpRequest, *, error: Text | None = None, status: int = 200) -> HttpResponse:
    context = {
        "login": request.POST.get("login", ""),
        "error": error,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "kept": request.POST.get("kept", ""),
        "personas": personas.all_of(desk=True),
    }
    return render(request, "desk/sign_in.html", context, status=status)


@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """One click for trying: only in demo mode, which production refuses to start in."""
    persona = personas.find(request.POST.get("persona", ""), desk=True)
    account = parties.account_by_login(persona.login) if persona else None
    if account is None:
        raise Http404
    return _enter(request, account)


def _enter(request: HttpRequest, account: int) -> HttpResponse:
    signing.sign_in(request, account, door=signing.DESK)
    kept = keeping.unseal(request.POST.get("kept", ""), account)
    if kept:
        response: HttpResponse = render(request, "desk/go_on.html", {"kept": kept})
    else:
        response = HttpResponseRedirect(keeping.where_next(request, reverse("desk:work")))
    signing.remember_browser(request, response)
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    signing.sign_out(request, door=signing.DESK)
    return redirect("desk:sign_in")
