"""An office with its staff, an applicant, three items: the scene of these tests. Nobody in it exists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from tests.registers import people
from yiwang.casework.cases import services
from yiwang.casework.cases.models import Case
from yiwang.casework.cases.services import Application, FileRef, MaterialLine, Receipt
from yiwang.instruments.licences.models import Type
from yiwang.instruments.seals import services as seals
from yiwang.kit import calendar
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.kit.errors import Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.catalogue import services as publishing
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties import services as registering

LICENCE_TYPE: dict[str, Any] = {
    "key": "noodle-permit",
    "code": "11310000YW31000435004",
    "name": {"zh": "面馆许可证", "en": "Noodle shop permit"},
    "holder": "person",
    "issuer_level": "city",
    "valid": {"years": 5},
    "fields": [
        {"key": "name", "name": {"zh": "经营者", "en": "Operator"}, "from": "applicant.name", "public": True},
        {"key": "place", "name": {"zh": "经营场所", "en": "Premises"}, "from": "form.place", "public": True},
        {"key": "mode", "name": {"zh": "业态", "en": "Kind"}, "from": "answer.mode", "public": True},
        {"key": "late", "name": {"zh": "夜间营业", "en": "Open late"}, "from": "form.late", "public": True},
        {"key": "tables", "name": {"zh": "桌数", "en": "Tables"}, "from": "form.tables", "public": True},
    ],
}
TOLD = {
    "purpose": {"zh": "核对场所", "en": "To check the premises"},
    "basis": "中华人民共和国食品安全法第三十五条",
    "retention_years": 5,
    "personal": True,
}
TABLES = [{"value": "few", "label": {"zh": "十桌以内", "en": "Up to ten"}}]
ELEMENTS: dict[str, Any] = {
    "place": {"key": "place", "name": {"zh": "经营场所", "en": "Premises"}, "type": "text", **TOLD},
    "late": {"key": "late", "name": {"zh": "夜间营业", "en": "Open late"}, "type": "boolean", **TOLD},
    "tables": {"key": "tables", "name": {"zh": "桌数", "en": "Tables"}, "type": "choice", "choices": TABLES, **TOLD},
}
FIELDS = [{"element": "place"}, {"element": "late", "required": False}, {"element": "tables", "required": False}]
BASIS = [{"law": "中华人民共和国食品安全法", "article": "第三十五条"}]


def item(code: str, **more: Any) -> dict[str, Any]:
    declared: dict[str, Any] = {
        "code": code,
        "name": {"zh": f"样例事项 {code[-1]}", "en": f"Sample item {code[-1]}"},
        "summary": {"zh": "样例。", "en": "A sample."},
        "kind": "01",
        "level": "2",
        "department": people.department(1).code,
        "effective_on": date(2026, 1, 1),
        "limits": {"statutory": {"count": 10, "unit": "1"}, "promised": {"count": 4, "unit": "1"}},
        "result": {"kind": "10", "licence": "noodle-permit", "name": {"zh": "面馆许可证", "en": "Noodle shop permit"}},
        "basis": BASIS,
        "materials": [
            {"key": "layout", "name": {"zh": "布局图", "en": "Layout"}, "basis": BASIS},
            {"key": "identity", "name": {"zh": "身份证明", "en": "Identity"}, "basis": BASIS, "resource": "p.i"},
        ],
        "questions": [
            {
                "key": "mode",
                "ask": {"zh": "怎样经营？", "en": "How?"},
                "options": [{"value": "noodles", "label": {"zh": "面馆", "en": "Noodles"}}],
            }
        ],
        "form": [{"key": "shop", "title": {"zh": "场所", "en": "Premises"}, "fields": FIELDS}],
    }
    return {**declared, **more}


ORDINARY, INSTANT, PLAIN = "310125001001", "310125001002", "310125001003"
LAYOUT = FileRef("0" * 64, "图.pdf", "application/pdf", 9)
NO_LICENCE = {"kind": "99", "name": {"zh": "决定书", "en": "Decision"}}


def instant(hour: int, day: str = "2026-11-18") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02d}:00").replace(tzinfo=calendar.SHANGHAI)


@contextmanager
def on(day: str, hour: int = 10) -> Iterator[None]:
    """Act on a day of 2026, such as on("11-18")."""
    with calendar.at(instant(hour, f"2026-{day}")):
        yield


UPLOADED = MaterialLine("layout", Text("布局图", "Layout"), "uploaded", files=(LAYOUT,))


class Scene:
    """Everybody and everything of these tests."""

    def __init__(self) -> None:
        with on("01-05"):
            self.office, self.elsewhere = people.department(1).pk, people.department(2).pk
            seals.ensure_seal(office=self.office)
            Type.objects.create(
                key=LICENCE_TYPE["key"],
                code=LICENCE_TYPE["code"],
                number=1,
                body=LICENCE_TYPE,
                loaded_at=calendar.now(),
            )
            self._publish()
            self.zhou = self.citizen("周样例", 1)
            self.wu = self.citizen("吴样例", 2)
            self.clerk = self.staff("王样例", 11, {"clerk"})
            self.reviewer = self.staff("李样例", 12, {"reviewer"})
            self.approver = self.staff("陈样例", 13, {"approver"})
            self.stranger = self.staff("孙样例", 14, {"clerk", "reviewer", "approver"}, self.elsewhere)
            self.auditor = self.staff("郑样例", 15, {"auditor"})

    def _publish(self) -> None:
        publishing.publish(
            city="310000",
            items=[
                item(ORDINARY),
                item(INSTANT, decided_by="system", handling="1", zero_material=True),
                item(PLAIN, result=NO_LICENCE, limits={"promised": {"count": 4, "unit": "1"}}),
            ],
            elements=ELEMENTS,
        )

    def citizen(self, name: str, serial: int) -> Actor:
        person = people.person(name, serial)
        return Actor(kind="person", person=person, party=person, name=name)

    def staff(self, name: str, serial: int, roles: set[str], office: int | None = None) -> Actor:
        account = registering.open_account(person=people.person(name, serial), login=f"SH{serial:04d}", password=None)
        registering.appoint(
            actor=SYSTEM, account=account, department=office or self.office, title="岗", roles=roles,
            starts_on=date(2026, 1, 1),
        )  # fmt: skip
        actor = parties.staff_actor_of(account)
        assert actor is not None
        return actor

    def application(self, code: str = ORDINARY, *, identity: str = "data", **more: Any) -> Application:
        version = catalogue.current(code, "310000")
        assert version is not None
        given: dict[str, Any] = {
            "version": version.pk,
            "applicant": self.zhou.party,
            "submitted_by": self.zhou.person,
            "answers": {"mode": "noodles"},
            "values": {"place": "样例路 1 号", "late": True, "tables": "few"},
            "materials": (
                *(() if code == INSTANT else (UPLOADED,)),
                MaterialLine("identity", Text("身份证明", "Identity"), identity),
            ),
            "source": "1",
            "key": f"key-{next(_keys)}",
        }  # fmt: skip
        return Application(**{**given, **more})

    def receive(self, code: str = ORDINARY, *, actor: Actor | None = None, **more: Any) -> Receipt:
        return services.receive(actor=actor or self.zhou, application=self.application(code, **more))

    def accepted(self, day: str = "11-18", code: str = ORDINARY, **more: Any) -> str:
        with on(day):
            number = self.receive(code, **more).number
            services.accept(actor=self.clerk, number=number, expected=None)
        return number

    def case(self, number: str) -> Case:
        return Case.objects.get(number=number)

    def state(self, number: str) -> str:
        return self.case(number).state

    def acts(self, number: str) -> list[str]:
        return list(self.case(number).entries.order_by("line").values_list("act", flat=True))


def _count() -> Iterator[int]:
    number = 0
    while True:
        yield (number := number + 1)


_keys = _count()
__all__ = ["INSTANT", "ORDINARY", "PLAIN", "UPLOADED", "Scene", "instant", "on"]
