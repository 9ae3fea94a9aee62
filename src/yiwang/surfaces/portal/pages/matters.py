"""The matters of the permits reform: all of them, by mode and department, and each one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.kit import calendar
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.reform import queries as reform
from yiwang.registers.reform.matter import MEANINGS, MODES
from yiwang.surfaces.look.context import city
from yiwang.surfaces.portal.pages.permits import LEVELS

PAGE = 20


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Matters by key, of one mode or one department or of both; an unknown one shows all."""
    register, today = reform.register(str(city()["code"])), calendar.today()
    mode, department = request.GET.get("mode", ""), request.GET.get("department", "")
    mode, department = mode if mode in MODES else "", department if department in register.departments else ""
    fitting = [each for each in register.matters.values() if department in ("", each.department)]
    fitting = [each for each in fitting if mode in ("", each.mode(today))]
    rows = [each for each in fitting if each.key > request.GET.get("after", "")]
    modes, departments = reform.counts(register)
    context = {
        "section": "items",
        "rows": [(each, MODES.get(each.mode(today)), register.departments[each.department]) for each in rows[:PAGE]],
        "count": len(fitting),
        "cursor": rows[PAGE - 1].key if len(rows) > PAGE else None,
        "modes": [(key, name, modes[key], _query(key, department)) for key, name in MODES.items()],
        "departments": [(key, name, departments[key], _query(mode, key)) for key, name in register.departments.items()],
        "mode": mode,
        "meaning": MEANINGS.get(mode),
        "department": department,
        "all_modes": _query("", department),
        "all_departments": _query(mode, ""),
        "lists": register.lists.values(),
        "total": len(register.matters),
    }
    return render(request, "portal/matters.html", context)


@require_safe
def matter(request: HttpRequest, key: str) -> HttpResponse:
    code, today = str(city()["code"]), calendar.today()
    register, found = reform.register(code), reform.matter(code, key)
    current, version = found.step(today), catalogue.current(found.item, code) if found.item else None
    steps = sorted(found.steps, key=lambda each: each.from_on)
    context = {
        "section": "items",
        "matter": found,
        "mode": MODES.get(found.mode(today)),
        "meaning": MEANINGS.get(found.mode(today)),
        "is_cancelled": bool(current) and found.mode(today) == "cancelled",
        "department": register.departments[found.department],
        "level": LEVELS[found.level],
        "steps": [(each, MODES[each.mode], register.lists[each.list], register.areas.get(each.area)) for each in steps],
        "current": current,
        "version": version,
        "scopes": reform.scopes_of(register, key),
    }
    return render(request, "portal/matter.html", context)


def _query(mode: str, department: str) -> str:
    return "?" + urlencode({name: value for name, value in (("mode", mode), ("department", department)) if value})
