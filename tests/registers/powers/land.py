"""A land with one zone: departments, divisions, powers and delegations for tests. Nothing in it exists."""

from __future__ import annotations

from typing import Any

from tests.registers import people
from yiwang.registers.offices import services as offices
from yiwang.registers.powers import services as powers

SEWER, BRIDGE = "310132901000", "310118901000"
DISTRICT, STREET, ZONE = "310115", "310115145", "310000901"
DIVISIONS = (
    {"code": "310000", "name": "样例市", "name_en": "Sample City", "level": "city"},
    {"code": DISTRICT, "name": "样例东区", "name_en": "East", "level": "district", "parent": "310000"},
    {"code": STREET, "name": "样例新城镇", "name_en": "New Town", "level": "street", "parent": DISTRICT},
    {
        **{"code": ZONE, "name": "样例新片区", "name_en": "New Area", "level": "zone", "parent": "310000"},
        "covers": [STREET],
    },
)


def power(code: str = SEWER, **more: Any) -> dict[str, Any]:
    declared = {
        "code": code,
        "name": {"zh": "样例排水许可", "en": "Sample sewer permit"},
        "kind": "01",
        "level": "2",
        "holder": people.department(1).code,
        "basis": [{"law": "样例排水条例", "article": "第三条"}],
    }
    return {**declared, **more}


def delegation(key: str = "sewer", **more: Any) -> dict[str, Any]:
    declared = {
        "key": key,
        "power": SEWER,
        "giver": people.department(1).code,
        "taker": people.department(2).code,
        "place": ZONE,
        "kind": "devolve",
        "from": "2026-12-01",
        "basis": "样例决定",
    }
    return {**declared, **more}


def settle(*given: dict[str, Any], listed: list[dict[str, Any]] | None = None) -> None:
    """The land with these delegations."""
    people.city()
    offices.keep_divisions(declared=DIVISIONS)
    powers.keep(city=people.SHANGHAI, declared=listed or [power(), power(BRIDGE, name=BRIDGES)])
    offices.keep_delegations(city=people.SHANGHAI, declared=given)


BRIDGES = {"zh": "样例桥梁许可", "en": "Sample bridge permit"}
CANCEL = {
    "kind": "cancel",
    "from": "2026-12-01",
    "basis": "样例取消决定",
    "note": {"zh": "不用再办。", "en": "No longer needed."},
}
