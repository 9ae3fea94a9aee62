"""Scenes: a case filed on a day, and what happened to it since. The pack says which; the services do it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from yiwang.casework.cases import queries as filed
from yiwang.casework.cases import services as cases
from yiwang.casework.intake import queries as drafts
from yiwang.casework.intake import services as intake
from yiwang.config.database import setup
from yiwang.config.demo import filling, papers
from yiwang.config.demo.people import Cast
from yiwang.kit import calendar
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.kit.calendar import workdays
from yiwang.kit.crypto.digest import sm3
from yiwang.kit.errors import Refusal
from yiwang.kit.pack import Pack
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.parties import queries as parties

log = logging.getLogger(__name__)
STEP = timedelta(minutes=7)
WINDOW = "0"


@dataclass(frozen=True)
class Scene:
    """`acts` are (working days after filing, act, what it says). `ago` counts working days before today."""

    key: str
    item: str
    who: int
    answers: dict[str, str]
    ago: int
    acts: tuple[dict[str, Any], ...]
    source: str = "1"
    values: dict[str, Any] = field(default_factory=dict)


def read() -> list[Scene]:
    """The scenes of the pack, each with the acts of its path; the earliest first, as their numbers will follow."""
    file = Pack(settings.PACK).file("demo/scenes")
    paths = {path["name"]: tuple(path["acts"]) for path in file.data.get("paths", ())}
    values, items = file.data.get("values", {}), file.data.get("items", {})
    found = [
        Scene(
            key=f"demo-{number:03d}",
            item=row["item"],
            who=row.get("who", number),
            answers=row.get("answers", {}),
            ago=row["ago"],
            acts=paths[row["path"]],
            source=row.get("source", "1"),
            values=values | items.get(row["item"], {}) | row.get("values", {}),
        )
        for number, row in enumerate(file.data.get("scenes", ()))
    ]
    return sorted(found, key=lambda scene: -scene.ago)


def play(scene: Scene, cast: Cast) -> bool:
    """File the case and let happen what happened; False where it cannot be. What was done before is not done again."""
    version = catalogue.current(scene.item, settings.CITY)
    if version is None:
        log.warning("%s: the pack has no item %s", scene.key, scene.item)
        return False
    applicant = cast.applicant(scene.item, version.definition.audience, scene.who)
    filed_on = _back(calendar.today(), scene.ago)
    try:
        at = _instant(filed_on, scene.key)
        with calendar.at(at):
            hand = _hand(scene, applicant, cast, version)
            number = setup.reached_as(f"{scene.key}=") or _file(scene, applicant, hand, version)
        office = filed.find(applicant, number).office_id
        for place, act in enumerate(scene.acts):
            day = workdays.current().add(filed_on, act["after"])
            at = _instant(day, f"{scene.key}{act['act']}", after=at)
            with calendar.at(at), _once(f"{scene.key}/{place}") as is_first:
                if is_first:
                    _act(act, number, office, applicant, cast)
    except Refusal as refusal:
        # One scene that the pack no longer allows does not keep the city from standing.
        fields = {name: text.en for name, text in refusal.fields.items()}
        log.warning("%s (%s) stops: %s %s %s", scene.key, scene.item, refusal.code, refusal.officer.en, fields)
        return False
    return True


@contextmanager
def _once(name: str) -> Iterator[bool]:
    """An act and the mark that it was done, together or not at all: a start killed in between goes on after it."""
    with transaction.atomic():
        is_first = not setup.reached(name)
        yield is_first
        if is_first:
            setup.mark(name)


def _hand(scene: Scene, applicant: Actor, cast: Cast, version: catalogue.Version) -> Actor:
    """Who fills it in: the applicant, or the clerk at whose window the applicant stands."""
    if scene.source != WINDOW:
        return applicant
    city_wide = version.definition.reach == "city"
    return cast.at_window(version.office.pk, city_wide=city_wide, number=scene.who) or applicant


def _file(scene: Scene, applicant: Actor, hand: Actor, version: catalogue.Version) -> str:
    draft = intake.start(actor=hand, code=scene.item, applicant=applicant.party if hand.kind == "staff" else None)
    asked = scene.answers or (dict(version.definition.examples[0].answers) if version.definition.examples else {})
    while question := version.definition.next_question(draft.answers):
        chosen = asked.get(question.key) or next(o.value for o in question.options if not o.stop)
        draft = intake.answer(actor=hand, draft=draft.public_id, question=question.key, value=chosen)
    checklist = intake.check_sources(actor=hand, draft=draft.public_id)
    for need in checklist.needs:
        if need.state in ("missing", "unchecked"):
            intake.upload(
                actor=hand, draft=draft.public_id, material=need.key, name=f"{need.name.zh}.pdf",
                data=papers.paper(need.name.zh),
            )  # fmt: skip
    _fill(scene, applicant, hand, version, draft.public_id)
    key = sm3(scene.key.encode()).hex()[:32]
    with transaction.atomic():
        number = intake.submit(actor=hand, draft=draft.public_id, key=key, source=scene.source).number
        setup.mark(f"{scene.key}={number}")
    return number


def _fill(scene: Scene, applicant: Actor, hand: Actor, version: catalogue.Version, draft: str) -> None:
    held = drafts.draft(draft, actor=hand)
    known = drafts.prefilled(held)
    party = parties.identity(applicant.party or 0)
    person = parties.identity(applicant.person or 0)
    for page in version.definition.pages_for(held.answers):
        values = {
            entry.key: known[entry.key].value
            if entry.key in known
            else filling.value_for(version.elements[entry.element], party, person, scene.key)
            for entry in page.fields
        }
        intake.save_page(actor=hand, draft=draft, page=page.key, values=values | _given(scene, values))


def _given(scene: Scene, values: dict[str, Any]) -> dict[str, Any]:
    return {key: filling.said(value, scene.key) for key, value in scene.values.items() if key in values}


def _act(act: dict[str, Any], number: str, office: int, applicant: Actor, cast: Cast) -> None:
    verb: Callable[..., Any] = getattr(cases, act["act"])
    said = {name: value for name, value in act.items() if name not in ("act", "after", "who")}
    who = act["who"]
    actor = applicant if who == "applicant" else SYSTEM if who == "system" else cast.staff(office, who)
    if act["act"] == "complete":
        said["materials"] = (papers.supplement("补正的图纸"),)
    if act["act"] in ("take", "send_message"):
        verb(actor=actor, number=number, **said)
    else:
        verb(actor=actor, number=number, expected=None, **said)


def _back(day: date, count: int) -> date:
    """The working day so many working days before."""
    calendar_ = workdays.current()
    while count > 0 or not calendar_.is_workday(day):
        day -= timedelta(days=1)
        count -= calendar_.is_workday(day)
    return day


def _instant(day: date, seed: str, *, after: datetime | None = None) -> datetime:
    """Some minute of office hours on that day, the same each time; never before what came before, never after now."""
    minutes = int.from_bytes(sm3(seed.encode())[:2], "big") % 440
    at = datetime.combine(day, time(9, 0), calendar.SHANGHAI) + timedelta(minutes=minutes)
    soonest = after + STEP if after else at
    return min(max(at, soonest).astimezone(UTC), calendar.now())
