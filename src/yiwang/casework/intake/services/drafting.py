"""Beginning a draft, answering, filling in pages, keeping it in step with the catalogue, and letting it go."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction

from yiwang.casework.intake import competence, moving, queries, rules, stepping
from yiwang.casework.intake.keeping import Changed, forget_files, item_of, locked, touch
from yiwang.casework.intake.models import Check, Draft, Upload
from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, NotAllowed, NotFound, Refusal, Text
from yiwang.kit.ledger import kinds
from yiwang.kit.ledger.services import record
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.definition.forms import schema_for, tidy, validate
from yiwang.registers.parties import queries as parties

AT_WINDOW = kinds.kind(
    "intake.window",
    "窗口工作人员为您填写申请",
    "A clerk at a window filled in an application for you",
)
NOT_OFFERED = Text(
    "这个事项现在不受理。请搜索其他事项，或拨打热线询问。", "This item is not offered now. Search for another one."
)
NOT_ASKED = Text("这个问题现在不用回答，请刷新页面。", "This question is not asked now. Reload the page.")
NO_APPLICANT = Text("请先登记来办事的人。", "First register the person standing here.")
TOO_LONG = Text("这一页填的内容太多。", "Too much was entered on this page.")
MOST_OF_A_PARTY, MOST_OF_A_VISITOR = 1000, 20
"""Drafts not filed yet; far above what anybody prepares, so that nobody fills the table."""
# Of one page: far above any real form, far below what would hurt.
MOST_CHARACTERS = 100_000


class TooManyDrafts(Refusal):
    """So many drafts lie open that another one would be a mistake or mischief."""

    code = "too_many_drafts"
    status = 429
    citizen = Text("您的草稿太多了，请先删掉不用的。", "You have too many drafts; please delete some first.")


def start(
    *, actor: Actor, code: str, visitor: str = "", city: str | None = None, applicant: int | None = None
) -> Draft:
    """Begin a draft of the item in force today. Raises NotFound, and NotAllowed without anybody to own the draft.

    A clerk names the `applicant` who stands at the window; a visitor who has not signed in brings a secret `visitor`.
    """
    item = catalogue.current(code, city)
    if item is None:
        gone = catalogue.taken_away(code, city)
        raise NotFound(competence.why_not_offered(gone) if gone else NOT_OFFERED)
    now = calendar.now()
    _see_room(actor, visitor)
    with transaction.atomic():
        draft = Draft.objects.create(
            public_id=secrets.token_urlsafe(18),
            version_id=item.pk,
            step=stepping.start(item.definition),
            started_at=now,
            updated_at=now,
            **_owner(actor, visitor, applicant),
        )
        if actor.kind == "staff":
            _record_at_window(actor, draft)
    return draft


def answer(
    *, actor: Actor, draft: Draft | str, question: str, value: str, expected: int | None = None, visitor: str = ""
) -> Draft:
    """Answer one situation question; what was answered on a road now left is forgotten. Raises Invalid, Changed."""
    with transaction.atomic():
        held = locked(actor, draft, visitor)
        definition = item_of(held).definition
        if held.answers.get(question) == value:
            return held
        _check_edition(held, expected, {question: value})
        definition.check_answers({question: value})
        if question not in {each.key for each in definition.questions_for(held.answers)}:
            raise Invalid(fields={question: NOT_ASKED})
        held.answers = definition.relevant({**held.answers, question: value})
        held.step = stepping.after_answers(definition, held.answers)
        # Another situation may ask for other fields: each page is judged again when it is saved or filed.
        held.pages = _pages_done(held)
        touch(held, "answers", "step", "pages")
    return held


def save_page(
    *,
    actor: Actor,
    draft: Draft | str,
    page: str,
    values: dict[str, Any],
    expected: int | None = None,
    leaving: bool = False,
    visitor: str = "",
) -> Draft:
    """Keep what was typed on one page, then judge it: Invalid says what to change, and what was typed is kept.

    With `leaving` (save and leave) an unfinished page is kept and nothing is said. Raises Changed with what was typed
    when the draft was changed on another page meanwhile; fields of other pages are not taken from here.
    """
    with transaction.atomic():
        held = locked(actor, draft, visitor)
        item = item_of(held)
        schema = schema_for(item.definition, item.elements, held.answers, page)
        typed = _typed(schema, values)
        others = {key: kept for key, kept in held.values.items() if key not in schema["properties"]}
        if held.values != {**others, **typed}:
            _check_edition(held, expected, typed)
        errors = validate(schema, typed)
        _keep_page(held, page, {**others, **typed}, done=not errors, leaving=leaving)
    if errors and not leaving:
        raise Invalid(fields=errors)
    return held


def move_over(*, actor: Actor, draft: Draft | str, visitor: str = "") -> Draft:
    """Go over to the version in force today, keeping every answer, value and file that still fits. Raises NotFound."""
    with transaction.atomic():
        held = locked(actor, draft, visitor)
        item = queries.newer(held)
        if item is None:
            return held
        held.answers = moving.answers(item.definition, held.answers)
        held.values = moving.values(item_of(held).definition, item.definition, held.values)
        held.version_id = item.pk
        held.pages = _pages_done(held)
        held.step = stepping.after_answers(item.definition, held.answers)
        Check.objects.filter(draft=held).delete()
        kept = [material.key for material in item.definition.materials]
        gone = list(Upload.objects.filter(draft=held).exclude(material__in=kept))
        Upload.objects.filter(pk__in=[row.pk for row in gone]).delete()
        touch(held, "answers", "values", "version", "pages", "step")
    forget_files(gone)
    return held


def claim(*, actor: Actor, visitor: str) -> int:
    """Give a visitor's drafts to the person who has just signed in; returns how many."""
    if actor.kind != "person" or actor.party is None or not visitor:
        return 0
    rows = Draft.objects.filter(visitor=queries.visitor_token(visitor))
    return rows.update(party_id=actor.party, person_id=actor.person, visitor=None, updated_at=calendar.now())


def delete(*, actor: Actor, draft: Draft | str, visitor: str = "") -> None:
    """Delete a draft with everything in it. A filed one stays: it is a case. Raises NotFound, AlreadyFiled."""
    with transaction.atomic():
        held = locked(actor, draft, visitor)
        gone = _remove([held.pk])
    forget_files(gone)


def expire(*, limit: int = 500) -> int:
    """Delete drafts that nobody has touched for as long as the pack keeps them (90 days); returns how many."""
    before = calendar.now() - timedelta(days=rules.keep_days())
    with transaction.atomic():
        old = Draft.objects.filter(case_number="", updated_at__lt=before).order_by("updated_at")
        pks = [row.pk for row in old.select_for_update(skip_locked=True)[:limit]]
        gone = _remove(pks)
    forget_files(gone)
    return len(pks)


def _owner(actor: Actor, visitor: str, applicant: int | None) -> dict[str, Any]:
    if actor.kind == "staff" and actor.post is not None and actor.has("clerk"):
        if applicant is None:
            raise Invalid(NO_APPLICANT)
        return {"party_id": applicant, "post_id": actor.post}
    if actor.kind == "person" and actor.party is not None:
        return {"party_id": actor.party, "person_id": actor.person}
    if actor.kind == "anonymous" and visitor:
        return {"visitor": queries.visitor_token(visitor)}
    raise NotAllowed


def _see_room(actor: Actor, visitor: str) -> None:
    most = MOST_OF_A_VISITOR if actor.kind == "anonymous" else MOST_OF_A_PARTY
    if queries.visible_to(actor, visitor).filter(case_number="")[:most].count() >= most:
        raise TooManyDrafts


def _record_at_window(actor: Actor, draft: Draft) -> None:
    subject = parties.subject_of(draft.party_id or 0)
    record(AT_WINDOW, actor=actor, subject=subject, purpose=item_of(draft).definition.code)


def _check_edition(held: Draft, expected: int | None, typed: dict[str, Any]) -> None:
    if expected is not None and expected != held.edition:
        raise Changed(typed)


def _typed(schema: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """Only this page's fields, tidied: a field of elsewhere is not taken from here."""
    known = {key: values[key] for key in schema["properties"] if key in values}
    if any(not isinstance(value, str | int | bool) for value in known.values()):
        raise Invalid
    if sum(len(value) for value in known.values() if isinstance(value, str)) > MOST_CHARACTERS:
        raise Invalid(TOO_LONG)
    return tidy(schema, known)


def _keep_page(held: Draft, page: str, values: dict[str, Any], *, done: bool, leaving: bool) -> None:
    changed = values != held.values
    held.values = values
    held.pages = sorted({*held.pages, page} if done else set(held.pages) - {page})
    definition = item_of(held).definition
    stays = leaving or not done
    held.step = f"page:{page}" if stays else stepping.after_page(definition, held.answers, held.pages, page)
    if changed:
        # What a register was asked may have come from the form.
        Check.objects.filter(draft=held, source=Check.Source.RESOURCE, uses_form=True).delete()
    touch(held, "values", "pages", "step")


def _pages_done(held: Draft) -> list[str]:
    """The pages that hold in the present situation, judged anew."""
    item = item_of(held)
    done = []
    for page in item.definition.pages_for(held.answers):
        schema = schema_for(item.definition, item.elements, held.answers, page.key)
        mine = {key: value for key, value in held.values.items() if key in schema["properties"]}
        if mine and not validate(schema, mine):
            done.append(page.key)
    return sorted(done)


def _remove(drafts: list[int]) -> list[Upload]:
    gone = list(Upload.objects.filter(draft__in=drafts))
    Draft.objects.filter(pk__in=drafts).delete()
    return gone
