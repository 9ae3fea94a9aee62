"""Questions about the life of items. Drafts are seen by the editors and publishers in whose care the item is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from yiwang.kit.actor import Actor
from yiwang.kit.errors import NotFound, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.definition import ItemDefinition, plain, read
from yiwang.registers.definition.known import Known
from yiwang.registers.drafts import filling, judging, life, rules
from yiwang.registers.drafts.judging import Finding
from yiwang.registers.drafts.models import Draft, Edition, Entry
from yiwang.registers.offices import queries as offices
from yiwang.registers.parties import queries as parties

ROLES = frozenset({"editor", "publisher"})
PAGE = 20


@dataclass(frozen=True)
class Line:
    """One line of a draft's journal; `act` is the table's word for it, `note` what was said with it."""

    act: str
    name: Text
    who: str
    at: datetime
    edition: int
    note: str
    content: str
    """SM3 of the declaration after the act, in hexadecimal."""


@dataclass(frozen=True)
class Listed:
    """A draft in a list. `cursor` is what the next page begins after."""

    public_id: str
    code: str
    name: Text
    kind: str
    state: str
    office: offices.Office
    edition: int
    effective_on: date | None
    updated_at: datetime
    cursor: str


@dataclass(frozen=True)
class View:
    """A draft whole. `may` are the acts open to whoever asked; `based_on` and `version` are versions' keys.

    `overtaken`: the item has a newer version than this draft began from (`services.move_over`).
    """

    public_id: str
    city: str
    code: str
    kind: str
    name: Text
    office: offices.Office
    declared: Mapping[str, Any]
    state: str
    edition: int
    based_on: int | None
    version: int | None
    effective_on: date | None
    reason: str
    updated_at: datetime
    overtaken: bool
    journal: tuple[Line, ...]
    may: frozenset[str]


@dataclass(frozen=True)
class Version:
    """One version in an item's history; `who` approved it at the desk, empty for a pack or an import."""

    past: catalogue.Past
    who: str


def visible_to(actor: Actor) -> QuerySet[Draft]:
    """An editor's or publisher's own office; of the whole city for the office that looks after all items."""
    if actor.kind == "system":
        return Draft.objects.all()
    if actor.kind != "staff" or not actor.roles & ROLES or actor.office is None:
        return Draft.objects.none()
    if rules.looks_after_all(actor):
        return Draft.objects.filter(city=offices.department(actor.office).city)
    return Draft.objects.filter(department=actor.office)


def may_care_for(actor: Actor, department: int, city: str) -> bool:
    """Whether items of this department are the actor's to edit or review, by the roles they have."""
    if actor.kind != "staff" or not actor.roles & ROLES or actor.office is None:
        return False
    if actor.office == department:
        return True
    return rules.looks_after_all(actor) and offices.department(actor.office).city == city


def drafts_for(
    actor: Actor, *, state: str | Iterable[str] | None = None, after: str | None = None, limit: int = PAGE
) -> list[Listed]:
    """Drafts the actor may see, last changed first; `after` is the cursor of the last one seen.

    `state` is one state or several; left out: all. A broken cursor begins again.
    """
    rows = visible_to(actor).order_by("-updated_at", "-pk")
    if state is not None:
        rows = rows.filter(state__in=[state] if isinstance(state, str) else list(state))
    at, pk = _position(after)
    if at:
        rows = rows.filter(updated_at__lte=at).filter(Q(updated_at__lt=at) | Q(pk__lt=pk))
    found = list(rows.defer("declared", "reason")[:limit])
    held = offices.departments_by_pk(row.department_id for row in found)
    return [_listed(row, held[row.department_id]) for row in found]


def counts(actor: Actor) -> dict[str, int]:
    """How many open drafts the actor sees in each state."""
    rows = visible_to(actor).filter(state__in=life.OPEN)
    return dict.fromkeys(life.OPEN, 0) | dict(rows.values_list("state").annotate(n=Count("pk")))


def draft(actor: Actor, public_id: str, *, journal: bool = True) -> View:
    """One draft with its journal, unless nobody reads that, and what the actor may do now. Raises NotFound."""
    return view(actor, find(visible_to(actor), public_id), journal=journal)


def open_draft(actor: Actor, code: str, city: str) -> str | None:
    """The public id of the item's draft under way, if there is one and the actor may see it."""
    rows = visible_to(actor).filter(city=city, code=code, state__in=life.OPEN)
    return rows.values_list("public_id", flat=True).first()


def declared_in(public_id: str) -> View:
    """A draft for whoever holds the signed address of its preview. Raises NotFound."""
    return view(Actor(kind="anonymous"), find(Draft.objects.all(), public_id), journal=False)


def findings(
    declared: Mapping[str, Any], city: str, *, based_on: int | None = None, known: Known | None = None
) -> list[Finding]:
    """What stands against a declaration: faults of shape and sense, and the linter's findings; errors first.

    An "error" blocks submission and publication, a "warning" needs a reason. With `based_on`, the key of the version to
    be replaced, what the linter found wrong in that one already is a warning. `known` is what the item may name, for
    whoever has asked for that already.
    """
    before = catalogue.declaration(based_on) if based_on else None
    known = known or catalogue.known(city)
    return judging.judge(declared, filling.whole(declared), known, before, catalogue.beside(city))


def editions(actor: Actor, public_id: str) -> list[Line]:
    """The journal's lines of the editions that can be had back, newest first. Raises NotFound."""
    row = find(visible_to(actor), public_id)
    kept = set(Edition.objects.filter(draft=row).values_list("number", flat=True))
    first = {line.edition: line for line in reversed(_journal(row)) if line.edition in kept}
    return sorted(first.values(), key=lambda line: -line.edition)


def edition(actor: Actor, public_id: str, number: int) -> dict[str, Any] | None:
    """What an edition said; None for one no longer kept. Raises NotFound."""
    row = find(visible_to(actor), public_id)
    found: dict[str, Any] | None = (
        Edition.objects.filter(draft=row, number=number).values_list("declared", flat=True).first()
    )
    return found


def whole(declared: Mapping[str, Any]) -> dict[str, Any]:
    """A declaration with each of its papers whole, as a page shows it."""
    return filling.whole(declared)


def folded(declared: Mapping[str, Any]) -> dict[str, Any]:
    """A declaration as a draft keeps it: of a paper of the registry only what is the item's own."""
    return filling.folded(declared)


def definition(declared: Mapping[str, Any]) -> ItemDefinition:
    """What a declaration defines, papers whole: for `differences`, `consequences` and a preview. Raises Invalid."""
    return read(plain(filling.whole(declared)))


def definition_of(version: int) -> ItemDefinition:
    """What a version defines, by its key. Raises NotFound."""
    return catalogue.version(version).definition


def names(city: str) -> dict[str, Text]:
    """Names of what items refer to, by key: departments, topics, data elements, licence types."""
    found = {office.code: office.name for office in offices.departments(city)}
    found |= catalogue.topic_names(city)
    found |= {key: licence.name for key, licence in catalogue.licence_types().items()}
    return found | {key: element.name for key, element in catalogue.elements().items()}


def history(code: str, city: str) -> list[Version]:
    """An item's versions, newest first, with dates, origin and who approved."""
    found = catalogue.history(code, city)
    names = parties.staff_names(each.approved_by for each in found if each.approved_by)
    return [Version(each, names.get(each.approved_by or 0, "")) for each in found]


def find(rows: QuerySet[Draft], public_id: str) -> Draft:
    """The draft among these. Raises NotFound."""
    row = rows.filter(public_id=public_id).first() if "\x00" not in public_id else None
    if row is None:
        raise NotFound()
    return row


def view(actor: Actor, row: Draft, *, journal: bool = True) -> View:
    """A row as others see it."""
    last = catalogue.latest(row.code, row.city_id)
    return View(
        public_id=row.public_id,
        city=row.city_id,
        code=row.code,
        kind=row.kind,
        name=Text(row.name, row.name_en or row.name),
        office=offices.department(row.department_id),
        declared=row.declared,
        state=row.state,
        edition=row.edition,
        based_on=row.based_on_id,
        version=row.version_id,
        effective_on=row.effective_on,
        reason=row.reason,
        updated_at=row.updated_at,
        overtaken=row.state in life.OPEN and (last.pk if last else None) != row.based_on_id,
        journal=_journal(row) if journal else (),
        may=_may(actor, row, last),
    )


def _may(actor: Actor, row: Draft, last: catalogue.Past | None) -> frozenset[str]:
    if not may_care_for(actor, row.department_id, row.city_id):
        return frozenset()
    found = life.may(row.state, row.kind, actor.roles, has_written=actor.person in row.writers)
    return found if last and is_pending(row, last) else found - {"cancel"}


def is_pending(row: Draft, last: catalogue.Past) -> bool:
    """Whether what the draft brought about is still to come: its version is scheduled, or its retirement."""
    if row.kind == life.RETIRE:
        return last.retired_on is not None and last.retired_on == row.effective_on and last.stage != "retired"
    return last.pk == row.version_id and last.stage == "scheduled"


def _journal(row: Draft) -> tuple[Line, ...]:
    entries = list(Entry.objects.filter(draft=row).order_by("line"))
    names = parties.staff_names(entry.post_id for entry in entries)
    return tuple(
        Line(
            act=entry.act,
            name=life.row(entry.act).name,
            who=names.get(entry.post_id, ""),
            at=entry.at,
            edition=entry.edition,
            note=entry.note,
            content=bytes(entry.content).hex(),
        )
        for entry in entries
    )


def _listed(row: Draft, office: offices.Office) -> Listed:
    return Listed(
        public_id=row.public_id,
        code=row.code,
        name=Text(row.name, row.name_en or row.name),
        kind=row.kind,
        state=row.state,
        office=office,
        edition=row.edition,
        effective_on=row.effective_on,
        updated_at=row.updated_at,
        cursor=f"{row.pk}.{row.updated_at.isoformat()}",
    )


def _position(cursor: str | None) -> tuple[datetime | None, int]:
    pk, _, at = (cursor or "").partition(".")
    if not (pk.isascii() and pk.isdigit()) or len(pk) > 18:
        return None, 0
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return None, 0
    return (found, int(pk)) if found.tzinfo else (None, 0)
