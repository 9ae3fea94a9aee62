"""One case: clock, acts, materials, form, history, messages. Every opening leaves a leaf."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from yiwang.casework.cases import lifecycle
from yiwang.casework.cases import queries as cases
from yiwang.kit import masking
from yiwang.kit.errors import NotFound, Text
from yiwang.kit.ledger import kinds
from yiwang.kit.ledger import services as ledger
from yiwang.registers.parties import queries as parties
from yiwang.surfaces.desk import acts, seat
from yiwang.surfaces.desk.seat import on_cases
from yiwang.surfaces.look import clocks
from yiwang.surfaces.look.sending import kept_file

SHOWN = kinds.kind(
    "desk.identity_shown",
    "经办人员查看了您的完整证件号码和联系电话",
    "An official looked at your full number and telephone",
)
HOW = {
    "uploaded": Text("申请人提交。", "Handed in by the applicant."),
    "licence": Text("从电子证照库取得。", "Taken from the store of licences."),
    "data": Text("通过数据共享核验。", "Checked against shared data."),
    "no_basis": Text("没有法律依据，不收。", "No legal basis: not asked for."),
}
"""What the citizen is told of a material, in the officer's words; other rules read the same for both."""
STAYS = ("take", "message", "verify_material")
"""After these there is more to do with the same case."""
RESULTS = (
    ("data", Text("与登记一致", "Agrees with the register")),
    ("uploaded", Text("看过原件，一致", "Seen on paper, agrees")),
    ("different", Text("不一致", "Differs")),
)


def opened(request: HttpRequest, number: str, purpose: str) -> dict[str, Any]:
    """What list and page show of a case; NotFound alike for another office's and for nobody's."""
    return shown(request, cases.open_for_reading(request.actor, number, purpose))  # type: ignore[attr-defined]


def shown(request: HttpRequest, found: Any) -> dict[str, Any]:
    """The same for a case whose reading this request has recorded."""
    actor = request.actor  # type: ignore[attr-defined]
    offered = cases.open_acts(found, actor)
    view = cases.view(found)
    is_open = found.state in lifecycle.OPEN
    can_hand_over = is_open and bool(offered) and (view.officer in (None, actor.post) or actor.has("approver"))
    waits = sum(not material.is_resolved for material in view.materials)
    return {
        "case": view,
        "clock": clocks.drawn(cases.reading(found)),
        "buttons": acts.buttons(offered),
        "missing": acts.missing(offered),
        "is_open": is_open,
        "can_take": is_open and view.officer is None and bool(offered),
        "can_hand_over": can_hand_over,
        "can_propose": can_hand_over and found.state == "accepted" and not waits and _reviews(offered),
        "has_it": view.officer == actor.post,
        "timeline": cases.timeline(found, actor),
        "messages": cases.messages(found),
        "materials": [(each, HOW.get(each.state, each.rule)) for each in view.materials],
        "waits": waits,
    }


def _reviews(offered: list[lifecycle.OpenAct]) -> bool:
    """A special procedure is theirs to order, the decision is not."""
    return {act.act for act in offered if act.act in ("pause", "grant")} == {"pause"}


def page(request: HttpRequest, found: Any, *, in_full: bool = False, **more: Any) -> dict[str, Any]:
    """Identifiers are masked, also where they stand in the form, unless somebody asked for them `in_full`."""
    context = seat.context(request, "case") | shown(request, found)
    form = [
        (label, value if in_full else Text(masking.text(value.zh), masking.text(value.en)), personal)
        for label, value, personal in context["case"].form
    ]
    return context | {
        "form": form,
        "in_full": in_full,
        "notices": cases.notices(found),
        "results": RESULTS,
        "following": cases.following(request.actor, found),  # type: ignore[attr-defined]
        **more,
    }


@require_safe
@on_cases
def case(request: HttpRequest, number: str) -> HttpResponse:
    found = cases.open_for_reading(request.actor, number, "page")  # type: ignore[attr-defined]
    context = page(request, found)
    goes_on = request.GET.get("done") not in STAYS
    return render(request, "desk/case.html", context | {"done": _done(request, context), "goes_on": goes_on})


def _done(request: HttpRequest, context: dict[str, Any]) -> Text | None:
    """What was just done, if the journal says so too: an address alone cannot make the page claim it."""
    act = request.GET.get("done", "")
    past = [line.act for line in context["timeline"] if line.at]
    if act == "message":
        return acts.DONE[act] if context["messages"] and context["messages"][-1].from_staff else None
    return acts.DONE.get(act) if past and act in past[-2:] else None


@require_safe
@on_cases
def notice(request: HttpRequest, number: str, line: int) -> HttpResponse:
    """A written act as it went out, to read and to print. Recorded as read: it is about a person."""
    found = cases.open_for_reading(request.actor, number, "notice")  # type: ignore[attr-defined]
    written = next((each for each in cases.notices(found) if each.line == line), None)
    if written is None:
        raise NotFound()
    context = seat.context(request, "case") | {"case": cases.view(found), "notice": written}
    return render(request, "desk/notice.html", context)


@require_POST
@on_cases
def identity(request: HttpRequest, number: str) -> HttpResponse:
    """Number and telephone in full. An act of its own, written on the ledger under its own name."""
    actor = request.actor  # type: ignore[attr-defined]
    found = cases.find(actor, number)
    subject = parties.subject_of(found.applicant_id)
    ledger.record(SHOWN, actor=actor, subject=subject, case_number=found.number)
    return render(request, "desk/case.html", page(request, found, in_full=True))


@require_safe
@on_cases
def file(request: HttpRequest, number: str, material: str, digest: str) -> HttpResponse:
    """A file of the case, recorded as read, sent so that nothing in it can run."""
    found = cases.open_for_reading(request.actor, number, "file")  # type: ignore[attr-defined]
    name, media_type, data = cases.file_of(found, material, digest)
    return kept_file(data, media_type, name, download="download" in request.GET)
