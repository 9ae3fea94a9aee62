"""The guide of an item: what I get, whether I may, how long, which papers, how, by what law."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.casework.helpdesk import queries as helpdesk
from yiwang.kit.errors import NotFound, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.definition import ItemDefinition, Material
from yiwang.registers.intermediaries import queries as intermediaries
from yiwang.registers.intermediaries.directory import Service
from yiwang.registers.materials import queries as materials
from yiwang.surfaces.look.context import city
from yiwang.surfaces.portal import elsewhere, locality, who
from yiwang.surfaces.portal.pages import commitment
from yiwang.surfaces.portal.shelf import topics

REACH = {
    "city": Text("全市任何一个窗口都能收", "Any window in the city takes it"),
    "district": Text("本区窗口都能收", "Any window of the district takes it"),
    "delta": Text("长三角各市的窗口都能收", "Any window in the Yangtze delta takes it"),
    "nation": Text("全国各地的窗口都能收", "Any window in the country takes it"),
}


@dataclass(frozen=True)
class Paper:
    """A material as the guide shows it: whether the reader will have to give it, and why or why not."""

    material: Material
    kind: str
    word: Text
    why: Text
    icon: str = ""
    maker: Service | None = None
    """The intermediary service that makes it."""


MOST_ROADS = 500
NOT_ASKED = Text("没有法定依据。有人向您要，请打热线告诉我们", "No law asks for it. If anybody does, call the hotline")
FROM_STORE = Text("从电子证照库取用", "Taken from your e-licences")
FROM_DATA = Text("通过数据共享核验", "Checked against shared data")
NO_NEED, GIVE = Text("不用交", "Not needed"), Text("需要您交", "Needed from you")
LATER, MAYBE = Text("可以后补", "May follow"), Text("看情形", "Depends")
CHOICE = Text("可交可不交", "Optional")


ASSUMED = {
    "limits.promised": Text("承诺时限", "promised time"),
    "limits.statutory": Text("法定时限", "statutory time"),
    "limits.completion": Text("补正期限", "time to complete"),
    "department": Text("办理部门", "deciding office"),
    "materials": Text("材料清单", "list of documents"),
    "conditions": Text("办理条件", "conditions"),
    "fees": Text("费用", "fees"),
    "code": Text("事项编码", "item code"),
    "questions": Text("情形问题", "questions"),
    "form": Text("表单", "form"),
    "visits": Text("到现场次数", "visits"),
    "result": Text("结果", "result"),
    "reach": Text("通办范围", "which windows take it"),
    "effective_on": Text("生效日期", "effective day"),
    "handling": Text("办件类型", "way of handling"),
    "decided_by": Text("决定方式", "who decides"),
    "basis": Text("依据", "legal basis"),
    "flow": Text("流程", "steps"),
    "hours": Text("办理时间", "opening hours"),
    "counters": Text("办理窗口", "counters"),
    "commitment": Text("告知承诺", "commitment"),
    "remedies": Text("复议机关和法院", "where to have it reviewed"),
    "faq": Text("常见问题", "questions and answers"),
    "procedures": Text("特别程序", "special procedures"),
    "limits.later": Text("容缺时限", "time for what may follow"),
    "quota": Text("数量限制", "quota"),
}


def assumed_of(item: ItemDefinition) -> list[Text]:
    """In words, what the authors assumed: the finest path that has a word."""
    words = []
    for path in item.assumed:
        parts = path.split(".")
        found = next(
            (ASSUMED[key] for size in range(len(parts), 0, -1) if (key := ".".join(parts[:size])) in ASSUMED), None
        )
        words.append(found or Text(path, path))
    return list(dict.fromkeys(words))


@require_safe
def item(request: HttpRequest, code: str) -> HttpResponse:
    version = catalogue.current(code, request.GET.get("city"))
    if version is None:
        return _gone(request, catalogue.taken_away(code, request.GET.get("city")))
    response = render(request, "portal/guide.html", shown(version, locality.of(request)))
    locality.remember(request, response)
    return response


def _gone(request: HttpRequest, version: catalogue.Version | None) -> HttpResponse:
    """What was cancelled says so, from when and by which decision; anything else is not found."""
    ended = who.cancellation(version) if version else None
    if version is None or ended is None:
        raise NotFound()
    return render(
        request, "portal/gone.html", {"section": "items", "item": version.definition, "ended": ended}, status=410
    )


def shown(offered: catalogue.Version, district: str) -> dict[str, Any]:
    local = locality.shown(offered, district)
    version, item = local["version"], local["item"]
    makers = intermediaries.makers(version)
    listed = [replace(paper_of(material), maker=makers.get(material.key)) for material in item.materials]
    licence = catalogue.licence_types().get(item.result.licence)
    return {
        "section": "items",
        **local,
        "papers": listed,
        "fewest": fewest(item),
        "promise": commitment.shown(item),
        "licence": licence,
        "scale": _scale(item),
        "assumed": assumed_of(item),
        "reach": REACH.get(item.reach),
        "application": materials.paper(version.city, item.application) if item.application else None,
        "topics": [topic for topic in topics(version.city) if topic.key in item.topics],
        "figures": helpdesk.figures(item.code),
        "who": who.decides(version),
        "ending": who.cancellation(version),
        "is_ours": version.city == city()["code"],
        **elsewhere.shown(version.city),
    }


def paper_of(material: Material) -> Paper:
    """The order of the rules: no basis, shared data, the licence store; what is left is the reader's."""
    if not material.has_basis:
        return Paper(material, "cut", Text("不收", "Not asked"), NOT_ASKED, "none")
    if material.resource:
        return Paper(material, "gone", NO_NEED, FROM_DATA, "tick")
    if material.licence:
        return Paper(material, "gone", NO_NEED, FROM_STORE, "tick")
    if material.when:
        return Paper(material, "maybe", MAYBE, material.hint)
    if material.necessity == "3":
        return Paper(material, "later", LATER, material.hint)
    if material.necessity == "2":
        return Paper(material, "later", CHOICE, material.hint)
    return Paper(material, "mine", GIVE, material.hint)


def fewest(item: ItemDefinition) -> int:
    """How many papers remain at least, over every road through the questions, when all sources answer."""
    roads = product(*[[(question.key, option.value) for option in question.options] for question in item.questions])
    answers = [dict(road) for road in islice(roads, MOST_ROADS)]
    open_roads = [each for each in answers if item.stop_for(each) is None] or [{}]
    return min(sum(_remains(material) for material in item.materials_for(each)) for each in open_roads)


def _remains(material: Material) -> bool:
    return not material.may_be_waived and material.necessity == "1"


def _scale(item: ItemDefinition) -> int:
    """The longest of the limits: all are drawn on one scale, where their units agree."""
    limits = [limit for limit in (item.limits.statutory, item.limits.promised) if limit]
    return max((limit.count for limit in limits), default=0)
