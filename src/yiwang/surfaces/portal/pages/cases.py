"""My cases: how many days are left, whether I have to do anything, what happened, papers, who looked at my data."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.casework.cases import queries as cases
from yiwang.casework.cases import services
from yiwang.casework.helpdesk import queries as helpdesk
from yiwang.instruments.licences import queries as licences
from yiwang.kit.errors import Invalid, NotFound, Stale, Text
from yiwang.kit.ledger import queries as ledger
from yiwang.surfaces.look import clocks
from yiwang.surfaces.look.sending import kept_file
from yiwang.surfaces.look.signing import signed_in
from yiwang.surfaces.portal import datarecord, mycases, results
from yiwang.surfaces.portal.pages import agencies, applying

PAGE = 20
SEEN = 5


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    rows = mycases.lately(
        request.actor,  # type: ignore[attr-defined]
        after=int(after) if after.isascii() and after.isdigit() and len(after) < 18 else None,
        limit=PAGE + 1,
    )
    cursor = str(rows[PAGE - 1].pk) if len(rows) > PAGE else None
    return render(request, "portal/cases.html", {"section": "cases", "rows": rows[:PAGE], "cursor": cursor})


@require_safe
@signed_in
def case(request: HttpRequest, number: str) -> HttpResponse:
    return _case(request, number)


def _case(request: HttpRequest, number: str, *, typed: str = "", error: Text | None = None) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = cases.open_for_reading(actor, number)
    acts = {act.act: act for act in cases.open_acts(found, actor)}
    reading, notices = cases.reading(found), cases.notices(found)
    outcome, view = results.outcome(found.state, reading), cases.view(found)
    context = {
        "section": "cases",
        "case": view,
        "clock": clocks.drawn(reading),
        "acts": acts,
        "result": results.of(found.state, reading, notices),
        "next": mycases.NEXT[outcome],
        "kind": mycases.KINDS.get(outcome, "now"),
        "timeline": cases.timeline(found, actor),
        "messages": cases.messages(found),
        "notices": notices,
        "licences": licences.of_case(found.number, actor),
        "seen": _seen(actor, found.number),
        "rating": helpdesk.open_for(actor, found.number),
        "given": helpdesk.given(actor, found.number),
        "rates_agencies": _rates_agencies(found, view, actor),
        "typed": typed,
        "error": error,
    }
    return render(request, "portal/case.html", context, status=422 if error else 200)


def _rates_agencies(found: Any, view: Any, actor: Any) -> bool:
    """Whether there is an agency to rate: the applicant's own decided case, with a paper that a service makes."""
    decided = found.state in helpdesk.DECIDED and actor.party == found.applicant_id
    return decided and bool(agencies.trades_of(view))


def _seen(actor: Any, number: str) -> list[datarecord.Line]:
    """The last acts with this case, each as a sentence."""
    return datarecord.lines(ledger.of_case(number)[-SEEN:], actor)[::-1]


@require_POST
@signed_in
def message(request: HttpRequest, number: str) -> HttpResponse:
    text = request.POST.get("text", "")
    try:
        services.send_message(actor=request.actor, number=number, text=text)  # type: ignore[attr-defined]
    except Invalid as refusal:
        return _case(request, number, typed=text, error=next(iter(refusal.fields.values()), refusal.citizen))
    response = redirect("portal:case", number)
    response["Location"] += "#messages"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = cases.find(actor, number)
    if request.method == "POST":
        expected = applying.number(request.POST.get("revision"))
        try:
            services.withdraw(actor=actor, number=number, expected=expected)
        except Stale:
            return redirect("portal:case", number)
        return redirect("portal:case", number)
    act = next((act for act in cases.open_acts(found, actor) if act.act == "withdraw"), None)
    return render(request, "portal/withdraw.html", {"section": "cases", "case": cases.view(found), "act": act})


@require_safe
@signed_in
def everything(request: HttpRequest, number: str) -> HttpResponse:
    """All of it in one file, for the person it belongs to."""
    actor = request.actor  # type: ignore[attr-defined]
    found = cases.find(actor, number)
    return kept_file(cases.everything(found, actor), "application/zip", f"{found.number}.zip", download=True)


@require_safe
@signed_in
def file(request: HttpRequest, number: str, material: str, digest: str) -> HttpResponse:
    name, media_type, data = cases.file_of(cases.find(request.actor, number), material, digest)  # type: ignore[attr-defined]
    return kept_file(data, media_type, name)


@require_safe
@signed_in
def notice(request: HttpRequest, number: str, line: int) -> HttpResponse:
    """A written act, set as the office writes it."""
    found = cases.find(request.actor, number)  # type: ignore[attr-defined]
    written = next((each for each in cases.notices(found) if each.line == line), None)
    if written is None:
        raise NotFound()
    return render(request, "portal/notice.html", {"section": "cases", "case": cases.view(found), "notice": written})


@require_safe
@signed_in
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The ledger's receipt of the submission: checkable without this platform."""
    found = cases.find(request.actor, number)  # type: ignore[attr-defined]
    kept = ledger.receipt(cases.receipt_leaf(found))
    if request.GET.get("as") == "text":
        said = kept.as_text().in_language(get_language() or "zh")
        return HttpResponse(said, content_type="text/plain; charset=utf-8")
    response = HttpResponse(kept.as_json(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{found.number}-receipt.json"'
    return response
