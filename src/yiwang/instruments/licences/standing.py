"""What a licence is worth on a day: a reading of its dates and of what happened to it, never a stored state. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from yiwang.kit.errors import Text

State = Literal["valid", "not_yet", "suspended", "revoked", "expired"]

STATES: dict[State, Text] = {
    "valid": Text("有效", "Valid"),
    "not_yet": Text("尚未生效", "Not yet in force"),
    "suspended": Text("暂扣", "Suspended"),
    "revoked": Text("已失效", "Revoked"),
    "expired": Text("已过期", "Expired"),
}
CHANGES = ("suspended", "restored", "revoked", "replaced")
ENDS = ("revoked", "replaced")


def state(starts_on: date, ends_on: date | None, changes: Sequence[str], today: date) -> State:
    """`changes` in the order they happened; both days are included; no end means for good."""
    if any(change in ENDS for change in changes):
        return "revoked"
    if ends_on is not None and today > ends_on:
        return "expired"
    if changes and changes[-1] == "suspended":
        return "suspended"
    return "not_yet" if today < starts_on else "valid"
