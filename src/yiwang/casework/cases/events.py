"""Facts that cases tell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CaseMoved:
    """An act was done on a case. `at` is an ISO instant, `office` and `applicant` are keys of their rooms."""

    number: str
    act: str
    before: str
    after: str
    at: str
    office: int
    applicant: int
    item_code: str = ""
    licence: str = ""


@dataclass(frozen=True)
class MessageSent:
    """Somebody wrote a message inside a case."""

    number: str
    from_staff: bool
    office: int
    applicant: int


@dataclass(frozen=True)
class DeadlineNear:
    """A case reached a warning level (yellow, red, over_promise, over_law) for the first time."""

    number: str
    level: str
    due_on: str
    office: int
    officer: int | None
