"""Completing a returned case: papers, and answers of the form corrected and judged as when they were filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from yiwang.casework.cases import queries as filed
from yiwang.casework.cases import services as cases
from yiwang.casework.cases.services import MaterialLine, Moved
from yiwang.casework.intake import asking, competence, judging
from yiwang.casework.intake.keeping import hold_file
from yiwang.casework.intake.models import Upload, Waiting
from yiwang.instruments.exchange import queries as shared
from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.catalogue.queries import Version
from yiwang.registers.definition import Material
from yiwang.registers.definition.forms import schema_for, tidy, validate

ANEW = Text(
    "您改了这个系统核对过的内容，我们重新核验。您不用提交。",
    "You corrected what this register had checked, so we check again. You need not submit it.",
)
FROM_REGISTERS = ("data", "to_verify", "different")


@dataclass(frozen=True)
class _Corrected:
    """The whole form as it now reads, and of it what changed; None takes an answer back."""

    values: dict[str, Any]
    changed: dict[str, Any]


@transaction.atomic
def complete(
    *,
    actor: Actor,
    number: str,
    expected: int | None,
    materials: tuple[MaterialLine, ...] = (),
    values: Mapping[str, Any] | None = None,
) -> Moved:
    """Hand in papers and corrected answers. `values` are what was typed, by field key; those left out stay.

    They are judged by the schema of the version that the case was opened under. A paper that a register had verified
    by an answer now corrected is verified anew. Raises Invalid with each field at fault, or when nothing is handed in.
    """
    case = filed.find(actor, number)
    _keep_files(materials)
    item = catalogue.version(case.version_id)
    form = _corrected(item, case.answers, case.values, values or {})
    _see_office(item, case, form)
    again = _to_ask_again(item, case, form, materials)
    sources = {material.key: shared.resource(material.resource) for material in again}
    moved = cases.complete(
        actor=actor,
        number=number,
        expected=case.revision if expected is None else expected,
        materials=(*materials, *(_line(material, sources[material.key].name) for material in again)),
        values=form.changed,
        contact_phone=judging.phone(item, case.answers, form.values) if form.changed else None,
        forgotten={name for source in sources.values() for name in source.returns},
    )
    _wait(case, item, again, form.values)
    return moved


def _keep_files(materials: tuple[MaterialLine, ...]) -> None:
    """What the case holds from now on no draft takes back, also where a draft had brought the same content first.

    At once and not when the fact is heard: a draft can be deleted while no worker runs. Whoever removes that content
    waits until this transaction ends.
    """
    digests = sorted({file.digest for line in materials for file in line.files})
    for digest in digests:
        hold_file(digest)
    Upload.objects.filter(digest__in=digests).update(is_first=False)


def _corrected(
    item: Version, answers: Mapping[str, str], kept: Mapping[str, Any], typed: Mapping[str, Any]
) -> _Corrected:
    schema = schema_for(item.definition, item.elements, answers)
    asked = {key: value for key, value in typed.items() if key in schema["properties"]}
    rest = {key: value for key, value in kept.items() if key not in asked}
    values = {**rest, **tidy(schema, asked)}
    changed = {key: values.get(key) for key in asked if values.get(key) != kept.get(key)}
    errors = validate(schema, judging.asked_values(item, answers, values)) if changed else {}
    if errors:
        raise Invalid(fields=errors)
    return _Corrected(values, changed)


def _see_office(item: Version, case: Any, form: _Corrected) -> None:
    """A case does not wander between offices by a correction: what another office decides is another case.

    Neither by the district that the form names, nor by an address inside or outside of a delegation's place: whoever
    filed under one address would else have chosen who decides about another.
    """
    was, now = (competence.office_for(item, case.answers, values) for values in (case.values, form.values))
    if was.pk != now.pk:
        said = competence.deciding_fields(item) & set(form.changed)
        raise Invalid(fields=dict.fromkeys(sorted(said), competence.MOVED))


def _to_ask_again(item: Version, case: Any, form: _Corrected, given: tuple[MaterialLine, ...]) -> list[Material]:
    """The materials that a register answered for, asked by an answer that is now another one."""
    if not form.changed:
        return []
    replaced = {line.key for line in given}
    held = {row.key: row.state for row in filed.view(case).materials if row.key not in replaced}
    return [
        material
        for material in item.definition.materials_for(case.answers)
        if material.resource
        and held.get(material.key) in FROM_REGISTERS
        and asking.facts_for(item.definition, form.values, material.resource)
        != asking.facts_for(item.definition, case.values, material.resource)
    ]


def _line(material: Material, source: Text) -> MaterialLine:
    return MaterialLine(key=material.key, name=material.name, state="to_verify", rule=ANEW, source=source)


def _wait(case: Any, item: Version, again: list[Material], values: Mapping[str, Any]) -> None:
    """The worker asks within a minute; what waited with the old answer waits no more."""
    now = calendar.now()
    Waiting.objects.filter(case_number=case.number, material__in=[material.key for material in again]).delete()
    Waiting.objects.bulk_create(
        Waiting(
            case_number=case.number,
            material=material.key,
            resource=material.resource,
            party_id=case.applicant_id,
            purpose=item.definition.name.zh[:200],
            facts=asking.facts_for(item.definition, values, material.resource),
            since=now,
            next_at=now,
        )
        for material in again
    )
