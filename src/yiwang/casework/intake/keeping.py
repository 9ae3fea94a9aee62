"""Finding one's draft, holding it while it changes, and noticing that it changed elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from yiwang.casework.intake import queries
from yiwang.casework.intake.models import Draft, Upload
from yiwang.kit import calendar, files
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Refusal, Stale, Text
from yiwang.kit.rows import Question
from yiwang.kit.turns import take_turn
from yiwang.registers.catalogue.queries import Version, version

OWN: Question[Draft] = Question(
    lambda party, public_id: (
        queries.visible_to(Actor(kind="person", party=party))
        .filter(public_id=public_id)
        .select_for_update(of=("self",))
    ),
    party=int,
    public_id=str,
)


class Changed(Stale):
    """The draft was changed on another page; `typed` is what this page had, so that it can be shown again."""

    code = "draft_changed"

    def __init__(self, typed: dict[str, Any]) -> None:
        super().__init__()
        self.typed = typed


class AlreadyFiled(Refusal):
    """The draft has become a case."""

    code = "draft_filed"
    citizen = Text("这份申请已经提交了，请到“我的办件”查看。", "This has been filed already; see “My cases”.")


def locked(actor: Actor, draft: Draft | str, visitor: str = "") -> Draft:
    """The draft, held until the transaction ends. Raises NotFound, AlreadyFiled."""
    held = hold(actor, draft, visitor)
    if held.case_number:
        raise AlreadyFiled
    return held


def hold(actor: Actor, draft: Draft | str, visitor: str = "") -> Draft:
    """The draft, filed or not, held until the transaction ends. Raises NotFound."""
    if actor.kind == "person" and actor.party is not None:
        return queries.found(OWN.first(party=actor.party, public_id=public_id(draft)))
    return queries.find(queries.visible_to(actor, visitor).select_for_update(of=("self",)), public_id(draft))


def public_id(draft: Draft | str) -> str:
    """Of a draft at hand, or the id itself: services take either."""
    return draft if isinstance(draft, str) else draft.public_id


def touch(draft: Draft, *changed: str) -> None:
    """Save these columns as a new edition."""
    draft.edition += 1
    draft.updated_at = calendar.now()
    draft.save(update_fields=[*changed, "edition", "updated_at"])


def item_of(draft: Draft) -> Version:
    """The version of the item that the draft was begun under."""
    return version(draft.version_id)


def hold_file(digest: str) -> None:
    """Until the transaction ends nobody else in intake puts or removes this content: one cannot undo the other."""
    take_turn(f"intake.file {digest}")


def forget_files(uploads: Iterable[Upload]) -> None:
    """Remove from the store what these uploads alone had put there; their rows are gone already."""
    for digest in sorted({upload.digest for upload in uploads if upload.is_first}):
        with transaction.atomic():
            hold_file(digest)
            if not Upload.objects.filter(digest=digest).exists():
                files.delete(digest)
