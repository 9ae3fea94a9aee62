"""Invented people, bodies and offices for the tests of the registers. Numbers are valid and belong to nobody."""

from __future__ import annotations

from yiwang.kit.actor import SYSTEM
from yiwang.kit.codes import citizen, credit, organisation
from yiwang.registers.offices.models import City, Department
from yiwang.registers.parties import services

SHANGHAI, GUANGDONG = "310000", "440000"
PASSWORD = "一只安静的仙鹤 42"


def citizen_number(serial: int, born: str = "19900101", area: str = "310101") -> str:
    body = f"{area}{born}{serial:03d}"
    return body + citizen.check(body)


def credit_code(serial: int, prefix: str = "91310101") -> str:
    body = f"YW{serial:06d}"
    body = prefix + body + organisation.check(body)
    return body + credit.check(body)


def city(code: str = SHANGHAI) -> City:
    return City.objects.get_or_create(code=code, defaults={"name": "样例市", "name_en": "Sample City"})[0]


def department(serial: int = 1, of: str = SHANGHAI) -> Department:
    code = credit_code(serial, "11" + of)
    return Department.objects.get_or_create(
        code=code, defaults={"city": city(of), "name": f"样例市第{serial}局", "level": "city"}
    )[0]


def person(name: str = "周样例", serial: int = 1, **more: object) -> int:
    return services.register_person(actor=SYSTEM, name=name, number=citizen_number(serial), **more)  # type: ignore[arg-type]


def body(name: str = "样例点心铺", serial: int = 1) -> int:
    return services.register_organisation(actor=SYSTEM, name=name, number=credit_code(serial))
