"""What begins at midnight: cases under way follow a power that was delegated with them."""

from __future__ import annotations

import logging

from yiwang.casework.cases import queries, services
from yiwang.kit import calendar
from yiwang.registers.catalogue import services as catalogue
from yiwang.registers.offices import queries as offices
from yiwang.registers.offices import services as keeping
from yiwang.registers.offices.delegating import Delegation

log = logging.getLogger(__name__)
MOST_AT_ONCE = 500
"""Cases of one delegation that one run hands over; the rest waits a minute."""


def follow_powers() -> int:
    """Items of a power that is cancelled or restored from today on follow it. Returns how many items changed."""
    return sum(len(catalogue.follow_powers(city=city.code)) for city in offices.cities())


def hand_over_delegated() -> int:
    """Hand over what a delegation that has begun takes along; returns how many cases.

    It looks at what is still with the old office, so it may run twice, at two workers at once, and after a night in
    which nothing ran.
    """
    today = calendar.today()
    return sum(_hand_over(each, city.code) for city in offices.cities() for each in offices.to_move(city.code, today))


def _hand_over(delegation: Delegation, city: str) -> int:
    numbers = queries.numbers_under_way(delegation, city, limit=MOST_AT_ONCE)
    done = sum(
        services.transfer(number=number, giver=delegation.giver, taker=delegation.taker, basis=delegation.pending_basis)
        for number in numbers
    )
    if done < len(numbers):
        log.info("%s of %s are being acted on; handed over in a minute", len(numbers) - done, delegation.key)
    # On its first day an application received a moment before midnight may still be on its way into the table.
    if not numbers and calendar.today() > delegation.starts_on:
        keeping.note_moved(delegation=delegation.pk)
    return done
