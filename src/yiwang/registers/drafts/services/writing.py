"""Writing: a draft begins from the last word on an item, from an older one or from nothing; each save is an edition."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.codes import Malformed
from yiwang.kit.codes import items as item_codes
from yiwang.kit.errors import Invalid, NotAllowed, NotFound, Refusal, Stale, Text
from yiwang.kit.pack import is_too_deep
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.definition import plain
from yiwang.registers.drafts import filling, keeping, life, queries, skeleton
from yiwang.registers.drafts.models import Draft
from yiwang.registers.drafts.queries import View
from yiwang.registers.offices import queries as offices

LONGEST = 400_000
"""Characters of a declaration as JSON: many times the longest item there is."""
TOO_LONG = Text("这份事项太长了，请精简。", "This item is too long.")
TOO_DEEP = Text("表里套表套得太深了，请写得平一些。", "Tables are nested too deeply: write it flatter.")
NO_NUMBER = Text("有一个数不是普通的数（nan 或 inf）。", "A number is none (nan or inf).")
CODE_STAYS = Text("事项编码不能在这里改。", "The item's code cannot be changed here.")


class Changed(Stale):
    """Somebody saved another edition meanwhile. `theirs` is what stands now, `yours` what was to be saved."""

    code = "draft_edition_changed"

    def __init__(self, theirs: View, yours: Mapping[str, Any]) -> None:
        super().__init__()
        self.theirs, self.yours = theirs, yours


class CodeTaken(Refusal):
    """There is an item or a draft with this code."""

    code = "item_code_taken"
    citizen = Text("这个编码已有事项或草稿在用。", "There is an item or a draft with this code already.")


def open(*, actor: Actor, code: str, city: str | None = None) -> View:
    """Begin to change an item, from its last word: the version in force, or one scheduled.

    An item has one open draft: whoever comes second is led to the first. Raises NotFound, NotAllowed.
    """
    last = _last(actor, code, _city(actor, city))
    return _begin(actor, code, last, "open", last.pk)


def revert(*, actor: Actor, code: str, version: int, city: str | None = None) -> View:
    """Begin a draft with what an older version of the item said (`version` is its key).

    Raises NotFound for a version of another item, NotNow where a draft is open, else as `open`.
    """
    place = _city(actor, city)
    last = _last(actor, code, place)
    if version not in {each.pk for each in catalogue.history(code, place)}:
        raise NotFound()
    if queries.open_draft(actor, code, place):
        raise keeping.NotNow()
    return _begin(actor, code, last, "revert", version)


@transaction.atomic
def create(
    *, actor: Actor, code: str, name: Text, audience: tuple[str, ...] = ("person",), department: str = ""
) -> View:
    """A draft of an item that the city does not have, from a small skeleton.

    `department` is a credit code, left out: the actor's own. Raises Invalid for the code, CodeTaken, NotAllowed.
    """
    city = _city(actor, None)
    office = offices.department_by_code(department) if department else offices.department(actor.office or 0)
    _allow(actor, office.pk, city)
    faults = _faults_of_new(code, name)
    if faults:
        raise Invalid(fields=faults)
    if catalogue.latest(code, city) is not None:
        raise CodeTaken()
    level = catalogue.known(city).departments.get(office.code, {})
    declared = skeleton.of(
        code=code, name=name, audience=audience, department=office.code, level=_level(level, city),
        effective_on=calendar.today(),
    )  # fmt: skip
    row = _row(actor, city, office.pk, code, life.NEW, declared, None)
    if not _kept(actor, row, "create"):
        raise CodeTaken()
    return queries.view(actor, row)


@transaction.atomic
def save(*, actor: Actor, draft: str, declared: Mapping[str, Any], expected: int) -> View:
    """Keep another edition; `expected` is the edition that was being edited. Faulty contents are kept too.

    What is as before makes no new edition. Raises Changed with both versions, Invalid, NotNow, NotFound, NotAllowed.
    """
    row = keeping.held(actor, draft, "save")
    body = _readable(declared, row.code)
    if row.edition != expected and body != row.declared:
        raise Changed(queries.view(actor, row), body)
    if body != row.declared:
        row.declared, row.edition = body, row.edition + 1
        row.name, row.name_en = _names(body)
        keeping.done(actor, row, "save")
    return queries.view(actor, row)


@transaction.atomic
def move_over(*, actor: Actor, draft: str) -> View:
    """The item got a newer version meanwhile: put the draft upon it. What the draft says stays as it is."""
    row = keeping.held(actor, draft, "move_over")
    last = catalogue.latest(row.code, row.city_id)
    if last is not None and last.pk != row.based_on_id:
        row.based_on_id, row.edition = last.pk, row.edition + 1
        keeping.done(actor, row, "move_over")
    return queries.view(actor, row)


@transaction.atomic
def retire(*, actor: Actor, code: str, from_on: date, reason: str, city: str | None = None) -> View:
    """Propose that the city offers the item no more from a day on; a publisher decides. Its cases go on.

    Raises Invalid for a day that is past or without a reason, NotNow where a draft of the item is open.
    """
    place = _city(actor, city)
    last = _last(actor, code, place)
    faults: dict[str, Text] = {}
    if from_on < calendar.today():
        faults["from_on"] = Text("不能从过去的日子起取消。", "It cannot be retired from a day that is past.")
    if not reason.strip():
        faults["reason"] = Text("请写明为什么取消。", "Say why it is retired.")
    if faults:
        raise Invalid(fields=faults)
    if _open_row(place, code):
        raise keeping.NotNow()
    row = _row(actor, place, last.department, code, life.RETIRE, _declared(last.pk), last.pk)
    row.effective_on, row.reason = from_on, reason.strip()
    if not _kept(actor, row, "retire", row.reason):
        raise keeping.NotNow()
    return queries.view(actor, row)


@transaction.atomic
def _begin(actor: Actor, code: str, last: catalogue.Past, act: str, source: int) -> View:
    city = offices.department(last.department).city
    if row := _open_row(city, code):
        return queries.view(actor, row)
    row = _row(actor, city, last.department, code, life.EDIT, _declared(source), last.pk)
    if not _kept(actor, row, act):
        row = Draft.objects.get(city=city, code=code, state__in=life.OPEN)
    return queries.view(actor, row)


def _kept(actor: Actor, row: Draft, act: str, note: str = "") -> bool:
    """Whether the row is the item's one open draft now; somebody else may have begun one in the same moment."""
    try:
        with transaction.atomic():
            keeping.done(actor, row, act, note)
    except IntegrityError:
        return False
    return True


def _row(
    actor: Actor, city: str, department: int, code: str, kind: str, declared: dict[str, Any], based_on: int | None
) -> Draft:
    name, english = _names(declared)
    return Draft(
        public_id=secrets.token_urlsafe(18),
        city_id=city,
        department_id=department,
        code=code,
        kind=kind,
        based_on_id=based_on,
        declared=plain(declared),
        name=name,
        name_en=english,
        opened_at=calendar.now(),
    )


def _declared(version: int) -> dict[str, Any]:
    return filling.folded(catalogue.declaration(version))


def _open_row(city: str, code: str) -> Draft | None:
    return Draft.objects.filter(city=city, code=code, state__in=life.OPEN).first()


def _last(actor: Actor, code: str, city: str) -> catalogue.Past:
    last = catalogue.latest(code, city)
    if last is None:
        raise NotFound()
    _allow(actor, last.department, city)
    return last


def _allow(actor: Actor, department: int, city: str) -> None:
    if not actor.has("editor") or not queries.may_care_for(actor, department, city):
        raise NotAllowed()


def _city(actor: Actor, city: str | None) -> str:
    if city:
        return city
    if actor.kind != "staff" or actor.office is None:
        raise NotAllowed()
    return offices.department(actor.office).city


def _level(department: Mapping[str, Any], city: str) -> str:
    codes = catalogue.known(city).level_codes
    return str(department.get("item_level") or codes.get(str(department.get("level")), "2"))


def _names(declared: Mapping[str, Any]) -> tuple[str, str]:
    name = declared.get("name")
    said = name if isinstance(name, dict) else {}
    return str(said.get("zh") or declared.get("code", ""))[:200], str(said.get("en") or "")[:300]


def _readable(declared: Mapping[str, Any], code: str) -> dict[str, Any]:
    if is_too_deep(declared):
        raise Invalid(TOO_DEEP)  # kept, no page could show it again, and the item could not be changed any more
    try:
        body = plain(declared)
    except TypeError:
        raise Invalid() from None
    try:
        said = json.dumps(body, ensure_ascii=False, allow_nan=False)
    except ValueError:
        raise Invalid(NO_NUMBER) from None  # neither JSON nor PostgreSQL has such a number
    if len(said) > LONGEST:
        raise Invalid(TOO_LONG)
    if "\\u0000" in json.dumps(body):
        raise Invalid()  # PostgreSQL keeps no such character
    if body.get("code") != code:
        raise Invalid(fields={"code": CODE_STAYS})
    return body


def _faults_of_new(code: str, name: Text) -> dict[str, Text]:
    faults = {}
    try:
        if item_codes.parse(code).form != "catalogue":
            faults["code"] = Text("请填 12 位基本编码。", "Enter the 12-digit basic code.")
    except Malformed as fault:
        faults["code"] = fault.citizen
    if not name.zh.strip() or len(name.zh) > 200 or len(name.en) > 300:
        faults["name"] = Text("请填写事项名称。", "Enter the item's name.")
    return faults
