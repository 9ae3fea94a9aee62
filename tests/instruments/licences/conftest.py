"""An office, a shopkeeper and a type of licence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.instruments.seals.conftest import make_office
from yiwang.instruments.licences import pack, services
from yiwang.instruments.licences.models import Licence, Type
from yiwang.kit import calendar
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.kit.crypto.tokens import token
from yiwang.registers.parties.models import Party

NUMBER = "11010519491231002X"
TYPE: dict[str, Any] = {
    "key": "food-business",
    "code": "11310000YW31000435004",
    "name": {"zh": "食品经营许可证", "en": "Food business licence"},
    "holder": "person",
    "issuer_level": "district",
    "valid": {"years": 5},
    "fields": [
        {"key": "name", "name": {"zh": "经营者名称", "en": "Operator"}, "from": "applicant.name", "public": True},
        {"key": "number", "name": {"zh": "身份证件号码", "en": "Number"}, "from": "applicant.number", "public": False},
        {"key": "place", "name": {"zh": "经营场所", "en": "Premises"}, "from": "form.place", "public": True},
        {"key": "mode", "name": {"zh": "主体业态", "en": "Kind"}, "from": "answer.mode", "public": True},
        {"key": "phone", "name": {"zh": "联系电话", "en": "Telephone"}, "from": "form.phone", "public": False},
        {"key": "office", "name": {"zh": "发证机关", "en": "Issued by"}, "from": "office.name", "public": True},
        {"key": "issued_on", "name": {"zh": "发证日期", "en": "Issued on"}, "from": "decided_on", "public": True},
        {"key": "until", "name": {"zh": "有效期至", "en": "Valid until"}, "from": "valid_until", "public": True},
    ],
}
VALUES = {
    "form.place": "上海市黄浦区某某路 128 号一层 102 室",
    "mode": "餐饮服务经营者（小型餐饮）",
    "form.phone": "13800138000",
}


class City:
    """The scene of these tests."""

    def __init__(self) -> None:
        self.office = make_office()
        self.holder = make_person("王小满", NUMBER)
        Type.objects.create(key=TYPE["key"], code=TYPE["code"], number=1, body=TYPE, loaded_at=calendar.now())
        self.approver = Actor(kind="staff", post=7, office=self.office, roles=frozenset({"approver"}), name="陈某某")
        self.reader = Actor(kind="person", account=1, person=self.holder, party=self.holder)

    def issue(self, case_number: str = "310101202600001", **changes: Any) -> services.Issued:
        given: dict[str, Any] = {
            "actor": SYSTEM,
            "type_key": TYPE["key"],
            "office": self.office,
            "holder": self.holder,
            "values": VALUES,
            "case_number": case_number,
            "decided_at": calendar.now(),
            "valid_from": calendar.today(),
            "valid_until": date(calendar.today().year + 5, 1, 31),
        }
        return services.issue(**{**given, **changes})

    def row(self, case_number: str = "310101202600001", **changes: Any) -> Licence:
        return Licence.objects.get(pk=self.issue(case_number, **changes).pk)


def make_person(name: str, number: str) -> int:
    return Party.objects.create(
        kind="person",
        name=name,
        name_token=token("party.name", name),
        number=number,
        number_kind="citizen",
        number_token=token("party.number", number),
        registered_at=calendar.now(),
    ).pk


@pytest.fixture
def city(db: None) -> City:
    return City()


@pytest.fixture
def sealed(city: City) -> bytes:
    """The PDF of a licence, and its row in the database."""
    return make_document(city)


def make_document(city: City, **changes: Any) -> bytes:
    from yiwang.instruments.licences import documents
    from yiwang.kit import files

    name = documents.make(city.issue(**changes).pk)
    assert name is not None
    return files.get(name)


__all__ = ["Callable", "City", "make_document", "pack"]
