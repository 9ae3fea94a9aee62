"""Reviewing: sent to review, sent back, approved by somebody who wrote nothing of it, withdrawn."""

from __future__ import annotations

from django.db import transaction

from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Refusal, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.drafts import filling, keeping, life, queries
from yiwang.registers.drafts.models import Draft
from yiwang.registers.drafts.queries import View
from yiwang.registers.drafts.services.publishing import NotClean

NOTE = Text("请写明原因。", "Say why.")


class NothingChanged(Refusal):
    """The draft says what the item says already."""

    code = "draft_changes_nothing"
    citizen = Text("和现行版本一样，没有要审核的内容。", "It says what the item says already: nothing to review.")


@transaction.atomic
def submit(*, actor: Actor, draft: str, note: str = "") -> View:
    """Send to review. Raises NotClean with every error, NothingChanged, NotNow, NotFound, NotAllowed."""
    row = keeping.held(actor, draft, "submit")
    NotClean.unless_clean(queries.findings(row.declared, row.city_id, based_on=row.based_on_id))
    if row.kind == life.EDIT and _says_the_same(row):
        raise NothingChanged()
    keeping.done(actor, row, "submit", note)
    return queries.view(actor, row)


@transaction.atomic
def send_back(*, actor: Actor, draft: str, note: str) -> View:
    """Give it back to its editors, who read the note; an approval given before no longer counts."""
    row = keeping.held(actor, draft, "send_back")
    _demand(note)
    row.approver = row.approved_by = None
    keeping.done(actor, row, "send_back", note)
    return queries.view(actor, row)


@transaction.atomic
def approve(*, actor: Actor, draft: str, expected: int, note: str = "") -> View:
    """Approve the edition that was read (`expected`). Raises OwnWork, NotYours, NotNow, NotFound."""
    row = keeping.held(actor, draft, "approve")
    if row.edition != expected:
        raise keeping.NotNow()
    keeping.see_whose(actor, row)
    row.approver_id, row.approved_by_id = actor.person, actor.post
    keeping.done(actor, row, "approve", note)
    return queries.view(actor, row)


@transaction.atomic
def withdraw(*, actor: Actor, draft: str, note: str = "") -> View:
    """Give up the draft; it stays readable, and another may be opened."""
    row = keeping.held(actor, draft, "withdraw")
    row.approver = row.approved_by = None
    keeping.done(actor, row, "withdraw", note)
    return queries.view(actor, row)


def _demand(note: str) -> None:
    if not note.strip():
        raise Invalid(fields={"note": NOTE})


def _says_the_same(row: Draft) -> bool:
    base = catalogue.declaration(row.based_on_id or 0)
    return {**base, "effective_on": ""} == {**filling.whole(row.declared), "effective_on": ""}
