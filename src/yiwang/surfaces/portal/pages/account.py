"""Signing in and out, for whom one acts, and what was done with one's data."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.casework.intake import services as intake
from yiwang.kit.errors import Text
from yiwang.kit.ledger import queries as ledger
from yiwang.registers.parties import queries as parties
from yiwang.surfaces.look import keeping, signing
from yiwang.surfaces.look.fields import Field
from yiwang.surfaces.look.signing import signed_in
from yiwang.surfaces.portal import datarecord, visitors

WRONG = Text("手机号或密码不对。", "That number or password is not right.")
PAGE = 15


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        if request.actor.kind == "person":  # type: ignore[attr-defined]
            return HttpResponseRedirect(keeping.where_next(request, reverse("portal:me")))
        return _sign_in(request)
    tried = signing.by_password(request, wrong=WRONG)
    if tried.account is None:
        return _sign_in(request, error=tried.error, status=tried.status)
    return _enter(request, tried.account.pk)


def _sign_in(request: HttpRequest, *, error: Text | None = None, status: int = 200) -> HttpResponse:
    context = signing.page_of(request, door=signing.PORTAL) | {
        "fields": _fields(request.POST.get("login", ""), error),
        "wanted": request.GET.get("persona", ""),
    }
    return render(request, "portal/sign_in.html", context, status=status)


def _fields(login: str, error: Text | None) -> list[Field]:
    return [
        Field("login", Text("手机号", "Mobile number"), "mobile", value=login, error=error, autocomplete="username"),
        Field("password", Text("密码", "Password"), "password", autocomplete="current-password"),
    ]


@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """One click for trying: only in demo mode, only personas of the pack."""
    return _enter(request, signing.by_persona(request, door=signing.PORTAL))


def _enter(request: HttpRequest, account: int) -> HttpResponse:
    """Sign in, take over what was begun before, and go on where one was."""
    visitor = visitors.kept(request)
    signing.sign_in(request, account)
    if visitor:
        intake.claim(actor=request.actor, visitor=visitor)  # type: ignore[attr-defined]
    response = signing.go_on(request, account, door=signing.PORTAL, otherwise=reverse("portal:home"))
    visitors.forget(response)
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    signing.sign_out(request)
    return redirect("portal:home")


@require_safe
@signed_in
def me(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "person": parties.identity(actor.person),
        "organisations": parties.organisations_of(actor.person),
        "acting_for": actor.party,
    }
    return render(request, "portal/me.html", context)


@require_POST
@signed_in
def act_for(request: HttpRequest) -> HttpResponse:
    """Act for an organisation one represents, or for oneself again. Any other is refused."""
    actor = request.actor  # type: ignore[attr-defined]
    wanted = request.POST.get("party", "")
    chosen = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else actor.person
    if chosen == actor.person:
        signing.act_for(request, None)
    elif chosen in {each.pk for each in parties.organisations_of(actor.person)}:
        signing.act_for(request, chosen)
    else:
        raise Http404
    return HttpResponseRedirect(keeping.where_next(request, reverse("portal:home")))


@require_safe
@signed_in
def data(request: HttpRequest) -> HttpResponse:
    """Every act with my data: a block a case, the one touched last first."""
    actor = request.actor  # type: ignore[attr-defined]
    after = request.GET.get("after", "")
    subject = parties.subject_of(actor.party)
    position = int(after) if after.isascii() and after.isdigit() and len(after) < 18 else None
    found = ledger.topics_about(subject, after=position, limit=PAGE + 1)
    cursor = str(found[PAGE - 1].newest) if len(found) > PAGE else None
    return render(request, "portal/data.html", {"blocks": datarecord.blocks(found[:PAGE], actor), "cursor": cursor})
