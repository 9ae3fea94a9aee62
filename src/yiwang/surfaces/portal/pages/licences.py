"""My licences: documents that look like documents, to show, download and have checked."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from yiwang.instruments.licences import queries as store
from yiwang.instruments.seals import queries as seals
from yiwang.kit.documents import qr
from yiwang.kit.errors import Text
from yiwang.surfaces.look.sending import kept_file
from yiwang.surfaces.look.signing import signed_in

KINDS = {"valid": "ok", "not_yet": "now", "suspended": "warn", "revoked": "bad", "expired": "warn"}
SEAL_CAPTION = Text("电子证照专用章", "E-licence seal")


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    held = [(view, KINDS[view.state]) for view in store.mine(request.actor)]  # type: ignore[attr-defined]
    return render(request, "portal/licences.html", {"section": "licences", "held": held})


@require_safe
@signed_in
def licence(request: HttpRequest, identifier: str) -> HttpResponse:
    view = store.view(identifier, request.actor)  # type: ignore[attr-defined]
    address = f"{settings.PUBLIC_URL}{reverse('portal:verdict', args=[view.code])}"
    context = {
        "section": "licences",
        "view": view,
        "kind": KINDS[view.state],
        "address": address,
        "qr": mark_safe(qr.svg(address)),
        "seal": mark_safe(seals.seal_image(view.office, SEAL_CAPTION.zh)),
    }
    return render(request, "portal/licence.html", context)


@require_safe
@signed_in
def pdf(request: HttpRequest, identifier: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    view = store.view(identifier, actor)
    data = store.document(identifier, actor)
    return kept_file(data, "application/pdf", f"{view.name.zh}-{view.number}.pdf", download=True)
