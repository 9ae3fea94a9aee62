"""Licences that this office issued: find one by its number, see how it stands, revoke it with reasons."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.instruments.licences import queries, services
from yiwang.kit.errors import Invalid, NotFound, Refusal, Text
from yiwang.surfaces.desk import seat
from yiwang.surfaces.desk.seat import on_cases
from yiwang.surfaces.look.fields import Field

REASON = Text("撤销的理由", "Reason for revoking")
HINT = Text("写明事实和依据的条款。持证人会看到。", "State facts and article. The holder reads it.")


@require_safe
@on_cases
def find(request: HttpRequest) -> HttpResponse:
    """By identifier, or by the number of the case that it came from."""
    words = "".join(request.GET.get("q", "").split())[:80]
    found = _found(words, request.actor) if words else ""  # type: ignore[attr-defined]
    if found:
        return redirect("desk:licence", found)
    return render(request, "desk/licences.html", seat.context(request, "licences") | {"words": words})


def _found(words: str, actor: Any) -> str:
    rows = queries.visible_to(actor)
    by_case = rows.filter(case_number=words).values_list("identifier", flat=True).first()
    return by_case or rows.filter(identifier=words).values_list("identifier", flat=True).first() or ""


@require_http_methods(["GET", "HEAD", "POST"])
@on_cases
def licence(request: HttpRequest, identifier: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    if request.method != "POST":
        return _licence(request, identifier)
    if not queries.visible_to(actor).filter(identifier=identifier).exists():
        raise NotFound()
    reason = request.POST.get("reason", "")
    if reason.strip() and request.POST.get("stage") != "send" and actor.has("approver"):
        return _licence(request, identifier, asks="edit" not in request.POST)
    try:
        services.revoke(actor=actor, identifier=identifier, reason=reason)
    except (Invalid, services.NotInForce) as refusal:
        return _licence(request, identifier, refusal)
    return redirect(f"{reverse('desk:licence', args=[identifier])}?done=revoked")


def _licence(
    request: HttpRequest, identifier: str, refusal: Refusal | None = None, *, asks: bool = False
) -> HttpResponse:
    """`asks`: the reason is given, and it is asked once whether to go on; nothing can be undone afterwards."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.view(identifier, actor)
    error = refusal.fields.get("reason", refusal.citizen) if refusal else None
    context = seat.context(request, "licences") | {
        "licence": found,
        "may_revoke": actor.has("approver") and found.state in ("valid", "suspended"),
        "field": Field("reason", REASON, "textarea", hint=HINT, value=request.POST.get("reason", ""), error=error),
        "reason": request.POST.get("reason", ""),
        "asks": asks,
        "done": request.GET.get("done") == "revoked" and found.state == "revoked",
    }
    return render(request, "desk/licence.html", context, status=refusal.status if refusal else 200)
