"""A small invented town for the tests of intake: one item with everything in it, a person, a clerk, a register."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.registers import people
from yiwang.instruments.exchange.models import Resource
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.catalogue import services as publishing
from yiwang.registers.parties import services as parties

LAW = [{"law": "中华人民共和国食品安全法", "article": "第三十五条"}]
XIAOMAN, GUNIAN = "310101199003070035", "310101198504120024"
CODE = "310125001000"


def text(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": f"[{zh}]"}


ELEMENTS: dict[str, dict[str, Any]] = {
    key: {"key": key, "name": text(key), "purpose": text("办理"), "basis": "某法", "retention_years": 5, **more}
    for key, more in {
        "person.name": {"type": "text", "max": 50, "prefill": "person.name"},
        "person.phone": {"type": "mobile", "prefill": "party.phone"},
        "shop.name": {"type": "text", "max": 60},
        "shop.area": {"type": "integer", "min": 1, "max": 5000},
        "shop.seats": {"type": "integer", "min": 1, "max": 5000},
        "vehicle.plate": {"type": "text", "max": 10},
    }.items()
}


def declared(**changes: Any) -> dict[str, Any]:
    """A food licence: two questions, six papers of which three rules take care, two pages."""
    item: dict[str, Any] = {
        "code": CODE,
        "name": text("食品经营许可（新办）"),
        "summary": text("开店前办"),
        "kind": "01",
        "level": "3",
        "department": people.department().code,
        "effective_on": date(2026, 1, 1),
        "limits": {"promised": {"count": 4, "unit": "1"}},
        "result": {"kind": "20", "name": text("决定书")},
        "handling": "2",
        "questions": [
            question("mode", "catering", "retail", stop="home"),
            question("size", "small", "large") | {"when": {"mode": ["catering"]}},
        ],
        "materials": [
            material("plan"),
            material("identity", resource="population.identity"),
            material("kitchen", when={"mode": ["catering"]}),
            material("marriage", basis=[]),
            material("menu", necessity="2"),
            material("training", necessity="3"),
        ],
        "form": [
            {"key": "applicant", "title": text("申请人"), "fields": [field("person.name"), field("person.phone")]},
            {
                "key": "shop",
                "title": text("店铺"),
                "fields": [
                    field("shop.name"),
                    field("shop.area"),
                    field("shop.seats") | {"when": {"mode": ["catering"]}},
                ],
            },
        ],
    }
    return {**item, **changes}


def question(key: str, *values: str, stop: str = "") -> dict[str, Any]:
    options: list[dict[str, Any]] = [{"value": value, "label": text(value)} for value in values]
    if stop:
        options.append({"value": stop, "label": text(stop), "stop": text("不用办")})
    return {"key": key, "ask": text(key), "options": options}


def material(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "name": text(key), "basis": LAW, **more}


def field(element: str) -> dict[str, Any]:
    return {"element": element}


def publish(item: dict[str, Any] | None = None) -> catalogue.Version:
    """Put an item in force; one that says something else takes over today."""
    people.city()
    item = item or declared()
    publishing.publish(city=people.SHANGHAI, items=[item], elements=ELEMENTS)
    found = catalogue.current(item["code"], people.SHANGHAI)
    assert found is not None
    return found


def retire() -> None:
    """The city offers nothing any more."""
    publishing.retire_missing(city=people.SHANGHAI, codes=[])


def register(**changes: Any) -> Resource:
    """What the population register may be asked."""
    said: dict[str, Any] = {
        "name": "人口身份核验",
        "name_en": "Identity",
        "provider": "11310000YW3100019L",
        "register": "population",
        "asks": ["number", "name"],
        "returns": ["address"],
        "scenario": text("核对"),
        "basis": "某法",
    }
    return Resource.objects.get_or_create(key="population.identity", defaults={**said, **changes})[0]


def citizen(number: str = XIAOMAN, name: str = "林小满", phone: str = "13800000001") -> Actor:
    pk = parties.register_person(actor=SYSTEM, name=name, number=number, phone=phone)
    return Actor(kind="person", person=pk, party=pk, name=name, assurance=2)


def stranger() -> Actor:
    return citizen(GUNIAN, "顾念", "13800000002")


def clerk() -> Actor:
    """A clerk at a window of the office that decides the item."""
    return official("钱柜台", 77, "clerk")


def reviewer() -> Actor:
    """An officer who examines applications."""
    return official("孙审查", 78, "reviewer")


def official(name: str, serial: int, role: str) -> Actor:
    person = people.person(name, serial)
    account = parties.open_account(person=person, login=f"139000000{serial}", password=people.PASSWORD)
    office = people.department().pk
    post = parties.appoint(actor=SYSTEM, account=account, department=office, title="经办", roles=[role])
    return Actor(
        kind="staff", account=account.pk, person=person, post=post, office=office, roles=frozenset({role}), name=name
    )
