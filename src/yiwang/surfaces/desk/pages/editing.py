"""The editor of an item's draft: a section at a time, checked while somebody types, kept edition by edition.

Whatever is posted is kept, faulty or not; only somebody else's newer edition stands in the way, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.kit.errors import NotFound, Text
from yiwang.registers import linting
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.definition.known import Known
from yiwang.registers.drafts import queries as drafts
from yiwang.registers.drafts import services
from yiwang.surfaces.desk import seat
from yiwang.surfaces.desk.editing import comparing, drawing, lists, papers, taking
from yiwang.surfaces.desk.editing.parts import Section
from yiwang.surfaces.desk.editing.sections import SECTIONS
from yiwang.surfaces.desk.pages.catalogue import counted
from yiwang.surfaces.desk.pages.side import whole
from yiwang.surfaces.desk.seat import at_desk

BY_KEY = {section.key: section for section in SECTIONS}
NEXT = {section.key: after.key for section, after in pairwise(SECTIONS)}
FIXED = Text("已照建议改好。", "Changed as suggested.")
TOO_LATE = Text("这一处已经改过，建议不再适用。", "This place has changed since; the suggestion no longer fits.")


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("editor")
def section(request: HttpRequest, draft: str, section: str) -> HttpResponse:
    """One section of the draft. A button says what happens to it after it is kept: `do` is save, next or a row's."""
    view, page = _held(request, draft, section)
    if request.method != "POST":
        return _page(request, view, page)
    act, _, path = request.POST.get("do", "save").partition(":")
    written = _written(request, view, page)
    if act in ("add", "up", "down", "remove"):
        written = _moved(request, page, written, act, path)
    mended = False
    if act == "fix":
        written, mended = _mended(view, written, path)
    kept = keep(request, view, written)
    if isinstance(kept, Clash):
        return conflict(request, page, kept)
    if act == "fix":
        return _page(request, kept, page, said=FIXED if mended else TOO_LATE)
    return _onward(kept, page, act, path)


def _held(request: HttpRequest, draft: str, section: str) -> tuple[drafts.View, Section]:
    view = drafts.draft(request.actor, draft, journal=False)  # type: ignore[attr-defined]
    if section not in BY_KEY:
        raise NotFound()
    return view, BY_KEY[section]


def base(request: HttpRequest, view: drafts.View) -> dict[str, Any]:
    """What the page was drawn from: rows are told by their places, so an older page is read over its own edition."""
    expected, older = whole(request.POST.get("edition")), None
    if expected is not None and expected != view.edition:
        older = drafts.edition(request.actor, view.public_id, expected)  # type: ignore[attr-defined]
    return drafts.whole(older or view.declared)


def _written(request: HttpRequest, view: drafts.View, page: Section) -> dict[str, Any]:
    return taking.take(page, base(request, view), request.POST)


def _moved(request: HttpRequest, page: Section, declared: dict[str, Any], act: str, path: str) -> dict[str, Any]:
    paper = " ".join(request.POST.get("new-paper", "").replace("\x00", "").split())[:200]
    if act == "add" and path == "materials" and paper:
        return papers.added(declared, paper)
    return taking.moved(page, declared, act, path)


@dataclass(frozen=True)
class Clash:
    """Somebody else changed the same: what stands now, what would stand, and of which edition that is said."""

    theirs: drafts.View
    yours: dict[str, Any]


def keep(request: HttpRequest, view: drafts.View, yours: dict[str, Any]) -> drafts.View | Clash:
    """Keep what was written. What somebody else changed elsewhere meanwhile stays; where both changed the same,

    nothing is kept until whoever is here has read theirs (`over` names the edition that was read).
    """
    was = base(request, view)
    declared, clashes = taking.merged(was, yours, drafts.whole(view.declared))
    if clashes and whole(request.POST.get("over")) != view.edition:
        return Clash(view, declared)
    try:
        return services.save(
            actor=request.actor,  # type: ignore[attr-defined]
            draft=view.public_id,
            declared=drafts.folded(declared),
            expected=view.edition,
        )
    except services.Changed as refusal:
        return Clash(refusal.theirs, declared)


def _onward(view: drafts.View, page: Section, act: str, path: str) -> HttpResponse:
    if act == "next":
        after = NEXT.get(page.key)
        if after is None:
            return redirect("desk:draft", view.public_id)
        return redirect("desk:draft_section", view.public_id, after)
    address = reverse("desk:draft_section", args=[view.public_id, page.key])
    if act in BY_KEY:
        return redirect("desk:draft_section", view.public_id, act)
    return redirect(f"{address}?kept=1{_anchor(view, act, path)}")


def _anchor(view: drafts.View, act: str, path: str) -> str:
    """Where the row is now."""
    if act == "add":
        rows: Any = view.declared
        for part in linting.place(path):
            try:
                rows = rows[part]
            except (KeyError, IndexError, TypeError):
                return ""
        return f"#{drawing.identifier(f'{path}[{len(rows) - 1}]')}" if rows and isinstance(rows, list) else ""
    at = linting.place(path)[-1:]
    if "[" not in path or not at or not isinstance(at[0], int):
        return ""
    base = path[: path.rindex("[")]
    there = {"up": f"{base}[{max(at[0] - 1, 0)}]", "down": f"{base}[{at[0] + 1}]", "remove": base}.get(act, "")
    return f"#{drawing.identifier(there)}" if there else ""


def _mended(view: drafts.View, declared: dict[str, Any], which: str) -> tuple[dict[str, Any], bool]:
    """The declaration with one finding's fix; the finding is named by rule and place, and looked for anew."""
    rule, _, path = which.partition("@")
    for finding in drafts.findings(declared, settings.CITY, based_on=view.based_on):
        if (finding.rule, finding.path) == (rule, path) and finding.fix:
            try:
                return linting.apply(declared, finding.fix), True
            except linting.NoSuchPlace:
                break
    return declared, False


@require_POST
@at_desk("editor")
def check(request: HttpRequest, draft: str, section: str) -> HttpResponse:
    """What is found in what stands on the page now, and, with `keep`, the page kept: for the script of the page."""
    view, page = _held(request, draft, section)
    declared = _written(request, view, page)
    kept = keep(request, view, declared) if request.POST.get("keep") else view
    stale = isinstance(kept, Clash)
    standing = view if isinstance(kept, Clash) else kept
    # A page of an older edition goes on from it until it is drawn anew: its rows are those of that edition.
    same = standing.declared == drafts.folded(declared)
    edition = standing.edition if same else whole(request.POST.get("edition"))
    known = catalogue.known(settings.CITY)
    context = _found(standing, page, declared, known, lists.choices(known)) | {
        "draft": standing,
        "edition": edition,
        "stale": stale,
        "kept_now": not stale and same,
        "writable": True,
    }
    return render(request, "desk/draft_checked.html", context)


def _found(
    view: drafts.View, page: Section, declared: dict[str, Any], known: Known, choices: drawing.Choices
) -> dict[str, Any]:
    findings = drafts.findings(declared, settings.CITY, based_on=view.based_on, known=known)
    drawn = drawing.draw(page, declared, choices, findings)
    places = drawing.by_place(findings, SECTIONS)
    here = [(one, node.id) for node in (drawn, *drawing.walk(drawn)) for one in node.found]
    # What no box of any section shows is mended in the text of the item.
    here += [(one, "") for one in places.get(page.key, ()) if not any(one is other for other, _ in here)]
    return {
        "page": drawn,
        "places": list(drawing.walk(drawn)),
        "section": page,
        "found": here,
        "elsewhere": [(each, places[each.key]) for each in SECTIONS if each.key != page.key and places.get(each.key)],
        "counts": counted(findings),
        "tabs": [(each, len(places.get(each.key, ()))) for each in SECTIONS],
    }


def _page(
    request: HttpRequest, view: drafts.View, page: Section, *, declared: dict[str, Any] | None = None,
    said: Text | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    shown = drafts.whole(view.declared) if declared is None else declared
    known = catalogue.known(settings.CITY)
    choices = lists.choices(known)
    context = (
        seat.context(request, "catalogue")
        | _found(view, page, shown, known, choices)
        | {
            "draft": view,
            "lists": [
                (key, choices[key]) for key in ("licences", "resources", "elements", "items", "powers", "papers")
            ],
            "said": said,
            "kept": "kept" in request.GET,
            "writable": "save" in view.may,
            "next": NEXT.get(page.key, ""),
            "phone": reverse("desk:draft_preview", args=[view.public_id]),
        }
    )
    return render(request, "desk/draft_section.html", context, status=status)


def conflict(request: HttpRequest, page: Section | None, clash: Clash) -> HttpResponse:
    """Somebody else changed the same: both are shown, and whoever is here says which words stand."""
    context = seat.context(request, "catalogue") | {
        "draft": clash.theirs,
        "section": page,
        "groups": comparing.groups(clash.theirs.declared, clash.yours),
        "edition": request.POST.get("edition", ""),
        "posted": [(key, value) for key, values in request.POST.lists() for value in values if key not in NOT_KEPT],
    }
    return render(request, "desk/draft_conflict.html", context, status=409)


NOT_KEPT = ("csrfmiddlewaretoken", "edition", "do", "keep", "over")
