"""A draft of an item as applicants will see it: guide, questions, papers and form, by the very same templates.

Nothing is kept and nothing can be filed: answers travel in the address. Whoever is signed in sees no more than others;
papers are shown as if every source of the city had answered.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.casework.intake import materials as deciding
from yiwang.casework.intake import stepping
from yiwang.instruments.exchange import queries as exchange
from yiwang.kit import calendar
from yiwang.kit.errors import Invalid, NotFound, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.definition import ItemDefinition
from yiwang.registers.drafts import previewing
from yiwang.registers.drafts import queries as drafts
from yiwang.registers.drafts.queries import View as Draft
from yiwang.surfaces.look.middleware import POLICY
from yiwang.surfaces.portal import flow, formfields
from yiwang.surfaces.portal.pages import guide as guides
from yiwang.surfaces.portal.pages import materials as papers
from yiwang.surfaces.portal.pages.applying import CHOOSE

View = Callable[..., HttpResponse]
# The desk shows it in a frame the width of a phone; it is nobody's to index or to keep.
HEADERS = {
    "Content-Security-Policy": POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    "X-Frame-Options": "SAMEORIGIN",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "private, no-store",
}


@dataclass(frozen=True)
class Preview:
    """One request for a preview: the token of its address, the version that would be, the answers so far."""

    token: str
    version: catalogue.Version
    answers: dict[str, str]
    edition: int

    @property
    def item(self) -> ItemDefinition:
        return self.version.definition

    def address(self, step: str, answers: dict[str, str] | None = None) -> str:
        """Where a step is: "guide", "materials", "stopped", "summary", "question:<key>" or "page:<key>"."""
        kind, _, key = step.partition(":")
        names = {"question": "preview_question", "page": "preview_form", "materials": "preview_materials"}
        name = names.get(kind, "preview_stopped" if kind == "stopped" else "preview")
        path = reverse(f"portal:{name}", args=[self.token, *([key] if key else [])])
        said = self.answers if answers is None else answers
        return f"{path}?{urlencode(said)}" if said and name != "preview" else path

    def context(self, current: int = 0) -> dict[str, Any]:
        """What every page shows, in the words of the pages of an application."""
        return {
            "preview": self,
            "guide": self.address("guide"),
            "start": self.address(stepping.start(self.item), {}),
            "draft": {"public_id": "", "edition": self.edition, "answers": self.answers},
            "version": self.version,
            "item": self.item,
            "steps": flow.STEPS,
            "current": current,
            "step_number": current + 1,
        }

    def checklist(self) -> deciding.Checklist:
        """The papers of these answers, every source having answered."""
        asked = self.item.materials_for(self.answers)
        known, now = exchange.resources(), calendar.now()
        names = {one.key: known[one.resource].name for one in asked if one.resource in known}
        found = {
            one.key: deciding.Checked("confirmed", names.get(one.key, Text(one.issuer, one.issuer)), now)
            for one in asked
            if one.resource
        }
        held = {one.key: deciding.Checked("held", Text("", ""), now) for one in asked if one.licence}
        return deciding.checklist(asked, deciding.Context(resources=found, licences=held))


def previewed(view: View) -> View:
    """For a token that is ours and fresh; a draft that cannot be read yet says so on a page of its own."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        draft = previewing.opened(token)
        try:
            response = view(request, _preview(token, draft, request), **more)
        except (Invalid, KeyError):
            response = render(request, "portal/preview_unread.html", {"section": "items"}, status=422)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return guarded


@require_safe
@previewed
def guide(request: HttpRequest, preview: Preview) -> HttpResponse:
    return render(request, "portal/preview.html", guides.shown(preview.version, "") | preview.context())


@require_http_methods(["GET", "HEAD", "POST"])
@previewed
def question(request: HttpRequest, preview: Preview, key: str) -> HttpResponse:
    value = request.POST.get(key, "")
    if request.method == "POST" and value:
        answers = preview.item.relevant({**preview.answers, key: value})
        return HttpResponseRedirect(preview.address(stepping.after_answers(preview.item, answers), answers))
    asked = preview.item.questions_for(preview.answers)
    place = next((index for index, each in enumerate(asked) if each.key == key), None)
    if place is None:
        raise NotFound()
    context = preview.context(flow.SITUATION) | {
        "question": asked[place],
        "number": place + 1,
        "total": len(asked),
        "before": preview.address(f"question:{asked[place - 1].key}") if place else "",
        "chosen": preview.answers.get(key, ""),
        "error": CHOOSE if request.method == "POST" else None,
        "checklist": preview.checklist(),
    }
    return render(request, "portal/question.html", context, status=422 if request.method == "POST" else 200)


@require_safe
@previewed
def stopped(request: HttpRequest, preview: Preview) -> HttpResponse:
    option = preview.item.stop_for(preview.answers)
    if option is None:
        return HttpResponseRedirect(preview.address("guide"))
    asked = preview.item.questions_for(preview.answers)
    before = preview.address(f"question:{asked[-1].key}")
    return render(request, "portal/stopped.html", preview.context() | {"option": option, "before": before})


@require_safe
@previewed
def materials(request: HttpRequest, preview: Preview) -> HttpResponse:
    step = stepping.after_answers(preview.item, preview.answers)
    if step != stepping.MATERIALS:
        return HttpResponseRedirect(preview.address(step))
    asked, checklist = preview.item.questions_for(preview.answers), preview.checklist()
    context = preview.context(flow.MATERIALS) | {
        **papers.listed(checklist, preview.version),
        "before": preview.address(f"question:{asked[-1].key}") if asked else "",
        "next": preview.address(stepping.after_page(preview.item, preview.answers, ())),
    }
    return render(request, "portal/materials.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@previewed
def form(request: HttpRequest, preview: Preview, key: str) -> HttpResponse:
    """One page of the form, empty. What is typed goes nowhere: the button leads on."""
    pages = preview.item.pages_for(preview.answers)
    at = next((index for index, each in enumerate(pages) if each.key == key), None)
    if at is None:
        raise NotFound()
    following = f"page:{pages[at + 1].key}" if at + 1 < len(pages) else "guide"
    if request.method == "POST":
        return HttpResponseRedirect(preview.address(following))
    context = preview.context(flow.DETAILS) | {
        "page": pages[at],
        "number": at + 1,
        "total": len(pages),
        "fields": formfields.shown(preview.version, pages[at], kept={}, known={}, typed=None, errors={}),
        "before": preview.address(f"page:{pages[at - 1].key}" if at else "materials"),
    }
    return render(request, "portal/form.html", context)


def _preview(token: str, draft: Draft, request: HttpRequest) -> Preview:
    """Raises NotFound for a draft that was given up, Invalid where what it says cannot be read yet."""
    if draft.state == "withdrawn":
        raise NotFound()
    item = drafts.definition(draft.declared)
    last = catalogue.latest(draft.code, draft.city)
    version = catalogue.Version(
        pk=0,
        item=0,
        number=(last.number if last else 0) + 1,
        effective_on=max(item.effective_on, calendar.today()),
        definition=item,
        elements=catalogue.elements(),
        city=draft.city,
        office=draft.office,
    )
    options = {question.key: {option.value for option in question.options} for question in item.questions}
    said = {key: value for key, value in request.GET.items() if value in options.get(key, ())}
    return Preview(token, version, item.relevant(said), draft.edition)
