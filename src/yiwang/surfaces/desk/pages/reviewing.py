"""A draft as a whole: what it changes, for the reader of the law and for those who apply; what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yiwang.kit.errors import Invalid, Refusal, Text
from yiwang.registers.drafts import consequences, life, services
from yiwang.registers.drafts import queries as drafts
from yiwang.surfaces.desk import seat
from yiwang.surfaces.desk.editing import comparing, drawing
from yiwang.surfaces.desk.editing.sections import SECTIONS
from yiwang.surfaces.desk.pages.catalogue import counted, on_items
from yiwang.surfaces.desk.pages.side import whole
from yiwang.surfaces.look import fields

DONE = {
    "submit": Text("已送审。审核的人在“待审核”里能看到它。", "Sent to review."),
    "approve": Text("已审核通过，可以发布了。", "Approved. It can be published."),
    "send_back": Text("已退回，编写的人会读到您写的原因。", "Sent back with your note."),
    "publish": Text("已发布。", "Published."),
    "withdraw": Text("已撤回。", "Withdrawn."),
    "cancel": Text("已取消定时，原来的版本继续有效。", "Taken back; the version before goes on."),
    "move_over": Text("已换到新版本上，请再看一遍差别。", "Put upon the newer version: read the differences again."),
}
FOUR_EYES = Text(
    "您写过这份草稿，要由另一位审核员来审核和发布。", "You wrote part of it: another publisher reviews it."
)


@require_safe
@on_items
def draft(request: HttpRequest, draft: str) -> HttpResponse:
    """The draft, for whoever wrote it and for whoever reviews it."""
    return _page(request, drafts.draft(request.actor, draft))  # type: ignore[attr-defined]


@require_POST
@on_items
def act(request: HttpRequest, draft: str, act: str) -> HttpResponse:
    """Do one of the acts of the draft's table; what refuses it is said on the page, and what was typed stays."""
    view = drafts.draft(request.actor, draft)  # type: ignore[attr-defined]
    if act not in CALLS:
        return redirect("desk:draft", draft)
    try:
        CALLS[act](request, draft)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        return _page(request, view, act=act, refusal=refusal)
    return redirect(f"{reverse('desk:draft', args=[draft])}?done={act}")


def _note(request: HttpRequest) -> str:
    return request.POST.get("note", "").replace("\x00", "").strip()[:2000]


def _approve(request: HttpRequest, draft: str) -> None:
    expected = whole(request.POST.get("edition")) or 0
    services.approve(actor=request.actor, draft=draft, expected=expected, note=_note(request))  # type: ignore[attr-defined]


def _publish(request: HttpRequest, draft: str) -> None:
    """On the day that was typed, today if the other choice was taken."""
    day: date | None = None
    if request.POST.get("on") == "day":
        typed = fields.read({"effective_on": "date"}, request.POST)["effective_on"]
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            raise Invalid(fields={"effective_on": Text("请填一个日子。", "Enter a day.")}) from None
    services.publish(actor=request.actor, draft=draft, effective_on=day, reason=_note(request))  # type: ignore[attr-defined]


def _noted(service: Any) -> Any:
    return lambda request, draft: service(actor=request.actor, draft=draft, note=_note(request))


CALLS: Mapping[str, Any] = {
    "submit": _noted(services.submit),
    "send_back": _noted(services.send_back),
    "approve": _approve,
    "publish": _publish,
    "withdraw": _noted(services.withdraw),
    "cancel": _noted(services.cancel),
    "move_over": lambda request, draft: services.move_over(actor=request.actor, draft=draft),
}


def _page(request: HttpRequest, view: drafts.View, act: str = "", refusal: Refusal | None = None) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    retiring = view.kind == life.RETIRE
    waits = view.state in ("review", "approved") and actor.has("publisher") and not view.may & {"approve", "publish"}
    context = seat.context(request, "catalogue") | {
        "draft": view,
        "state": life.STATES[view.state],
        "kind": life.KINDS[view.kind],
        "retiring": retiring,
        "journal": _journal(view),
        "editions": drafts.editions(actor, view.public_id)[:10] if "save" in view.may else [],
        "four_eyes": FOUR_EYES if waits else None,
        "done": DONE.get(request.GET.get("done", "")),
        "act": act,
        "refusal": refusal,
        "typed": _note(request) if refusal else "",
    }
    context |= {} if retiring else _found(view) | _compared(view)
    return render(request, "desk/draft.html", context, status=refusal.status if refusal else 200)


def _found(view: drafts.View) -> dict[str, Any]:
    """What is found in it, by the section in which it is mended."""
    findings = drafts.findings(view.declared, settings.CITY, based_on=view.based_on)
    places = drawing.by_place(findings, SECTIONS)
    return {
        "counts": counted(findings),
        "warned": any(one.severity == "warning" for one in findings),
        "blocked": any(one.severity == "error" for one in findings),
        "places": [(each, places[each.key]) for each in SECTIONS if places.get(each.key)],
    }


def _compared(view: drafts.View) -> dict[str, Any]:
    """What is different, and what that means; nothing where the draft does not read yet, or the item is new."""
    before = drafts.definition_of(view.based_on) if view.based_on else None
    after = comparing.definition(view.declared)
    if after is None or before is None:
        return {"groups": [], "effects": None, "unread": after is None, "new": before is None}
    names = drafts.names(settings.CITY)
    return {
        "groups": comparing.between(before, after, names),
        "effects": consequences.of(before, after, names=names),
        "unread": False,
        "new": False,
    }


def _journal(view: drafts.View) -> list[tuple[drafts.Line, int]]:
    """The journal, newest first; saves in a row of one person are one line with their number."""
    told: list[tuple[drafts.Line, int]] = []
    for line in reversed(view.journal):
        last = told[-1][0] if told else None
        if last and line.act == "save" == last.act and line.who == last.who:
            told[-1] = (last, told[-1][1] + 1)
        else:
            told.append((line, 1))
    return told
