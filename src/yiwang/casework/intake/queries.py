"""Questions about drafts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from yiwang.casework.intake import competence, materials, prefilling, rules
from yiwang.casework.intake.materials import Checked, Checklist, Context, FileRef
from yiwang.casework.intake.models import Check, Draft, Upload
from yiwang.casework.intake.prefilling import Prefilled
from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.calendar import SHANGHAI
from yiwang.kit.crypto.tokens import token
from yiwang.kit.errors import NotFound, Text
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.definition.elements import DataElement
from yiwang.registers.parties import queries as parties

# A source's answer holds for a day; after that it counts as not asked.
FRESH = timedelta(hours=24)


@dataclass(frozen=True)
class DraftLine:
    """One of my drafts, for a list."""

    public_id: str
    name: Text
    code: str
    step: str
    started_at: datetime
    updated_at: datetime
    kept_until: date


@dataclass(frozen=True)
class Page:
    """A page of a list; `next` is passed as `after` for the following one, empty at the end."""

    rows: tuple[DraftLine, ...]
    next: str


@dataclass(frozen=True)
class Line:
    """One field as it is read back: what was asked, and what was given in words."""

    key: str
    label: Text
    value: Text


@dataclass(frozen=True)
class Section:
    """One page of the form as it is read back; `is_done` tells whether it has been filled in fully."""

    key: str
    title: Text
    lines: tuple[Line, ...]
    is_done: bool


def visible_to(actor: Actor, visitor: str = "") -> QuerySet[Draft]:
    """The drafts one may see: of the party acted for; at a desk, those begun there; before signing in, one's own."""
    if actor.kind == "staff" and actor.post is not None:
        return Draft.objects.filter(post=actor.post)
    if actor.kind == "person" and actor.party is not None:
        return Draft.objects.filter(party=actor.party, post=None)
    if visitor:
        return Draft.objects.filter(visitor=visitor_token(visitor))
    return Draft.objects.none()


def visitor_token(visitor: str) -> bytes:
    """What a visitor's drafts are found by: who reads the table cannot take the visitor's place."""
    return token("intake.visitor", visitor)


def find(drafts: QuerySet[Draft], public_id: str) -> Draft:
    """One of these drafts; raises NotFound."""
    return found(drafts.filter(public_id=public_id).first() if public_id else None)


def found(draft: Draft | None) -> Draft:
    """What a question has found; raises NotFound where it is nothing."""
    if draft is None:
        raise NotFound(Text("没有找到这份草稿，可能已经删除。", "This draft was not found; it may have been deleted."))
    return draft


def draft(public_id: str, *, actor: Actor, visitor: str = "") -> Draft:
    """One draft; raises NotFound for an unknown one and for another's alike."""
    return find(visible_to(actor, visitor), public_id)


def mine(actor: Actor, *, visitor: str = "", after: str = "", limit: int = 20) -> Page:
    """Drafts not filed yet, the last touched first."""
    rows = visible_to(actor, visitor).filter(case_number="").order_by("-updated_at", "public_id")
    if after:
        rows = rows.filter(_behind(after))
    found = list(rows[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return Page(
        rows=tuple(_line(row) for row in found[:limit]),
        next=f"{last.updated_at.isoformat()}~{last.public_id}" if last else "",
    )


def checklist(draft: Draft) -> Checklist:
    """Which materials the person gives, and why the others are not asked; in the order to read them."""
    definition = catalogue.version(draft.version_id).definition
    return materials.checklist(definition.materials_for(draft.answers), context(draft))


def context(draft: Draft) -> Context:
    """What is known about the draft's materials: uploads, and what sources had said within a day.

    For a filed draft as of its filing, so that a receipt reads the same for ever.
    """
    uploads, checks = Upload.objects.filter(draft=draft).order_by("id"), Check.objects.filter(draft=draft)
    return context_of(uploads, checks, draft.submitted_at)


def context_of(uploads: Iterable[Upload], checks: Iterable[Check], at: datetime | None = None) -> Context:
    """The same from rows at hand; answers count that were fresh at the instant `at` (now)."""
    files: dict[str, tuple[FileRef, ...]] = {}
    for row in uploads:
        files[row.material] = (*files.get(row.material, ()), file_of(row))
    said = [row for row in checks if is_fresh(row, at)]
    return Context(
        resources={row.material: _checked(row) for row in said if row.source == Check.Source.RESOURCE},
        licences={row.material: _checked(row) for row in said if row.source == Check.Source.LICENCE},
        uploads=files,
    )


def is_fresh(check: Check, at: datetime | None = None) -> bool:
    """Whether the answer was less than a day old at the instant `at` (now)."""
    return check.at > (at or calendar.now()) - FRESH


def file_of(upload: Upload) -> FileRef:
    """A row as the pure rules know a file."""
    return FileRef(upload.digest, upload.name, upload.media_type, upload.size, upload.public_id)


def file(draft: Draft, public_id: str) -> FileRef:
    """One file of the draft, for showing it to its owner; raises NotFound."""
    row = Upload.objects.filter(draft=draft, public_id=public_id).first()
    if row is None:
        raise NotFound
    return file_of(row)


def prefilled(draft: Draft) -> dict[str, Prefilled]:
    """By field key, what the city's records already say; nothing before signing in."""
    if draft.party_id is None:
        return {}
    item = catalogue.version(draft.version_id)
    people = parties.identities(pk for pk in (draft.party_id, draft.person_id) if pk)
    party, person = people[draft.party_id], people.get(draft.person_id or 0)
    return prefilling.prefill(item.definition, item.elements, draft.answers, party, person)


def shown(draft: Draft) -> tuple[Section, ...]:
    """The form read back, page by page, for the summary."""
    item = catalogue.version(draft.version_id)
    return tuple(
        Section(
            key=page.key,
            title=page.title,
            lines=tuple(
                Line(
                    entry.key,
                    entry.label or item.elements[entry.element].name,
                    _in_words(item.elements[entry.element], draft.values.get(entry.key)),
                )
                for entry in page.fields
            ),
            is_done=page.key in draft.pages,
        )
        for page in item.definition.pages_for(draft.answers)
    )


def version_of(draft: Draft) -> catalogue.Version:
    """The version of a draft as it holds at the competent office; of a filed one, at the office that has the case."""
    version = catalogue.version(draft.version_id)
    filed_at = (draft.receipt or {}).get("office")
    return catalogue.version(version.pk, filed_at or competence.office_for(version, draft.answers, draft.values).pk)


def is_office_known(draft: Draft) -> bool:
    """Whether the draft says enough to tell the competent office."""
    return competence.is_told(catalogue.version(draft.version_id), draft.answers, draft.values)


def newer(draft: Draft) -> catalogue.Version | None:
    """The version in force today, if the draft was begun under another; the draft keeps working all the same."""
    begun = catalogue.version(draft.version_id)
    now = catalogue.current(begun.definition.code, begun.city)
    return now if now and now.pk != begun.pk else None


def is_offered(draft: Draft) -> bool:
    """False when the item was taken away while the draft lay: nothing can be filed any more."""
    return catalogue.is_offered(catalogue.version(draft.version_id).item)


def _line(row: Draft) -> DraftLine:
    definition = catalogue.version(row.version_id).definition
    kept = row.updated_at.astimezone(SHANGHAI).date() + timedelta(days=rules.keep_days())
    return DraftLine(
        row.public_id, definition.name, definition.code, row.step, row.started_at, row.updated_at, kept_until=kept
    )


def _behind(after: str) -> Q:
    instant, _, public_id = after.partition("~")
    try:
        at = datetime.fromisoformat(instant)
    except ValueError:
        raise NotFound from None
    if at.tzinfo is None:
        raise NotFound
    return Q(updated_at__lt=at) | Q(updated_at=at, public_id__gt=public_id)


def _checked(row: Check) -> Checked:
    return Checked(row.state, Text(row.name, row.name_en), row.at, row.licence_identifier)


def _in_words(element: DataElement, value: Any) -> Text:
    return Text("（未填）", "(not given)") if value is None else element.in_words(value)
