"""A small thing for the tests: opening a duck farm, invented, with everything a thing can have."""

from __future__ import annotations

import copy
from typing import Any

from tests.registers.catalogue.items import ELEMENTS, item, material, text
from yiwang.registers.definition import ItemDefinition, read
from yiwang.registers.definition.elements import element
from yiwang.registers.things import thing as things

FARM, DUCKS, EGGS, PUMP = "310717001000", "310117001000", "310117002000", "310717002000"
KNOWN = {key: element(row) for key, row in ELEMENTS.items()}


def choice(key: str, ask: str, *values: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "ask": text(ask), "options": [{"value": v, "label": text(v)} for v in values], **more}


def page(title: str, *elements: Any) -> dict[str, Any]:
    fields = [each if isinstance(each, dict) else {"element": each} for each in elements]
    return {"key": title, "title": text(title), "fields": fields}


def limits(count: int, unit: str = "1") -> dict[str, Any]:
    return {"promised": {"count": count, "unit": unit}}


IDENTITY = material("identity", "居民身份证", source="20", issuer="公安机关", resource="population.identity")
ITEMS = {
    FARM: item(
        code=FARM,
        name=text("农场登记", "Registering a farm"),
        limits=limits(3),
        visits=1,
        result={"kind": "10", "licence": "farm", "name": text("农场登记证")},
        questions=[choice("place", "地是谁的？", "own", "rent")],
        materials=[
            IDENTITY,
            material("lease", "租地合同", when={"place": ["rent"]}),
            material("photo", "照片", basis=[]),
        ],
        form=[page("申请人", "person.name", "person.number"), page("农场", "pond.area", "pond.promise")],
        examples=[],
    ),
    DUCKS: item(
        limits=limits(4),
        visits=1,
        questions=[
            choice("size", "养多少只？", "few", "many"),
            choice("river", "靠近河道吗？", "yes", "no", when={"size": ["many"]}),
        ],
        materials=[
            IDENTITY | {"name": text("申请人身份核验")},
            material("farm", "农场登记证", source="20", issuer="农业农村委", licence="farm"),
            material("plan", "池塘平面图", when={"size": ["many"]}),
        ],
        form=[
            page("申请人", {"element": "person.name", "label": text("场主姓名")}, "person.phone"),
            page("鸭子", "pond.ducks", {"element": "pond.area", "required": False}),
            page("保证", {"element": "pond.promise", "label": text("我保证鸭子不下河")}),
        ],
        examples=[],
    ),
    EGGS: item(
        code=EGGS,
        name=text("鸭蛋销售许可", "Licence to sell eggs"),
        limits=limits(6, "2"),
        result={"kind": "10", "licence": "eggs", "name": text("鸭蛋销售许可证")},
        questions=[choice("market", "在哪里卖？", "here", "abroad")],
        materials=[
            material("ducks", "养鸭许可证", source="20", issuer="农业农村委", licence="ducks"),
            material("plan", "《池塘平面图》复印件"),
            material("later", "检验报告", necessity="3"),
        ],
        form=[page("申请人", "person.name", "person.phone"), page("鸭蛋", "pond.note")],
        examples=[],
    ),
    PUMP: item(
        code=PUMP,
        name=text("取水备案", "Filing a pump"),
        limits=limits(2),
        visits=1,
        result={"kind": "99", "name": text("取水备案回执")},
        questions=[],
        materials=[IDENTITY, material("lease", "租地合同")],
        form=[page("申请人", "person.name")],
        examples=[],
    ),
}  # fmt: skip


def declared(**more: Any) -> dict[str, Any]:
    """Three situations: by who owns the land, and whether eggs are sold."""
    made = {
        "key": "duck-farm",
        "name": text("开鸭场一件事", "Opening a duck farm"),
        "summary": text("登记、养鸭、卖蛋，一次说清。"),
        "audience": "enterprise",
        "stage": text("开办", "Opening"),
        "effective_on": "2026-09-01",
        "questions": [
            choice("land", "地是谁的？", "own", "rent"),
            choice("sell", "卖鸭蛋吗？", "yes", "no", when={"land": ["rent"]}),
        ],
        "items": [
            {
                "key": "eggs",
                "code": EGGS,
                "role": text("卖蛋要许可"),
                "when": {"sell": ["yes"]},
                "answers": {"market": {"is": "here"}},
            },
            {"key": "ducks", "code": DUCKS, "role": text("养鸭要许可")},
            {"key": "farm", "code": FARM, "role": text("先有农场"), "answers": {"place": {"from": "land"}}},
            {
                "key": "pump",
                "code": PUMP,
                "role": text("抽水要备案"),
                "after": [{"item": "farm", "why": text("有了农场才能备案。")}],
            },
        ],
        "examples": [
            {
                "answers": {"land": "rent", "sell": "yes", "ducks.size": "few"},
                "items": ["farm", "ducks", "eggs", "pump"],
                "mine": ["farm.lease", "eggs.plan", "eggs.later"],
                "days": 12,
            },
            {
                "answers": {"land": "own", "ducks.size": "few"},
                "items": ["farm", "ducks", "pump"],
                "mine": ["pump.lease"],
                "days": 7,
            },
        ],
    }  # fmt: skip
    return copy.deepcopy(made | more)


def definitions(**changed: dict[str, Any]) -> dict[str, ItemDefinition]:
    return {code: read(body) for code, body in (ITEMS | changed).items()}


def thing(**more: Any) -> things.Thing:
    return things.read(declared(**more))
