"""Publishing: what was approved becomes a version from a day on, or the end of the item; taken back before its day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Stale, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.catalogue import services as versions
from yiwang.registers.drafts import filling, keeping, life, queries
from yiwang.registers.drafts.judging import Finding
from yiwang.registers.drafts.models import Draft
from yiwang.registers.drafts.queries import View

PAST = Text("不能从过去的日子起生效。", "It cannot take effect on a day that is past.")


class NotClean(Invalid):
    """Errors stand against the declaration; `findings` says which."""

    code = "draft_not_clean"
    citizen = Text("还有错误要改，见列出的各处。", "Errors remain; see where they are listed.")

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(fields={one.path: one.text for one in self.findings})

    @classmethod
    def unless_clean(cls, found: Iterable[Finding]) -> None:
        if errors := [one for one in found if one.severity == "error"]:
            raise cls(errors)


class ReasonNeeded(Invalid):
    """Warnings stand against the declaration, and nobody said why they stay."""

    code = "draft_needs_a_reason"
    citizen = Text("还有提醒没有改，请写明为什么保留。", "Warnings remain: say why they stay.")

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(fields={"reason": self.citizen})


class Overtaken(Stale):
    """The item got a newer version since the draft was begun."""

    code = "draft_overtaken"
    citizen = Text(
        "这件事项在起草期间有了新版本，请退回，由编写人换到新版本上再送审。",
        "The item got a newer version meanwhile. Send the draft back to be put upon it.",
    )


@transaction.atomic
def publish(*, actor: Actor, draft: str, effective_on: date | None = None, reason: str = "") -> View:
    """Publish what was approved, from a day on: today if none is said, for a retirement the day proposed.

    Cases keep the version they were opened under. Raises OwnWork, Invalid for a day that is past, Overtaken, NotClean,
    ReasonNeeded where warnings remain and `reason` is empty, NotYours, NotNow, NotFound, NotAllowed.
    """
    row = keeping.held(actor, draft, "publish")
    versions.hold(city=row.city_id)
    day = effective_on or (row.effective_on if row.kind == life.RETIRE else None) or calendar.today()
    if day < calendar.today():
        raise Invalid(fields={"effective_on": PAST})
    last = catalogue.latest(row.code, row.city_id)
    if (last.pk if last else None) != row.based_on_id:
        raise Overtaken()
    keeping.see_whose(actor, row)
    row.publisher_id, row.effective_on = actor.person, day
    number = _retire(row, day) if row.kind == life.RETIRE else _publish(row, day, reason)
    facts = {"version": number, "effective_on": day.isoformat(), "approved_by": row.approved_by_id}
    keeping.done(actor, row, "publish", reason, facts)
    return queries.view(actor, row)


@transaction.atomic
def cancel(*, actor: Actor, draft: str, note: str) -> View:
    """Take back, before its day, what the draft was published to bring: the version before goes on."""
    row = keeping.held(actor, draft, "cancel")
    if not note.strip():
        raise Invalid(fields={"note": Text("请写明原因。", "Say why.")})
    versions.hold(city=row.city_id)
    last = catalogue.latest(row.code, row.city_id)
    if last is None or not queries.is_pending(row, last):
        raise keeping.NotNow()
    if row.kind == life.RETIRE:
        versions.go_on_offering(city=row.city_id, code=row.code)
    else:
        versions.cancel(city=row.city_id, code=row.code)
    keeping.done(actor, row, "cancel", note)
    return queries.view(actor, row)


def _publish(row: Draft, day: date, reason: str) -> int:
    row.declared = {**row.declared, "effective_on": day.isoformat()}
    found = queries.findings(row.declared, row.city_id, based_on=row.based_on_id)
    NotClean.unless_clean(found)
    warned = [one for one in found if one.severity == "warning"]
    if warned and not reason.strip():
        raise ReasonNeeded(warned)
    if warned:
        row.reason = reason.strip()
    origin = versions.Origin("desk", row.approved_by_id)
    versions.publish(city=row.city_id, items=[filling.whole(row.declared)], origin=origin)
    last = catalogue.latest(row.code, row.city_id)
    if last is None:
        raise keeping.NotNow()
    row.version_id = last.pk
    return last.number


def _retire(row: Draft, day: date) -> int:
    versions.retire(city=row.city_id, codes=[row.code], from_on=day, origin=versions.Origin("desk", row.approved_by_id))
    return 0
