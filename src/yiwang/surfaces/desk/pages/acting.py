"""One page an act: what it asks, what will be put in writing, and doing it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from yiwang.casework.cases import queries as cases
from yiwang.casework.cases.asking import Ask
from yiwang.casework.cases.lifecycle import ConditionNotMet, OpenAct, WrongState
from yiwang.kit.errors import Invalid, Refusal, Stale, Text
from yiwang.surfaces.desk import acts, seat
from yiwang.surfaces.desk.pages.side import done, whole
from yiwang.surfaces.desk.seat import on_cases
from yiwang.surfaces.look import clocks
from yiwang.surfaces.look.fields import Field

KINDS = {"text": "textarea", "days": "integer", "choice": "choice"}
UNIT = Text("个工作日", "working days")
SAY = Text("写明哪里不对。", "Say what is wrong with it.")
NOTHING_TICKED = Text("勾选要补正的材料，或者写明其他要补正的内容。", "Tick a material, or write what else is missing.")


@require_http_methods(["GET", "HEAD", "POST"])
@on_cases
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    posted = request.method == "POST"
    found = cases.find(actor, number) if posted else cases.open_for_reading(actor, number, f"act:{act}")
    offered = next((each for each in cases.open_acts(found, actor) if each.act == act and act in acts.CALLS), None)
    if offered is None or offered.why_not:
        return _too_late(request, found, act) if posted else redirect("desk:case", number)
    view = cases.view(found)
    if not posted and offered.asks:
        return _page(request, found, view, offered)
    given, faults = _given(request, view, offered)
    expected = whole(request.POST.get("revision")) if posted else found.revision
    if faults:
        return _page(request, found, view, offered, faults=faults)
    if posted and request.POST.get("stage") == "send":
        return _send(request, found, view, offered, given, expected)
    return _preview(request, found, view, offered, given, expected)


def _preview(
    request: HttpRequest, found: Any, view: Any, offered: OpenAct, given: dict[str, Any], expected: int | None
) -> HttpResponse:
    """What will be written, before it is: the same checks as the act itself."""
    call = {"actor": request.actor, "number": found.number, "expected": expected, "given": given}  # type: ignore[attr-defined]
    if "edit" in request.POST:
        return _page(request, found, view, offered)
    try:
        notice = acts.rehearse(offered.act, **call)
    except Refusal as refusal:
        return _refused(request, found, view, offered, refusal)
    return _page(request, found, view, offered, notice=notice, previewed=True)


def _send(
    request: HttpRequest, found: Any, view: Any, offered: OpenAct, given: dict[str, Any], expected: int | None
) -> HttpResponse:
    try:
        acts.carry_out(offered.act, actor=request.actor, number=found.number, expected=expected, given=given)  # type: ignore[attr-defined]
    except Refusal as refusal:
        return _refused(request, found, view, offered, refusal)
    return done(found.number, offered.act)


def _refused(request: HttpRequest, found: Any, view: Any, offered: OpenAct, refusal: Refusal) -> HttpResponse:
    """What was typed stays; the page now carries the case as it is, so that pressing again is a decision."""
    if refusal.status in (403, 404):
        raise refusal
    if not isinstance(refusal, (Invalid, Stale, WrongState, ConditionNotMet)):
        return _page(request, found, view, offered, said=refusal.officer, status=refusal.status)
    if isinstance(refusal, Invalid):
        return _page(
            request, found, view, offered, faults=refusal.fields, said=None if refusal.fields else refusal.officer
        )
    fresh = cases.find(request.actor, found.number)  # type: ignore[attr-defined]
    return _page(request, fresh, cases.view(fresh), offered, said=refusal.officer, status=refusal.status)


def _too_late(request: HttpRequest, found: Any, act: str) -> HttpResponse:
    """Somebody was faster, and the act is no longer open: say so on the case, with what was typed to copy."""
    from yiwang.surfaces.desk.pages.case import page

    cases.open_for_reading(request.actor, found.number, "page")  # type: ignore[attr-defined]
    typed = "\n".join(
        value for key, value in request.POST.items() if key.startswith(("say-", "more", "reasons")) and value
    )
    context = page(request, found, stale=WrongState.citizen, lost=typed)
    return render(request, "desk/case.html", context, status=409)


def _page(
    request: HttpRequest, found: Any, view: Any, offered: OpenAct, *, faults: dict[str, Text] | None = None,
    notice: Any = None, previewed: bool = False, said: Text | None = None, status: int = 0,
) -> HttpResponse:  # fmt: skip
    faults = faults or {}
    fields = [_field(ask, request, faults.get(ask.name)) for ask in offered.asks if ask.kind != "lines"]
    context = seat.context(request, "case") | {
        "case": view,
        "act": offered,
        "clock": clocks.drawn(cases.reading(found)),
        "fields": fields,
        "papers": _papers(request, view, faults) if _asks_lines(offered) else [],
        "more": _more(request, faults) if _asks_lines(offered) else None,
        "faults": faults,
        "notice": notice,
        "previewed": previewed,
        "said": said,
        "kept": [(key, value) for key, value in request.POST.items() if key not in NOT_KEPT],
        "letter": acts.LETTERS.get(offered.act, ""),
    }
    return render(request, "desk/act.html", context, status=status or (422 if faults else 200))


NOT_KEPT = {"csrfmiddlewaretoken", "revision", "stage", "edit"}


def _asks_lines(offered: OpenAct) -> bool:
    return any(ask.kind == "lines" for ask in offered.asks)


def _field(ask: Ask, request: HttpRequest, error: Text | None) -> Field:
    return Field(
        name=ask.name,
        label=ask.label,
        type=KINDS[ask.kind],
        value=request.POST.get(ask.name, ""),
        error=error,
        choices=ask.choices,
        unit=UNIT if ask.kind == "days" else Text("", ""),
    )


def _papers(request: HttpRequest, view: Any, faults: dict[str, Text]) -> list[dict[str, Any]]:
    """Each material that was asked for, to tick and to say what is wrong with it."""
    return [
        {
            "material": material,
            "ticked": bool(request.POST.get(f"tick-{material.key}")),
            "said": request.POST.get(f"say-{material.key}", ""),
            "error": faults.get(f"say-{material.key}"),
        }
        for material in view.materials
        if material.state != "no_basis"
    ]


def _more(request: HttpRequest, faults: dict[str, Text]) -> Field:
    label = Text("其他要补正的内容，每行一项", "What else is to be completed, one thing a line")
    return Field(
        "more", label, "textarea", value=request.POST.get("more", ""), required=False, error=faults.get("items")
    )


def _given(request: HttpRequest, view: Any, offered: OpenAct) -> tuple[dict[str, Any], dict[str, Text]]:
    """What the act takes, from what was typed, and what keeps it from being taken."""
    given: dict[str, Any] = {ask.name: request.POST.get(ask.name, "") for ask in offered.asks}
    if not _asks_lines(offered):
        return given, {}
    items, faults = [], {}
    for paper in _papers(request, view, {}):
        words = " ".join(paper["said"].split())
        if words:
            items.append(f"{paper['material'].name.zh}：{words}")
        elif paper["ticked"]:
            faults[f"say-{paper['material'].key}"] = SAY
    items += [line.strip() for line in request.POST.get("more", "").splitlines() if line.strip()]
    if not items and not faults:
        faults["items"] = NOTHING_TICKED
    return {**given, "items": items}, faults
