"""权力清单: what each department may do by law, open to everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.definition import codes
from yiwang.registers.offices import queries as offices
from yiwang.registers.powers import queries as powers
from yiwang.registers.powers.power import CHANGES, STATES
from yiwang.surfaces.look.context import city
from yiwang.surfaces.portal import who

PAGE = 30


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """By department, and by words of the name or the beginning of the code."""
    code, words = str(city()["code"]), " ".join(request.GET.get("q", "").split())[: powers.LONGEST_SEARCH]
    holders = powers.holders(code)
    chosen = next((office for office, _ in holders if office.code == request.GET.get("department")), None)
    rows = powers.published(
        code,
        holder=chosen.pk if chosen else None,
        words=words,
        after=request.GET.get("after", ""),
        limit=PAGE + 1,
    )
    context = {
        "section": "items",
        "holders": holders,
        "chosen": chosen,
        "words": words,
        "count": sum(n for _, n in holders),
        "rows": [(row, STATES[row.state]) for row in rows[:PAGE]],
        "cursor": rows[PAGE - 1].cursor if len(rows) > PAGE else None,
    }
    return render(request, "portal/powers.html", context)


@require_safe
def power(request: HttpRequest, code: str) -> HttpResponse:
    """One power: by which laws, who has it where, what changed, and the items one can apply for."""
    here = str(city()["code"])
    found = powers.power(code, here)
    context = {
        "section": "items",
        "power": found,
        "kind": codes.sets()["kind"].called(found.kind) or found.kind,
        "level": codes.sets()["level"].called(found.level) or found.level,
        "state": STATES[found.state],
        "history": [(span, CHANGES[span.change.kind]) for span in found.spans if span.change],
        "delegates": who.delegates(offices.delegations_of(code)),
        "items": catalogue.of_power(code, here),
    }
    return render(request, "portal/power.html", context)
