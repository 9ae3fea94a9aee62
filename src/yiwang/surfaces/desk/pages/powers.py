"""Powers: the list, one power with its history, and what will happen on which day, told before it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.casework.cases import queries as cases
from yiwang.casework.cases.queries import Share
from yiwang.casework.intake import foreseeing
from yiwang.kit import calendar
from yiwang.kit.errors import Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.offices import queries as offices
from yiwang.registers.offices.delegating import KINDS, Delegation
from yiwang.registers.powers import queries as powers
from yiwang.registers.powers.power import CHANGES, STATES
from yiwang.surfaces.desk import seat
from yiwang.surfaces.desk.seat import at_desk

PAGE = 50
SHARE_DAYS = 90
WORDS = {**CHANGES, **KINDS, "end": Text("到期收回", "Ends")}
PENDING = {
    "stay": Text("在办的由原部门办完", "Cases under way stay"),
    "move": Text("在办的随权力移交", "Cases under way move"),
}


@dataclass(frozen=True)
class Given:
    """A delegation as its line shows it."""

    row: Delegation
    kind: Text
    giver: Text
    taker: Text
    place: Text
    pending: Text
    holds: bool


@require_safe
@at_desk(*seat.POWERS)
def listed(request: HttpRequest) -> HttpResponse:
    """By department, state and words; what is announced stands first."""
    said, city = request.GET, str(settings.CITY)
    words, state = " ".join(said.get("q", "").split())[: powers.LONGEST_SEARCH], said.get("state", "")
    holders = powers.holders(city)
    chosen = next((office for office, _ in holders if office.code == said.get("department")), None)
    rows = powers.published(
        city,
        holder=chosen.pk if chosen else None,
        words=words,
        state=state if state in STATES else "",
        after=said.get("after", ""),
        limit=PAGE + 1,
    )
    context = seat.context(request, "powers") | {
        "holders": holders,
        "chosen": chosen,
        "words": words,
        "state": state,
        "states": STATES.items(),
        "rows": [(row, STATES[row.state]) for row in rows[:PAGE]],
        "cursor": rows[PAGE - 1].cursor if len(rows) > PAGE else None,
        "ahead": [] if words or chosen or state else _ahead(city, foreseeing.announced(city)),
    }
    return render(request, "desk/powers.html", context)


@require_safe
@at_desk(*seat.POWERS)
def power(request: HttpRequest, power: str) -> HttpResponse:
    """One power, and the dry run of what is announced of it."""
    city = str(settings.CITY)
    found, said = powers.power(power, city), foreseeing.announced(city, power)
    context = seat.context(request, "powers") | {
        "power": found,
        "state": STATES[found.state],
        "history": [(span, CHANGES[span.change.kind]) for span in found.spans if span.change],
        "given": [_given(each) for each in said.delegations],
        "items": catalogue.of_power(power, city),
        "ahead": _ahead(city, said),
        "shares": _shares(said.delegations),
        "share_days": SHARE_DAYS,
    }
    return render(request, "desk/power.html", context)


def _ahead(city: str, said: foreseeing.Announced) -> list[dict[str, Any]]:
    return [{"word": WORDS[each.kind], "told": each} for each in foreseeing.foresee(city, said)]


def _given(row: Delegation) -> Given:
    return Given(
        row=row,
        kind=KINDS[row.kind],
        giver=offices.office(row.giver).name,
        taker=offices.office(row.taker).name,
        place=offices.gazetteer().name(row.place),
        pending=PENDING[row.pending],
        holds=row.holds_on(calendar.today()),
    )


def _shares(given: Any) -> list[tuple[Text, Share]]:
    """园内事园内办: of all cases of each zone that this power was delegated to."""
    last = calendar.today()
    first: date = last - timedelta(days=SHARE_DAYS)
    takers: dict[str, set[int]] = {}
    for each in given:
        if each.holds_on(last):
            takers.setdefault(each.place, set()).add(each.taker)
    names = offices.gazetteer()
    return [(names.name(place), cases.share_inside(place, held, first, last)) for place, held in takers.items()]
