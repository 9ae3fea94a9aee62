"""A small item for the tests of the catalogue: invented, with everything an item can have."""

from __future__ import annotations

import copy
from typing import Any

from tests.registers import people

DEPARTMENT = people.credit_code(1, "11310000")


def text(zh: str, en: str = "English") -> dict[str, str]:
    return {"zh": zh, "en": en}


ELEMENTS: dict[str, dict[str, Any]] = {
    key: {
        "key": key,
        "name": text(name),
        "type": kind,
        "purpose": text("试"),
        "basis": "样例法第一条",
        "retention_years": 5,
        "personal": True,
        **more,
    }
    for key, name, kind, more in (
        ("person.name", "姓名", "text", {"max": 20, "prefill": "person.name"}),
        ("person.number", "身份证件号码", "citizen_number", {}),
        ("organisation.number", "统一社会信用代码", "credit_code", {}),
        ("person.phone", "手机号码", "mobile", {}),
        ("pond.area", "水面面积", "decimal", {"min": 0.5, "max": 100}),
        ("pond.ducks", "鸭子数量", "integer", {"min": 1, "max": 500}),
        ("pond.rent", "租金", "money", {}),
        ("pond.since", "起用日期", "date", {"min": "2000-01-01", "max": "2030-12-31"}),
        ("pond.kind", "池塘种类", "choice", {"choices": [{"value": "deep", "label": text("深")}]}),
        ("pond.promise", "我保证内容属实", "boolean", {}),
        ("pond.mail", "电子邮箱", "email", {}),
        ("pond.postcode", "邮政编码", "postcode", {}),
        ("pond.note", "说明", "textarea", {"max": 30}),
    )
}


def item(**more: Any) -> dict[str, Any]:
    """A licence to keep ducks: two questions, one of which is asked only of keepers of many."""
    made = {
        "code": "310117001000",
        "name": text("稻田养鸭许可", "Licence to keep ducks"),
        "summary": text("在稻田里养鸭子要先取得许可。", "Keeping ducks in a paddy needs a licence."),
        "kind": "01",
        "level": "2",
        "audience": ["person", "organisation"],
        "subjects": ["1", "2"],
        "department": DEPARTMENT,
        "joint": [],
        "handling": "2",
        "decided_by": "officer",
        "channels": ["1", "2", "3"],
        "online_depth": "4",
        "visits": 0,
        "reach": "city",
        "zero_material": False,
        "effective_on": "2026-09-01",
        "topics": ["farming"],
        "keywords": ["鸭子", "家禽"],
        "assumed": ["limits.promised"],
        "basis": [{"law": "样例农业法", "article": "第三条"}],
        "conditions": [text("有一块稻田")],
        "limits": {
            "statutory": {"count": 20, "unit": "1", "basis": "样例农业法第四条"},
            "promised": {"count": 4, "unit": "1"},
        },
        "result": {"kind": "10", "licence": "ducks", "name": text("养鸭许可证")},
        "fees": [{"name": text("工本费"), "amount": "10.00", "basis": "样例农业法第五条"}],
        "questions": [
            {
                "key": "size",
                "ask": text("养多少只？"),
                "options": [
                    {"value": "few", "label": text("不到一百只")},
                    {"value": "many", "label": text("一百只以上")},
                    {"value": "none", "label": text("只是来看看"), "stop": text("不需要许可。")},
                ],
            },
            {
                "key": "river",
                "ask": text("靠近河道吗？"),
                "when": {"size": ["many"]},
                "options": [{"value": "yes", "label": text("是")}, {"value": "no", "label": text("不是")}],
            },
        ],
        "materials": [
            material("identity", "居民身份证", source="20", issuer="公安机关", resource="population.identity"),
            material("photo", "一寸照片", basis=[]),
            material("plan", "池塘平面图", when={"size": ["many"]}),
            material("water", "河道同意书", when={"river": ["yes"]}, source="20", issuer="水务局", licence="ducks"),
        ],
        "form": [
            {
                "key": "applicant",
                "title": text("申请人"),
                "fields": [{"element": "person.name"}, {"element": "person.number", "key": "number"}],
            },
            {
                "key": "pond",
                "title": text("池塘"),
                "fields": [
                    {"element": "pond.ducks", "when": {"size": ["many"]}},
                    {"element": "pond.note", "required": False},
                ],
            },
        ],
        "examples": [
            {"answers": {"size": "few"}, "mine": []},
            {"answers": {"size": "many", "river": "yes"}, "mine": ["plan"]},
        ],
    }
    return copy.deepcopy(made | more)


def material(key: str, name: str, **more: Any) -> dict[str, Any]:
    basis = [{"law": "样例农业法", "article": "第六条"}]
    return {
        "key": key,
        "name": text(name),
        "kind": "1",
        "form": "3",
        "source": "10",
        "necessity": "1",
        "basis": basis,
        **more,
    }
