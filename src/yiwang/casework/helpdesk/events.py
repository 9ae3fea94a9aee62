"""Facts that the helpdesk tells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RatingGiven:
    """An applicant rated a case. `number` 1 is the rating, 2 the follow-up; `level` 1 to 5, 5 the best.

    `tags` are codes joined by commas; `grade` is good, middle or bad: a bad one has to be followed up within the
    pack's `rectify_days`.
    """

    case_number: str
    number: int
    item_code: str
    office: int
    level: int
    grade: str
    tags: str
    channel: str
    at: str
