"""What a journal says happened, as days: the ground on which the legal clock reads.

Pure. A day on which something happens is not counted; counting begins with the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Move:
    """One line of the journal. `on` is the day from which it counts, which for a deemed acceptance is the day received.

    `days` are working days: the planned days of a pause, or the days added by an extension. `until` is the last day
    of the planned days.
    """

    act: str
    after: str
    on: date
    days: int = 0
    until: date | None = None
    kind: str = ""


@dataclass(frozen=True)
class Hold:
    """Days that do not count: those after `after_on`, up to and including `until_on` (art. 45)."""

    after_on: date
    until_on: date
    planned_days: int
    kind: str
    running: bool = False


@dataclass(frozen=True)
class Course:
    """Where the case stands and since when."""

    state: str = ""
    received_on: date | None = None
    returned_on: date | None = None
    accepted_on: date | None = None
    decided_on: date | None = None
    decision: str = ""
    """The act that decided it, grant or refuse, as long as it stands."""
    ended_on: date | None = None
    holds: tuple[Hold, ...] = ()
    extension: int = 0
    returned_before: bool = False
    extended_before: bool = False
    deemed: bool = False


def of(moves: Iterable[Move]) -> Course:
    """Read a journal, oldest line first. Acts that move no clock leave it as it is."""
    course = Course()
    for move in moves:
        course = replace(_READ.get(move.act, _same)(course, move), state=move.after)
    return course


def _same(course: Course, move: Move) -> Course:
    return course


def _receive(course: Course, move: Move) -> Course:
    return replace(course, received_on=move.on)


def _return(course: Course, move: Move) -> Course:
    return replace(course, returned_on=move.on, returned_before=True)


def _accept(course: Course, move: Move) -> Course:
    return replace(course, accepted_on=move.on, deemed=move.act == "deem_accepted")


def _pause(course: Course, move: Move) -> Course:
    hold = Hold(move.on, move.until or move.on, move.days, move.kind, running=True)
    return replace(course, holds=(*course.holds, hold))


def _resume(course: Course, move: Move) -> Course:
    """A pause ends when it is ended or when its planned days end, whichever comes first."""
    *earlier, last = course.holds
    return replace(
        course, holds=(*earlier, replace(last, until_on=max(last.after_on, min(last.until_on, move.on)), running=False))
    )


def _extend(course: Course, move: Move) -> Course:
    return replace(course, extension=course.extension + move.days, extended_before=True)


def _decide(course: Course, move: Move) -> Course:
    return replace(course, decided_on=move.on, decision=move.act)


def _end(course: Course, move: Move) -> Course:
    """Whoever withdraws in the middle of a pause ends it."""
    holds = tuple(replace(hold, running=False) for hold in course.holds)
    return replace(course, ended_on=move.on, holds=holds)


def _correct(course: Course, move: Move) -> Course:
    """The time for a new decision, or for looking at the papers again, begins with the correction.

    A return that was a mistake never stopped the clock: the day received stays.
    """
    if move.after == "accepted":
        again = replace(course, accepted_on=move.on, decided_on=None, decision="", ended_on=None)
        return replace(again, holds=(), extension=0)
    received = course.received_on if course.state == "returned" else move.on
    return replace(course, received_on=received, ended_on=None)


_READ: dict[str, Callable[[Course, Move], Course]] = {
    "receive": _receive,
    "complete": _receive,
    "return_for_completion": _return,
    "accept": _accept,
    "deem_accepted": _accept,
    "pause": _pause,
    "resume": _resume,
    "extend": _extend,
    "grant": _decide,
    "refuse": _decide,
    "decline": _end,
    "withdraw": _end,
    "lapse": _end,
    "close": _end,
    "correct": _correct,
}
