"""Items: open facts, for anybody."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema

from yiwang.kit.errors import NotFound
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.definition import ItemDefinition, Situation
from yiwang.registers.definition.parts import When
from yiwang.surfaces.gateway.shapes import CITY, REFUSALS, LegalBasis, TimeLimit, Words, in_both, laws, time_limit

router = Router(tags=["items"])


class Office(Schema):
    code: str
    name: Words
    division: str


class ItemLine(Schema):
    code: str
    city: str
    name: Words
    summary: Words
    office: Office
    kind: str
    audience: list[str]
    promised: int
    promised_unit: str
    visits: int
    zero_material: bool
    reach: str


class ItemPage(Schema):
    items: list[ItemLine]
    next: str | None = None


class MaterialLine(Schema):
    key: str
    paper: str
    """Its key in the registry of papers; empty where it is in none."""
    name: Words
    necessity: str
    source: str
    issuer: str
    form: str
    basis: list[LegalBasis]
    licence: str
    resource: str


class FeeLine(Schema):
    name: Words
    amount: Decimal
    basis: str
    when: dict[str, list[str]]
    """Due only after these answers; empty: always."""


class SituationLine(Schema):
    """A named situation, the answers that come to it, and its limits where they differ from the item's."""

    key: str
    name: Words
    when: dict[str, list[str]]
    statutory: TimeLimit | None
    promise: TimeLimit | None


class ImplementationLine(Schema):
    """The item as one district's office carries it out; `code` is its 31-digit 实施编码."""

    code: str
    department: str
    division: str
    promise: TimeLimit
    visits: int
    hours: Words
    phone: str
    reach: str
    assumed: list[str]


class Item(ItemLine):
    implementation: str
    implementations: list[ImplementationLine]
    """By districts, where the law puts the item there; empty where its office alone decides."""
    version: int
    effective_on: date
    level: str
    statutory: TimeLimit | None
    promise: TimeLimit
    basis: list[LegalBasis]
    conditions: list[Words]
    materials: list[MaterialLine]
    fees: list[FeeLine]
    situations: list[SituationLine]
    result: Words
    assumed: list[str]


@router.get("/items", response={200: ItemPage, **REFUSALS}, summary="Items in force, by name or by what is searched")
def items(
    request: HttpRequest,
    q: str = Query("", max_length=60),
    city: str = CITY,
    topic: str = Query("", max_length=60),
    after: str = Query("", max_length=240),
    limit: int = Query(20, ge=1, le=100),
) -> ItemPage:
    """A page of items. With `q`, the best hits and no next page; else by name, going on after `next`."""
    place = city or settings.CITY
    if q:
        return ItemPage(items=[_line(hit.item) for hit in catalogue.search(q, place, limit=limit)])
    found = catalogue.published(place, topic=topic or None, after=after or None, limit=limit + 1)
    more = len(found) > limit
    return ItemPage(items=[_line(each) for each in found[:limit]], next=found[limit - 1].cursor if more else None)


@router.get("/items/{code}", response={200: Item, **REFUSALS}, summary="One item, whole")
def item(request: HttpRequest, code: str, city: str = CITY) -> Item:
    """The version in force today, by its 12, 31 or 33 character code."""
    version = catalogue.current(code, city or None)
    if version is None:
        raise NotFound()
    definition = version.definition
    line = catalogue.summaries([version.pk])[version.pk]
    return Item(
        **_line(line).dict(),
        implementation=definition.implementation,
        version=version.number,
        effective_on=version.effective_on,
        level=definition.level,
        statutory=time_limit(definition.limits.statutory),
        promise=time_limit(definition.limits.promised),
        result=in_both(definition.result.name),
        assumed=list(definition.assumed),
        **_parts(definition),
    )


def _answers(when: When) -> dict[str, list[str]]:
    return {question: list(values) for question, values in when.items()}


def _situation(row: Situation) -> SituationLine:
    return SituationLine(
        key=row.key,
        name=in_both(row.name),
        when=_answers(row.when),
        statutory=time_limit(row.limits.statutory) if row.limits else None,
        promise=time_limit(row.limits.promised) if row.limits else None,
    )


def _implementation(definition: ItemDefinition, department: str, division: str) -> ImplementationLine:
    here = definition.at(department)
    return ImplementationLine(
        code=here.implementation, department=department, division=division,
        promise=TimeLimit(count=here.limits.promised.count, unit=here.limits.promised.unit),
        visits=here.visits, hours=in_both(here.hours), phone=here.phone, reach=here.reach, assumed=list(here.assumed),
    )  # fmt: skip


def _parts(definition: ItemDefinition) -> dict[str, list[Schema]]:
    return {
        "implementations": [
            _implementation(definition, each.department, each.division) for each in definition.implementations
        ],
        "basis": laws(definition.basis),
        "conditions": [in_both(each) for each in definition.conditions],
        "fees": [
            FeeLine(name=in_both(fee.name), amount=fee.amount, basis=fee.basis, when=_answers(fee.when))
            for fee in definition.fees
        ],
        "situations": [_situation(row) for row in definition.situations],
        "materials": [
            MaterialLine(
                key=each.key, paper=each.paper, name=in_both(each.name),
                necessity=each.necessity, source=each.source, issuer=each.issuer,
                form=each.form, licence=each.licence, resource=each.resource,
                basis=laws(each.basis),
            )
            for each in definition.materials
        ],
    }  # fmt: skip


def _line(summary: catalogue.Summary) -> ItemLine:
    office = summary.office
    return ItemLine(
        code=summary.code, city=summary.city, name=in_both(summary.name), summary=in_both(summary.summary),
        office=Office(code=office.code, name=in_both(office.name), division=office.division), kind=summary.kind,
        audience=list(summary.audience), promised=summary.promised, promised_unit=summary.promised_unit,
        visits=summary.visits, zero_material=summary.zero_material, reach=summary.reach,
    )  # fmt: skip
