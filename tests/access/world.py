"""One of everything, owned by one citizen, and a browser for each kind of person who might ask for it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date

from django.test import Client

from tests.casework.cases.scene import INSTANT, ORDINARY, Scene, on
from tests.casework.intake.files import pdf
from tests.delivery import deliver
from tests.registers import people
from yiwang.casework.cases import services as cases
from yiwang.casework.cases.services import FileRef, MaterialLine
from yiwang.casework.intake import services as intake
from yiwang.casework.intake.models import Draft
from yiwang.instruments.licences.models import Licence
from yiwang.kit import calendar, files
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.kit.errors import Text
from yiwang.registers.drafts import services as items
from yiwang.registers.parties import services as parties
from yiwang.registers.peers import services as peers
from yiwang.registers.powers import services as powers

_logins = itertools.count(1)
NOBODYS: dict[str, str] = {
    "number": "31002611180000000000",
    "draft": "A" * 24,
    "file": "B" * 24,
    "identifier": "1.2.156.3005.2.11310000YW31000435004.11310000YW31000435.0000000000000.001.0",
    "digest": "f" * 64,
    "post": "999999",
    "line": "99",
    "power": "310199999000",
    "code": "310199998000",
}
"""What nobody has, in the shape of what somebody has."""


class World:
    """`objects` maps what stands in an address to the owner's; `people` maps a kind of person to a browser."""

    def __init__(self) -> None:
        scene = self.scene = Scene()
        self.owner, self.other = scene.zhou, scene.wu
        self.organisation = people.body()
        parties.represent(person=self.other.person or 0, organisation=self.organisation, starts_on=date(2026, 1, 1),
                          role="agent", actor=SYSTEM)  # fmt: skip
        self.administrator = scene.staff("冯样例", 21, {"administrator"})
        self.security = scene.staff("韩样例", 22, {"security"})
        self.editor = scene.staff("编样例", 23, {"editor"})
        self.item_draft = items.open(actor=self.editor, code=ORDINARY, city=people.SHANGHAI).public_id
        self.objects = {"mode": "mode", "section": "basics", "code": ORDINARY, "power": a_power()}
        self.objects |= {**self._drafts(), **self._cases()}
        self.people = self._people()

    def _drafts(self) -> dict[str, str]:
        with on("11-18"):
            draft = intake.start(actor=self.owner, code=ORDINARY)
            given = intake.upload(actor=self.owner, draft=draft, material="layout", name="图.pdf", data=pdf())
            window = intake.start(actor=self.scene.clerk, code=ORDINARY, applicant=self.owner.party)
            kept = intake.upload(actor=self.scene.clerk, draft=window, material="layout", name="图.pdf", data=pdf(3))
        return {
            "draft": draft.public_id,
            "file": given.public_id,
            "window": window.public_id,
            "window_file": kept.public_id,
        }

    def _cases(self) -> dict[str, str]:
        scene, paper = self.scene, pdf(4)
        ref = FileRef(files.put(paper), "图.pdf", "application/pdf", len(paper))
        lines = (
            MaterialLine("layout", Text("布局图", "Layout"), "uploaded", files=(ref,)),
            MaterialLine("identity", Text("身份证明", "Identity"), "to_verify"),
        )
        with on("11-18"):
            open_case = scene.receive(materials=lines)
            granted = scene.receive(INSTANT)
            cases.return_for_completion(
                actor=scene.clerk, number=open_case.number, expected=None, items=["布局图没有标出洗手池"]
            )
            deliver()
        licence = Licence.objects.get(case_number=granted.number)
        self._file(granted.number)
        return {
            "number": open_case.number,
            "granted": granted.number,
            "identifier": licence.identifier,
            "digest": ref.digest,
            "material": "layout",
            "post": str(scene.reviewer.post),
            "line": "2",
            "act": "accept",
        }

    def _file(self, number: str) -> None:
        """Drafts that became a case, at home and at the window, for the receipt."""
        self.filed = {}
        for place, actor, applicant in (("portal", self.owner, None), ("desk", self.scene.clerk, self.owner.party)):
            with on("11-18"):
                draft = intake.start(actor=actor, code=INSTANT, applicant=applicant)
                receipt = {"number": number, "received_at": calendar.now().isoformat(), "promised_on": None,
                           "state": "closed", "leaf": 1}  # fmt: skip
                Draft.objects.filter(pk=draft.pk).update(
                    case_number=number, submitted_at=calendar.now(), receipt=receipt
                )
            self.filed[place] = draft.public_id

    def _people(self) -> dict[str, Callable[[], Client]]:
        scene = self.scene
        return {
            "anonymous": Client,
            "owner": lambda: citizen(self.owner),
            "other citizen": lambda: citizen(self.other),
            "representative": lambda: citizen(self.other, acting_for=self.organisation),
            "clerk here": lambda: staff(scene.clerk),
            "approver here": lambda: staff(scene.approver),
            "staff elsewhere": lambda: staff(scene.stranger),
            "auditor": lambda: staff(scene.auditor),
            "editor here": lambda: staff(self.editor),
            "administrator": lambda: staff(self.administrator),
            "security": lambda: staff(self.security),
            "machine here": lambda: self._machine(scene.office),
            "machine elsewhere": lambda: self._machine(scene.elsewhere),
        }

    def _machine(self, office: int) -> Client:
        key = peers.admit(actor=SYSTEM, name=f"系统{next(_logins)}", department=office, roles=["reads_cases"])
        return Client(headers={"authorization": f"Bearer {key}"})


def a_power() -> str:
    department = people.department(1).code
    row = {"code": "310199001000", "name": {"zh": "样例许可", "en": "Sample permit"}, "kind": "01", "level": "2"}
    powers.keep(city=people.SHANGHAI, declared=[{**row, "holder": department, "basis": [{"law": "样例法"}]}])
    return row["code"]  # type: ignore[return-value]


def citizen(actor: Actor, acting_for: int | None = None) -> Client:
    login = f"1880{next(_logins):07d}"
    account = parties.open_account(person=actor.person or 0, login=login, password=None)
    return _session("portal", {"account": account.pk, "acting_for": acting_for})


def staff(actor: Actor) -> Client:
    return _session("desk", {"account": actor.account})


def _session(door: str, kept: dict[str, object]) -> Client:
    client = Client()
    session = client.session
    session[door] = kept
    session.save()
    return client
