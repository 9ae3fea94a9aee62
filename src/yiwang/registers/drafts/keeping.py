"""Holding a draft while an act is done on it, and writing the act down."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, NotAllowed, Refusal, Text
from yiwang.kit.ledger import kinds
from yiwang.kit.ledger.services import record
from yiwang.registers.definition import digest
from yiwang.registers.drafts import life, queries
from yiwang.registers.drafts.models import Draft, Edition, Entry
from yiwang.registers.offices import queries as offices

LEAVES = {
    row.act: kinds.kind(f"drafts.{row.act}", f"事项草稿：{row.name.zh}", f"Draft of an item: {row.name.en}")
    for row in life.TABLE
    if row.act not in ("open", "save", "move_over")
}
LONGEST_NOTE = 2000
EDITIONS = 40
"""So many of a draft's last editions can be had back."""


class NotNow(Refusal):
    """The draft is in a state in which this act does not exist, or this person may not do it."""

    code = "draft_not_now"
    citizen = Text(
        "这份草稿现在不能这样处理，请刷新看看它到了哪一步。", "Not at this stage. Reload to see where it is."
    )


class OwnWork(NotAllowed):
    """Four eyes: whoever wrote an edition neither approves nor publishes it."""

    code = "own_work"
    citizen = Text(
        "您写过这份草稿，不能自己审核或发布，请另一位审核员来做。",
        "You wrote part of this draft: another publisher approves and publishes it.",
    )


class NotYours(Invalid):
    """The item is, or by this declaration would be, with an office that is not in the actor's care."""

    code = "draft_names_other_offices"
    citizen = Text(
        "这里新写进了别的部门。把事项交给别的部门，要由管全市事项的部门来审核、发布。",
        "It names an office that is not yours. The office that looks after all items gives an item to another.",
    )


def see_whose(actor: Actor, row: Draft) -> None:
    """An office neither takes an item from another nor gives it one: it decides of its own items alone.

    Asked of the department that has the item now and of the one that would have it. Raises NotYours.
    """
    codes = {queries.definition(row.declared).department}
    if row.based_on_id:
        codes.add(queries.definition_of(row.based_on_id).department)
    if not all(queries.may_care_for(actor, offices.department_by_code(code).pk, row.city_id) for code in codes):
        raise NotYours(fields={"department": NotYours.citizen})


def held(actor: Actor, public_id: str, act: str) -> Draft:
    """The draft, locked until the transaction ends, for an act that is open to the actor.

    Raises NotFound, NotAllowed without the role, OwnWork, NotNow.
    """
    row = queries.find(queries.visible_to(actor).select_for_update(of=("self",)), public_id)
    step = life.row(act)
    if not actor.has(step.role):
        raise NotAllowed()
    if step.other_eyes and wrote(actor, row):
        raise OwnWork()
    if row.state not in step.before or row.kind not in step.kinds:
        raise NotNow()
    return row


def wrote(actor: Actor, row: Draft) -> bool:
    """Whether this person wrote any edition of the draft, from whichever post."""
    return actor.person in row.writers


def done(actor: Actor, row: Draft, act: str, note: str = "", facts: dict[str, Any] | None = None) -> None:
    """Write the act down and keep the row: its state is the table's, its writers are those who wrote."""
    step, before = life.row(act), row.state if row.pk else ""
    row.state, row.updated_at = step.after, calendar.now()
    if step.writes and actor.person is not None and actor.person not in row.writers:
        row.writers = [*row.writers, actor.person]
    row.save()
    _keep(row)
    content = digest(row.declared)
    last = Entry.objects.filter(draft=row).aggregate(last=Max("line"))["last"] or 0
    Entry.objects.create(
        draft=row, line=last + 1, act=act, before=before, after=row.state, edition=row.edition, post_id=actor.post,
        note=note.strip()[:LONGEST_NOTE], content=content, at=row.updated_at,
    )  # fmt: skip
    if act in LEAVES:
        said = {"draft": row.public_id, "item": row.code, "edition": row.edition, "content": content.hex()}
        record(LEAVES[act], actor=actor, facts=said | (facts or {}))


def _keep(row: Draft) -> None:
    """The edition as it stands, beside the last ones."""
    if Edition.objects.filter(draft=row, number=row.edition).exists():
        return
    Edition.objects.create(draft=row, number=row.edition, declared=row.declared)
    Edition.objects.filter(draft=row, number__lte=row.edition - EDITIONS).delete()
