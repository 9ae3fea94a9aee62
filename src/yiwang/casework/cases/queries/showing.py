"""A case as a page shows it. `case` is what `open_for_reading` or `find` returned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from yiwang.casework.cases import decisions, lifecycle, numbers, standing
from yiwang.casework.cases import reading as readings
from yiwang.casework.cases.clock import Reading
from yiwang.casework.cases.decisions import Notice
from yiwang.casework.cases.lifecycle import OpenAct
from yiwang.casework.cases.models import Case, Material
from yiwang.casework.cases.reading import Opened, opened_once
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Text
from yiwang.registers.catalogue.queries import Version
from yiwang.registers.offices.queries import Office
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties.queries import Identity

SOURCES = {"0": Text("窗口", "Window"), "1": Text("网上", "Online"), "2": Text("手机", "Phone")}
MATERIAL_STATES = {
    "uploaded": Text("已提交", "Handed in"),
    "licence": Text("从证照库取用", "From e-licences"),
    "data": Text("数据核验", "Checked against registers"),
    "no_basis": Text("不收", "Not asked for"),
    "to_verify": Text("待核实", "To be verified"),
    "later": Text("容缺后补", "To follow"),
    "different": Text("与登记不一致", "Differs from the register"),
}


@dataclass(frozen=True)
class MaterialView:
    """A material as handed in, or by which rule and source it was not asked for."""

    key: str
    name: Text
    state: str
    state_label: Text
    rule: Text
    source: Text
    licence: str
    checked_at: datetime | None
    files: tuple[dict[str, object], ...]
    """digest, name, media_type, size."""
    is_resolved: bool


@dataclass(frozen=True)
class MessageView:
    """One message of a case, with the name of whoever wrote it."""

    name: str
    from_staff: bool
    text: str
    at: datetime


@dataclass(frozen=True)
class CaseView:
    """Everything a page says about a case, apart from clock, acts and history."""

    number: str
    number_grouped: str
    revision: int
    state: str
    state_label: Text
    item_name: Text
    item_code: str
    version: Version
    office: Office
    applicant: Identity
    officer: int | None
    officer_name: str
    source: Text
    received_at: datetime
    ended_at: datetime | None
    situation: tuple[tuple[Text, Text], ...]
    """Questions and chosen answers."""
    form: tuple[tuple[Text, Text, bool], ...]
    """Label, value as it reads, whether it is personal."""
    contact_phone: str
    materials: tuple[MaterialView, ...]
    licence: str
    receipt_leaf: int

    @property
    def asked(self) -> int:
        """How many materials the item names."""
        return len(self.materials)

    @property
    def given(self) -> int:
        """How many of them the applicant had to hand in."""
        return sum(bool(material.files) for material in self.materials)


def reading(case: Case) -> Reading:
    """Every clock of the case as it stands today."""
    return opened_once(case).reading()


def open_acts(case: Case, actor: Actor) -> list[OpenAct]:
    """The acts that the page may offer, in the table's order, and those missing with the reason."""
    return lifecycle.open_acts(
        state=case.state,
        standing=standing.of(actor, case),
        facts=opened_once(case).facts(),
        own=standing.is_own(actor, case.applicant_id, case.submitted_by_id),
    )


def view(case: Case) -> CaseView:
    """Six queries at most, whatever the case holds."""
    opened = opened_once(case)
    version = opened.version
    return CaseView(
        number=case.number,
        number_grouped=numbers.grouped(case.number),
        revision=case.revision,
        state=case.state,
        state_label=lifecycle.STATES[case.state],
        item_name=version.definition.name,
        item_code=case.item_code,
        version=version,
        office=version.office,
        applicant=parties.identity(case.applicant_id),
        officer=case.officer_id,
        officer_name=_officer(case),
        source=SOURCES[case.source],
        received_at=case.received_at,
        ended_at=case.ended_at,
        situation=tuple((q.ask, option.label) for q, option in version.definition.situation_labels(case.answers)),
        form=tuple(_form(opened)),
        contact_phone=case.contact_phone,
        materials=tuple(_material(row) for row in opened.materials),
        licence=case.licence,
        receipt_leaf=receipt_leaf(case),
    )


def _officer(case: Case) -> str:
    return parties.staff_names([case.officer_id])[case.officer_id] if case.officer_id else ""


def receipt_leaf(case: Case) -> int:
    """The ledger leaf that proves the receipt."""
    return readings.first_leaf(case.number)


def messages(case: Case) -> list[MessageView]:
    """Oldest first."""
    return [MessageView(row.name, row.from_staff, row.text, row.at) for row in case.messages.order_by("pk")]


def notices(case: Case) -> list[Notice]:
    """The written acts of the case, oldest first."""
    return decisions.notices(opened_once(case))


def _form(opened: Opened) -> Iterator[tuple[Text, Text, bool]]:
    case, elements = opened.case, opened.version.elements
    for page in opened.version.definition.pages_for(case.answers):
        for field in page.fields:
            element = elements[field.element]
            yield field.label or element.name, element.in_words(case.values.get(field.key)), element.personal


def _material(row: Material) -> MaterialView:
    return MaterialView(
        key=row.key,
        name=Text(row.name, row.name_en or row.name),
        state=row.state,
        state_label=MATERIAL_STATES[row.state],
        rule=Text(row.rule, row.rule_en or row.rule),
        source=Text(row.origin, row.origin_en or row.origin),
        licence=row.licence,
        checked_at=row.checked_at,
        files=tuple(row.files),
        is_resolved=row.state not in readings.UNRESOLVED,
    )
