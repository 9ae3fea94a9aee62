"""Filing: a draft becomes a case, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from yiwang.casework.cases import services as cases
from yiwang.casework.cases.services import Application, FileRef, MaterialLine, Receipt
from yiwang.casework.intake import asking, competence, judging, queries
from yiwang.casework.intake.judging import Incomplete
from yiwang.casework.intake.keeping import Changed, forget_files, hold, item_of
from yiwang.casework.intake.materials import Checklist, Need
from yiwang.casework.intake.models import Check, Draft, Upload, Waiting
from yiwang.kit import calendar, rows
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, NotAllowed, Text
from yiwang.kit.rows import Question
from yiwang.registers.catalogue.queries import Version
from yiwang.registers.definition import Material

__all__ = ["Incomplete", "submit"]

SIGN_IN = Text("请先登录，再提交。您填的内容还在。", "Please sign in to file. What you entered is kept.")
LONGEST_KEY = 50
UPLOADS: Question[Upload] = Question(lambda draft: Upload.objects.filter(draft=draft).order_by("id"), draft=int)
CHECKS: Question[Check] = Question(lambda draft: Check.objects.filter(draft=draft), draft=int)


def submit(
    *, actor: Actor, draft: Draft | str, key: str, source: str = "1", expected: int | None = None, visitor: str = ""
) -> Receipt:
    """File the draft: one transaction, and one case whatever happens to the answer on its way back.

    `key` is made when the confirm page is drawn. A second press, a retry, the back button and another tab all get the
    first receipt. With `expected`, a draft changed since the page was drawn raises Changed. Raises Incomplete with
    everything that is missing or when the item was taken away, NotAllowed before signing in.
    """
    if not 1 <= len(key) <= LONGEST_KEY:
        raise Invalid
    with transaction.atomic():
        held = hold(actor, draft, visitor)
        if held.case_number:
            return _receipt_of(held)
        if held.party_id is None:
            raise NotAllowed(SIGN_IN)
        if expected is not None and expected != held.edition:
            raise Changed({})
        if not queries.is_offered(held):
            raise Incomplete(competence.why_not_offered(item_of(held)))
        receipt, unneeded = _file(actor, held, key, source)
    forget_files(unneeded)
    return receipt


def _file(actor: Actor, held: Draft, key: str, source: str) -> tuple[Receipt, list[Upload]]:
    item = item_of(held)
    uploads, checks = UPLOADS.rows(draft=held.pk), CHECKS.rows(draft=held.pk)
    checks = _licences_asked_again(held, item, checks)
    known = queries.context_of(uploads, checks)
    needed = judging.complete(item, held.answers, held.values, known)
    receipt = cases.receive(actor=actor, application=_application(held, item, needed, checks, key, source))
    _wait_for_registers(held, item, receipt.number, needed)
    _close(held, receipt)
    return receipt, _without_place(uploads, needed)


def _licences_asked_again(held: Draft, item: Version, checks: list[Check]) -> list[Check]:
    """A licence looked up more than a day ago may have been revoked since; the store is in this very database."""
    fresh = {check.material for check in checks if check.source == Check.Source.LICENCE and queries.is_fresh(check)}
    stale = [
        material
        for material in item.definition.materials_for(held.answers)
        if material.has_basis and material.licence and material.key not in fresh
    ]
    if not stale:
        return checks
    kept = [check for check in checks if check.source == Check.Source.RESOURCE or check.material in fresh]
    return kept + [asking.licence(held, material) for material in stale]


def _application(
    held: Draft, item: Version, needed: Checklist, checks: Sequence[Check], key: str, source: str
) -> Application:
    registered: dict[str, Any] = {}
    for check in checks:
        if check.state == "confirmed" and queries.is_fresh(check):
            registered.update(check.values)
    return Application(
        version=item.pk,
        applicant=held.party_id or 0,
        submitted_by=held.person_id,
        answers=item.definition.relevant(held.answers),
        values=judging.asked_values(item, held.answers, held.values),
        materials=tuple(line for need in needed.needs if (line := _line(need))),
        source="0" if held.post_id else source,
        key=f"{held.public_id}:{key}",
        contact_phone=judging.phone(item, held.answers, held.values),
        registered=registered,
        office=competence.office_for(item, held.answers, held.values).pk,
        place=competence.place_of(item, held.answers, held.values),
    )


def _line(need: Need) -> MaterialLine | None:
    """A paper as the case keeps it; one that was left out because it may be is no line."""
    if need.state == "optional":
        return None
    files = tuple(FileRef(file.digest, file.name, file.media_type, file.size) for file in need.files)
    # A register that was not asked in time verifies later, like one that was down.
    state = "to_verify" if need.state == "unchecked" else need.state
    return MaterialLine(
        key=need.key,
        name=need.name,
        state=state,
        rule=need.rule,
        source=need.source,
        files=files,
        licence_identifier=need.licence_identifier,
        checked_at=need.checked_at,
    )


def _wait_for_registers(held: Draft, item: Version, number: str, needed: Checklist) -> None:
    resources: dict[str, Material] = {m.key: m for m in item.definition.materials_for(held.answers)}
    now = calendar.now()
    waiting = [
        Waiting(
            case_number=number,
            material=need.key,
            resource=resources[need.key].resource,
            party_id=held.party_id,
            purpose=item.definition.name.zh[:200],
            facts=asking.facts_for(item.definition, held.values, resources[need.key].resource),
            since=now,
            next_at=now,
        )
        for need in needed.needs
        if need.state in ("to_verify", "unchecked")
    ]
    if waiting:
        Waiting.objects.bulk_create(waiting)


def _without_place(uploads: list[Upload], needed: Checklist) -> list[Upload]:
    """Files that no line of the case holds (another situation, or a source knew after all) do not stay."""
    held = {file.public_id for need in needed.needs for file in need.files}
    unneeded = [row for row in uploads if row.public_id not in held]
    if unneeded:
        Upload.objects.filter(pk__in=[row.pk for row in unneeded]).delete()
    return unneeded


def _close(held: Draft, receipt: Receipt) -> None:
    """The case has the form now; a second copy of what a person typed serves nobody."""
    held.case_number, held.submitted_at = receipt.number, receipt.received_at
    held.receipt = {
        **asdict(receipt),
        "received_at": receipt.received_at.isoformat(),
        "promised_on": receipt.promised_on.isoformat() if receipt.promised_on else None,
    }
    held.values, held.updated_at = {}, calendar.now()
    rows.update(held, "case_number", "submitted_at", "receipt", "values", "updated_at")


def _receipt_of(held: Draft) -> Receipt:
    kept = dict(held.receipt or {})
    kept["received_at"] = datetime.fromisoformat(kept["received_at"])
    kept["promised_on"] = date.fromisoformat(kept["promised_on"]) if kept["promised_on"] else None
    return Receipt(**kept)
