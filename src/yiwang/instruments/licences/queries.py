"""Questions about licences."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from yiwang.instruments.licences import checking, contents, leaves
from yiwang.instruments.licences.contents import Line
from yiwang.instruments.licences.models import Change, Document, Licence, Obstacle, Type
from yiwang.instruments.licences.standing import STATES, State
from yiwang.instruments.licences.verdicts import Verdict
from yiwang.kit import calendar, files
from yiwang.kit.actor import Actor
from yiwang.kit.errors import NotFound, Text, Unavailable
from yiwang.kit.ledger.services import record
from yiwang.registers.definition.elements import LicenceType, licence_type
from yiwang.registers.parties import queries as parties

MAKING = Text("证照文件正在生成，几秒钟后再打开。", "The document is being made. Open it again in a few seconds.")


@dataclass(frozen=True)
class Held:
    """A licence that a party holds and may use now, checked against its signature."""

    pk: int
    identifier: str
    number: str
    type_key: str
    name: Text
    office: str
    values: dict[str, str] = field(repr=False)
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class Step:
    """What happened to a licence after issue. `reason` is for its holder and its office."""

    kind: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class LicenceView:
    """A licence as its holder and its office read it."""

    pk: int
    identifier: str
    number: str
    number_grouped: str
    code: str
    type_key: str
    name: Text
    state: State
    holder: int
    holder_name: str
    office: int
    office_name: str
    case_number: str
    lines: tuple[Line, ...]
    issued_at: datetime
    valid_from: date
    valid_until: date | None
    has_document: bool
    obstacle: Text | None
    """Why the document could not be made, for the office."""
    history: tuple[Step, ...]

    @property
    def state_text(self) -> Text:
        return STATES[self.state]


def types() -> dict[str, LicenceType]:
    """The licence types in force, by key."""
    rows = Type.objects.order_by("key", "-number").distinct("key")
    return {row.key: licence_type(row.body) for row in rows}


def validity(type_key: str, starts_on: date) -> tuple[date, date | None]:
    """First and last day of a licence of this type that begins on a day; None for good. Raises NotFound."""
    row = Type.objects.filter(key=type_key).order_by("-number").first()
    if row is None:
        raise NotFound()
    return starts_on, last_day(row.body["valid"], starts_on)


def last_day(valid: dict[str, int | bool], starts_on: date) -> date | None:
    """The day before the anniversary; 29 February ends on 28 February."""
    if years := int(valid.get("years", 0)):
        try:
            return starts_on.replace(year=starts_on.year + years) - timedelta(days=1)
        except ValueError:
            return date(starts_on.year + years, 2, 28)
    if days := int(valid.get("days", 0)):
        return starts_on + timedelta(days=days - 1)
    return None


def visible_to(actor: Actor) -> QuerySet[Licence]:
    """A person's own, or those of the organisation they act for; staff see what their office issued; others nothing."""
    if actor.kind == "person" and actor.party:
        return Licence.objects.filter(holder_id=actor.party)
    if actor.kind == "staff" and actor.office:
        return Licence.objects.filter(office_id=actor.office)
    return Licence.objects.none()


def mine(actor: Actor) -> list[LicenceView]:
    """The licences of the party acted for, newest first; replaced versions are left out."""
    if actor.kind != "person":
        return []
    rows = _with_all(visible_to(actor)).exclude(changes__kind="replaced").order_by("-id")
    return [_view(row) for row in rows]


def view(reference: int | str, actor: Actor) -> LicenceView:
    """One licence, by pk or identifier; raises NotFound for unknown and for another's. Staff leave a leaf."""
    row = _visible(reference, actor)
    _leaf(leaves.READ, row, actor)
    return _view(row)


def of_case(case_number: str, actor: Actor) -> list[LicenceView]:
    """The licences that a case ended with, for whoever may see them. Staff leave a leaf for each."""
    rows = list(_with_all(visible_to(actor)).filter(case_number=case_number).exclude(case_number="").order_by("id"))
    for row in rows:
        _leaf(leaves.READ, row, actor)
    return [_view(row) for row in rows]


def document(reference: int | str, actor: Actor) -> bytes:
    """The sealed PDF; raises NotFound, or Unavailable while the worker makes it. Staff leave a leaf."""
    row = _visible(reference, actor)
    kept = Document.objects.filter(licence=row).first()
    if kept is None:
        raise Unavailable(MAKING)
    _leaf(leaves.DOWNLOADED, row, actor)
    return files.get(kept.digest)


def held(party: int, type_key: str) -> Held | None:
    """The newest licence of a type that the party may use today, its signature checked; None without one."""
    today = calendar.today()
    rows = Licence.objects.filter(Q(valid_until=None) | Q(valid_until__gte=today), holder_id=party, type_key=type_key)
    for row in rows.filter(valid_from__lte=today).order_by("-id").prefetch_related("changes"):
        if checking.standing_of(row) == "valid" and checking.verify_row(row):
            return _held(row)
    return None


def verdict(reference: str, code: str | None = None) -> Verdict:
    """Public verification by verification code, or by identifier (with its code if one is given)."""
    return checking.verdict(reference, code)


def _visible(reference: int | str, actor: Actor) -> Licence:
    which = {"pk": reference} if isinstance(reference, int) else {"identifier": reference}
    row = _with_all(visible_to(actor)).filter(**which).first()
    if row is None:
        raise NotFound()
    return row


def _leaf(kind: str, row: Licence, actor: Actor) -> None:
    if actor.kind == "person":
        return
    record(
        kind,
        actor=actor,
        subject=parties.subject_of(row.holder_id),
        case_number=row.case_number,
        facts={"identifier": row.identifier},
    )


def _with_all(rows: QuerySet[Licence]) -> QuerySet[Licence]:
    return rows.select_related("document").prefetch_related("changes", "obstacles")


def _held(row: Licence) -> Held:
    return Held(
        pk=row.pk,
        identifier=row.identifier,
        number=row.number,
        type_key=row.type_key,
        name=Text(**row.content["type"]["name"]),
        office=row.content["office"]["name"],
        values=dict(row.content["values"]),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def _view(row: Licence) -> LicenceView:
    changes: list[Change] = sorted(row.changes.all(), key=lambda change: change.pk)
    obstacles: list[Obstacle] = sorted(row.obstacles.all(), key=lambda obstacle: obstacle.pk)
    has_document = hasattr(row, "document")
    return LicenceView(
        pk=row.pk,
        identifier=row.identifier,
        number=row.number,
        number_grouped=contents.grouped_number(row.number),
        code=row.code,
        type_key=row.type_key,
        name=Text(**row.content["type"]["name"]),
        state=checking.standing_of(row),
        holder=row.holder_id,
        holder_name=row.content["holder"]["name"],
        office=row.office_id,
        office_name=row.content["office"]["name"],
        case_number=row.case_number,
        lines=contents.lines(row.content),
        issued_at=row.issued_at,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        has_document=has_document,
        obstacle=Text(obstacles[-1].zh, obstacles[-1].en) if obstacles and not has_document else None,
        history=tuple(Step(change.kind, change.at, change.reason) for change in changes),
    )
