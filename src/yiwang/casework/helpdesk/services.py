"""Rating a case."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from yiwang.casework.cases import queries as cases
from yiwang.casework.helpdesk import queries
from yiwang.casework.helpdesk.events import RatingGiven
from yiwang.casework.helpdesk.models import Rating
from yiwang.casework.helpdesk.satisfaction import CHANNELS, LEVELS, grade
from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, NotAllowed, NotFound, Refusal, Text
from yiwang.kit.ledger import kinds
from yiwang.kit.ledger.services import record
from yiwang.kit.outbox.services import tell
from yiwang.kit.turns import take_turn
from yiwang.registers.parties import queries as parties

RATED = kinds.kind("helpdesk.rated", "您评价了这次办理", "You rated how your case went")
LONGEST = 500
CHOOSE = Text("请选一个满意度。", "Please choose how satisfied you were.")
OTHER_TAG = Text("标签和满意度对不上，请重新选。", "These tags belong to another level; please choose again.")
TOO_LONG = Text("最多 500 字。", "At most 500 characters.")
NO_CHANNEL = Text("不知道是从哪里评价的。", "Where this rating was given is not known.")


class NotDecided(Refusal):
    """The case has no result yet."""

    code = "rating_too_early"
    citizen = Text("办完以后才能评价。", "You can rate it once it is done.")


class RatedAlready(Refusal):
    """Rated, and followed up."""

    code = "rated_already"
    citizen = Text("您已经评价并追评过了，谢谢。", "You have rated this and added to it. Thank you.")


def rate(
    *, actor: Actor, case_number: str, level: int, tags: Collection[str] = (), text: str = "", channel: str = "mobile"
) -> int:
    """Say how it was; returns 1 for the rating and 2 for the one follow-up that is open after it.

    Only the applicant of a decided case rates, one rating an event. Raises NotFound, NotAllowed, NotDecided,
    RatedAlready, Invalid.
    """
    case = cases.visible_to(actor).filter(number=case_number).first()
    if case is None:
        raise NotFound
    if actor.kind != "person" or actor.party != case.applicant_id:
        raise NotAllowed
    if case.state not in queries.DECIDED:
        raise NotDecided
    words = _checked(level, tags, text.strip(), channel)
    with transaction.atomic():
        # Two presses at once wait for each other here; the second then sees what the first has said.
        take_turn(f"helpdesk.rating {case_number}")
        if said := _said_already(case_number, words):
            return said
        rating = Rating(case_number=case_number, number=queries.next_number(case_number), **words)
        rating.item_code, rating.office, rating.applicant_id = case.item_code, case.office_id, case.applicant_id
        return _give(actor, rating)


def _said_already(case_number: str, words: dict[str, Any]) -> int | None:
    """The number of the last rating if it says the very same: a second press of a button is not a follow-up."""
    last = Rating.objects.filter(case_number=case_number).order_by("-number").first()
    return last.number if last and all(getattr(last, name) == value for name, value in words.items()) else None


def _give(actor: Actor, rating: Rating) -> int:
    if rating.number > queries.MOST:
        raise RatedAlready
    rating.at = calendar.now()
    rating.save(force_insert=True)
    facts = {"number": rating.number, "level": rating.level}
    subject = parties.subject_of(rating.applicant_id)
    record(RATED, actor=actor, subject=subject, case_number=rating.case_number, facts=facts)
    tell(
        RatingGiven(
            case_number=rating.case_number,
            number=rating.number,
            item_code=rating.item_code,
            office=rating.office,
            level=rating.level,
            grade=grade(rating.level),
            tags=",".join(rating.tags),
            channel=rating.channel,
            at=rating.at.isoformat(),
        )
    )
    return rating.number


def _checked(level: int, tags: Collection[str], text: str, channel: str) -> dict[str, Any]:
    faults: dict[str, Text] = {}
    if level not in LEVELS:
        faults["level"] = CHOOSE
    elif not set(tags) <= {tag.code for tag in queries.tags(level)}:
        faults["tags"] = OTHER_TAG
    if len(text) > LONGEST:
        faults["text"] = TOO_LONG
    if channel not in CHANNELS:
        faults["channel"] = NO_CHANNEL
    if faults:
        raise Invalid(fields=faults)
    return {"level": level, "tags": sorted(set(tags)), "text": text, "channel": channel}
