"""Convenience services: the list, and one on one page: what it asks, what it answers, by which rule.

What is asked stands in the address only where it says nothing of the person who asks; the rest is sent in the body, and
nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.kit import calendar
from yiwang.kit.calendar import workdays
from yiwang.kit.errors import NOTHING, Invalid, NotFound, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.conveniences import calculating, numbers, queries
from yiwang.registers.conveniences.convenience import Convenience, Input
from yiwang.registers.offices import queries as offices
from yiwang.surfaces.look import fields
from yiwang.surfaces.look.context import city
from yiwang.surfaces.portal import handy

TYPES = {"yes": "choice", "number": "decimal"}
NUMBER = Text("号码", "Number")


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    found = handy.shown(str(city()["code"]))
    context = {
        "section": "items",
        "citizen": [each for each in found if each.audience == "citizen"],
        "both": [each for each in found if each.audience == "both"],
        "enterprise": [each for each in found if each.audience == "enterprise"],
    }
    return render(request, "portal/services.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def service(request: HttpRequest, key: str) -> HttpResponse:
    found = queries.convenience(str(city()["code"]), key)
    if found is None or not handy.has_page(found):
        raise NotFound()
    if found.kind == "page":
        return redirect(f"portal:{handy.PAGES[found.target]}")
    context, status = _KINDS[found.kind](request, found)
    template = f"portal/service_{found.target if found.kind == 'list' else found.kind}.html"
    return render(request, template, {"section": "items", "service": found, **context}, status=status)


def _table(request: HttpRequest, found: Convenience) -> tuple[dict[str, Any], int]:
    sent = request.POST if request.method == "POST" else request.GET
    asked = "go" in sent and (found.is_shareable or request.method == "POST")
    given = fields.read({each.key: TYPES.get(each.kind, each.kind) for each in found.inputs}, sent)
    answer, wrong, refused = None, {}, NOTHING
    if asked:
        try:
            answer = calculating.answer(found, given, queries.day())
        except Invalid as fault:
            wrong, refused = fault.fields, fault.citizen
    boxes = [_field(each, given.get(each.key, ""), wrong.get(each.key)) for each in found.inputs]
    context = {"boxes": boxes, "answer": answer, "refused": refused if not wrong else NOTHING}
    offered = catalogue.current_of(found.items, str(city()["code"])) if found.items else {}
    context["next"] = [(code, offered[code].definition.name) for code in found.items if code in offered]
    return context, 422 if wrong or refused.zh else 200


def _code(request: HttpRequest, found: Convenience) -> tuple[dict[str, Any], int]:
    typed = request.POST.get("number", "") if request.method == "POST" else None
    finding = numbers.check(found.target, typed, _places()) if typed is not None else None
    # Never written back into the page: a number of a person stays where it was typed.
    error = finding.say if finding and not finding.is_sound else None
    box = fields.Field(name="number", label=NUMBER, error=error, max=numbers.LONGEST, autocomplete="off")
    return {"boxes": [box], "finding": finding if not error else None}, 422 if error else 200


def _list(request: HttpRequest, found: Convenience) -> tuple[dict[str, Any], int]:
    return _LISTS[found.target](request.GET), 200


def _holidays(asked: Mapping[str, str]) -> dict[str, Any]:
    known = workdays.current()
    year = next((y for y in known.years if str(y) == asked.get("year")), max(known.years))
    if not asked.get("year") and calendar.today().year in known.years:
        year = calendar.today().year
    off = sorted(day for day in known.off if day.year == year)
    worked = sorted(day for day in known.worked if day.year == year)
    months = [(date(year, month, 1), [day for day in off if day.month == month],
               [day for day in worked if day.month == month]) for month in range(1, 13)]  # fmt: skip
    shown = [row for row in months if row[1] or row[2]]
    return {"year": year, "years": sorted(known.years), "months": shown, "notices": known.notices[year]}


def _halls(asked: Mapping[str, str]) -> dict[str, Any]:
    code = str(city()["code"])
    places = offices.districts(code)
    district = next((place for place in places if place.code == asked.get("district")), None)
    halls = [hall for hall in offices.halls(code) if district is None or hall.division == district.code]
    names = {place.code: place.name for place in places}
    rows = [(hall, names.get(hall.division, NOTHING)) for hall in halls]
    return {"districts": places, "district": district, "rows": rows}


def _offices(asked: Mapping[str, str]) -> dict[str, Any]:
    return {"rows": [each for each in offices.departments(str(city()["code"])) if each.phone or each.complaint_phone]}


def _places() -> numbers.Places:
    names, retired = offices.division_names(str(city()["code"]))
    return numbers.Places(names, retired)


def _field(asked: Input, value: str, error: Text | None) -> fields.Field:
    return fields.Field(
        name=asked.key,
        label=asked.label,
        type=TYPES.get(asked.kind, asked.kind),
        hint=asked.hint,
        value=value or (asked.default if not asked.is_ordered else ""),
        error=error,
        required=not asked.default,
        choices=tuple((option.value, _label(option.label, option.hint)) for option in asked.options),
        unit=asked.unit,
    )


def _label(label: Text, hint: Text) -> Text:
    return Text(f"{label.zh}（{hint.zh}）", f"{label.en} ({hint.en})") if hint.zh else label


_KINDS = {"table": _table, "code": _code, "list": _list}
_LISTS = {"holidays": _holidays, "halls": _halls, "offices": _offices}
