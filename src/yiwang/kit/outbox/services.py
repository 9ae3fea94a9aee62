"""Telling a fact."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from yiwang.kit import calendar, rows
from yiwang.kit.outbox.hearing import kind_of
from yiwang.kit.outbox.models import Fact


def tell(event: Any) -> None:
    """Write the fact in the transaction of the act. `event` is a frozen dataclass of plain values."""
    rows.insert(draw_up(event))


def draw_up(event: Any) -> Fact:
    """What `tell` inserts, for a service that puts all its rows into one statement of its own."""
    return Fact(kind=kind_of(type(event)), body=asdict(event), told_at=calendar.now())
