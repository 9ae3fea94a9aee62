"""A draft of an item as its guide will be: for those who write it, in a frame as wide as a phone."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.kit import calendar
from yiwang.kit.errors import Invalid
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.drafts import previewing
from yiwang.registers.drafts import queries as drafts
from yiwang.surfaces.look.middleware import POLICY
from yiwang.surfaces.portal.pages import guide


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The guide of the draft; nothing can be begun from it. One that does not read yet says so."""
    view = previewing.opened(token)
    try:
        definition = drafts.definition(view.declared)
    except Invalid:
        return _framed(render(request, "portal/preview_unread.html", {"section": "items"}))
    version = catalogue.Version(
        pk=0,
        item=0,
        number=0,
        effective_on=_day(definition.effective_on),
        definition=definition,
        elements={},
        city=view.city,
        office=view.office,
    )
    return _framed(render(request, "portal/preview.html", guide.shown(version, "") | {"preview": True}))


def _day(declared: date) -> date:
    """The day on which it begins: today at the earliest."""
    return max(declared, calendar.today())


def _framed(response: HttpResponse) -> HttpResponse:
    """The desk shows it beside the editor: its own pages may frame it, nobody else's."""
    response["Content-Security-Policy"] = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["X-Robots-Tag"] = "noindex"
    return response
