"""Pages about the service itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.casework.cases import clock
from yiwang.casework.cases.course import Move
from yiwang.kit import calendar
from yiwang.kit.calendar import workdays
from yiwang.kit.errors import Text
from yiwang.registers.offices import queries as offices
from yiwang.surfaces.look import clocks
from yiwang.surfaces.look.context import city
from yiwang.surfaces.look.fields import Field
from yiwang.surfaces.portal.flow import STEPS

SAMPLES = {"sheet_kinds": ("mine", "gone", "gone", "cut"), "step_names": STEPS}


@require_safe
def halls(request: HttpRequest) -> HttpResponse:
    code = city()["code"]
    named = {place.code: place.name for place in offices.districts(code)}
    found = [(hall, named.get(hall.division)) for hall in offices.halls(code)]
    return render(request, "portal/halls.html", {"halls": found})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


@dataclass(frozen=True)
class Shown:
    title: Text
    clock: clocks.Clock


@require_safe
def states(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who design and build. Only in a demo city."""
    if not settings.DEMO:
        raise Http404
    return render(request, "portal/states.html", {"fields": _fields(), "clocks": _clocks(), **SAMPLES})


def _fields() -> list[Field]:
    some = (("catering", Text("餐饮服务", "Catering")), ("retail", Text("食品销售", "Food retail")))
    return [
        Field("s-name", Text("姓名", "Name"), value="张某某", known=True),
        Field("s-phone", Text("手机号", "Mobile number"), "mobile", Text("用来通知您结果", "To tell you the result"),
              value="139", error=Text("手机号少了 8 位，应为 11 位数字", "8 digits are missing")),
        Field("s-date", Text("开业日期", "Opening day"), "date", value="2026-12-01"),
        Field("s-area", Text("经营面积", "Floor area"), "decimal", unit=Text("平方米", "m²")),
        Field("s-fee", Text("注册资本", "Capital"), "money", required=False),
        Field("s-mode", Text("经营方式", "Kind of business"), "choice", choices=some, value="catering"),
        Field("s-many", Text("行业", "Trade"), "choice", choices=some * 5),
        Field("s-note", Text("说明", "Remarks"), "textarea", required=False),
        Field("s-true", Text("以上内容是真的", "The above is true"), "boolean"),
    ]  # fmt: skip


def _clocks() -> list[Shown]:
    """The legal clock in its four moods, counted from today."""
    days, today = workdays.current(), calendar.today()
    rules = clock.Rules(statutory=clock.Limit(10), promised=clock.Limit(4))

    def after(used: int, *more: Move) -> clocks.Clock:
        accepted = today
        while days.count(accepted, today) < used:
            accepted -= timedelta(days=1)
        moves = [Move("receive", "received", accepted), Move("accept", "accepted", accepted), *more]
        return clocks.drawn(clock.read(moves, rules, days, today))

    held = Move("pause", "paused", today, until=days.add(today, 2), kind="inspection")
    return [
        Shown(Text("正常", "On time"), after(2)),
        Shown(Text("快到了", "Due today"), after(4)),
        Shown(Text("超过承诺", "Past the promise"), after(6)),
        Shown(Text("暂停", "Paused"), after(2, held)),
    ]
