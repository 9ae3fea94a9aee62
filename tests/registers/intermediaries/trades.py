"""An invented service and agencies for the tests: who tests ponds for keepers of ducks."""

from __future__ import annotations

import copy
from typing import Any

from tests.registers import people
from tests.registers.catalogue.items import ELEMENTS, item, material, text
from yiwang.registers.catalogue import services as catalogue
from yiwang.registers.intermediaries import services

PAPER = "pond-test"
TRADE: dict[str, Any] = {
    "key": "pond-test",
    "name": text("池塘水质检测", "Pond water testing"),
    "summary": text("测池塘的水。", "Tests the water of ponds."),
    "papers": [PAPER],
    "basis": [{"law": "样例农业法", "article": "第六条"}],
    "standards": [{"number": "GB 1", "name": text("样例标准")}],
    "qualification": text("检测资质"),
    "price": {"kind": "market", "low": "100.00", "high": "900.00", "unit": text("个池塘", "pond")},
    "limit": {"count": 10, "unit": "1"},
}
NEEDS = material("test", "池塘检测报告", paper=PAPER, source="30", issuer="检测机构")


def trade(**more: Any) -> dict[str, Any]:
    return copy.deepcopy(TRADE | more)


def agency(serial: int, price: str = "300.00", days: int = 5, division: str = "310101", **more: Any) -> dict[str, Any]:
    return {
        "key": f"lab-{serial}",
        "code": people.credit_code(serial),
        "name": text(f"样例检测{serial}号", f"Sample lab {serial}"),
        "division": division,
        "address": text("样例路1号"),
        "phone": "021-00001234",
        "since": "2015-01-01",
        "licences": [{"name": text("检测资质"), "number": "1"}],
        "services": [{"service": "pond-test", "price": price, "limit": {"count": days, "unit": "2"}}],
        **more,
    }


def open_shop(*agencies: dict[str, Any], **more: Any) -> None:
    """An item that asks for a pond test, and the service and agencies that make it."""
    people.department(1)
    declared = item(questions=[], materials=[NEEDS], examples=[], form=item()["form"][:1])
    catalogue.publish(city=people.SHANGHAI, items=[declared], elements=ELEMENTS)
    services.publish(city=people.SHANGHAI, trades=[trade(**more)], agencies=agencies)
