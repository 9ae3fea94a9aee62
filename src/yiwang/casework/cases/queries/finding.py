"""Finding a case one may see, and leaving the trace that the law of the house asks for."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from yiwang.casework.cases import numbers, standing
from yiwang.casework.cases.models import Case
from yiwang.kit import files
from yiwang.kit.actor import Actor
from yiwang.kit.errors import NotFound, Text
from yiwang.kit.ledger import kinds
from yiwang.kit.ledger import services as ledger
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.parties import queries as parties

READ = kinds.kind("cases.read", "经办人员查看了您的办件", "An official opened your case")
REFUSED_READ = kinds.kind(
    "cases.refused_read", "有人想看您的办件，被拒绝", "Somebody tried to open your case and was refused"
)


def visible_to(actor: Actor) -> QuerySet[Case]:
    """An applicant's own; an office's for its clerks, reviewers and approvers; nothing for anybody else."""
    if actor.kind == "system":
        return Case.objects.all()
    if actor.kind == "person" and actor.party is not None:
        return Case.objects.filter(applicant=actor.party)
    if actor.kind == "staff" and actor.roles & standing.CASE_ROLES:
        return Case.objects.filter(office=actor.office)
    if actor.kind == "machine" and actor.has("reads_cases"):
        return Case.objects.filter(office=actor.office)
    return Case.objects.none()


def open_for_reading(actor: Actor, number: str, purpose: str = "") -> Case:
    """The case, for a page or an answer to a machine.

    Staff and machines leave one leaf each time, with `purpose` (a short sentence or code); a person's own view leaves
    none. A case that is another's, and a number that nobody has, are NotFound alike and leave a leaf alike.
    """
    tidied = numbers.tidy(number)
    case = visible_to(actor).filter(number=tidied).first()
    if case is None:
        _refuse(actor, tidied, purpose)
        raise NotFound()
    if actor.kind in ("staff", "machine"):
        subject = parties.subject_of(case.applicant_id)
        ledger.record(READ, actor=actor, subject=subject, purpose=purpose, case_number=case.number)
    return case


def find(actor: Actor, number: str) -> Case:
    """The case of one's own, or one whose reading this request has put on the ledger already. Raises NotFound."""
    case = visible_to(actor).filter(number=numbers.tidy(number)).first()
    if case is None:
        raise NotFound()
    return case


def _refuse(actor: Actor, number: str, purpose: str) -> None:
    """A number with a wrong check digit is nobody's and cannot fill the ledger."""
    if not numbers.is_well_formed(number):
        return
    applicant = Case.objects.filter(number=number).values_list("applicant", flat=True).first()
    subject = parties.subject_of(applicant) if applicant else None
    ledger.record(REFUSED_READ, actor=actor, subject=subject, purpose=purpose, case_number=number)


def mine(actor: Actor, *, after: int | None = None, limit: int = 50) -> list[Case]:
    """The applicant's own cases, newest first; `after` is the key of the last one shown."""
    rows = visible_to(actor) if actor.kind == "person" else Case.objects.none()
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return list(rows.order_by("-pk")[:limit])


def item_names(actor: Actor, numbers: Iterable[str]) -> dict[str, Text]:
    """What several cases are about, by number, in one query; those one may not see are left out."""
    rows = visible_to(actor).filter(number__in=set(numbers)).values_list("number", "version_id")
    return {number: catalogue.version(version).definition.name for number, version in rows}


def awaits_delivery(number: str, *, licence: str) -> bool:
    """Whether the case was granted, with this licence, and is not yet closed."""
    return Case.objects.filter(number=number, state="granted", licence=licence).exists()


def file_of(case: Case, material: str, digest: str) -> tuple[str, str, bytes]:
    """Name, media type and content of a file handed in with the case. Raises NotFound."""
    row = case.materials.filter(key=material).first()
    file = next((file for file in row.files if file["digest"] == digest), None) if row else None
    if file is None:
        raise NotFound()
    return file["name"], file["media_type"], files.get(digest)
