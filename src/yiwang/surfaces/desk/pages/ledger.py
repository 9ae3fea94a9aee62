"""The ledger as its auditor sees it: the last signed checkpoint."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.kit.ledger import queries
from yiwang.surfaces.desk import seat
from yiwang.surfaces.desk.seat import AUDIT, at_desk


@require_safe
@at_desk(*AUDIT)
def ledger(request: HttpRequest) -> HttpResponse:
    last = queries.last_checkpoint()
    context = seat.context(request, "ledger") | {"last": last, "root": bytes(last.root).hex() if last else ""}
    return render(request, "desk/ledger.html", context)
