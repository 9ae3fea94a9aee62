"""What became of an item: its versions as a list, what one said, and what the desk knows and the pack does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yiwang.kit import calendar
from yiwang.kit.errors import NotFound, Text
from yiwang.registers.catalogue.models import ItemVersion


@dataclass(frozen=True)
class Past:
    """One version in an item's history.

    `stage` is "scheduled", "in_force", "ended", "retired", "superseded" or "cancelled"; `origin` is "pack", "desk" or
    "import"; `approved_by` is the post that approved it at the desk.
    """

    pk: int
    number: int
    name: Text
    department: int
    effective_on: date
    ends_on: date | None
    retired_on: date | None
    stage: str
    origin: str
    approved_by: int | None
    loaded_at: datetime
    ahead_of_pack: bool


def history(code: str, city: str) -> list[Past]:
    """Every version of an item, newest first."""
    rows = ItemVersion.objects.filter(item__code=code, city=city).order_by("-number")
    today = calendar.today()
    return [_past(row, today) for row in rows.defer("body", "elements", "tokens", "pinyin", "search_name")]


def latest(code: str, city: str) -> Past | None:
    """The item's last word: the version in force, or the one scheduled after it; None for an item unknown."""
    return next((each for each in history(code, city) if each.stage != "cancelled"), None)


def declaration(version: int) -> dict[str, Any]:
    """What a version declares, as it is kept. Raises NotFound."""
    found = ItemVersion.objects.filter(pk=version).values_list("body", flat=True).first()
    if found is None:
        raise NotFound()
    body: dict[str, Any] = found
    return body


def ahead_of_pack(city: str) -> list[tuple[str, Past]]:
    """Items whose last version the desk wrote or retired and the pack does not know yet, by code."""
    rows = ItemVersion.objects.filter(city=city, ahead_of_pack=True).exclude(state="cancelled")
    codes = sorted(set(rows.values_list("item__code", flat=True)))
    found = [(code, latest(code, city)) for code in codes]
    return [(code, last) for code, last in found if last is not None and last.ahead_of_pack]


def _past(row: ItemVersion, today: date) -> Past:
    return Past(
        pk=row.pk,
        number=row.number,
        name=Text(row.name, row.name_en),
        department=row.department_id,
        effective_on=row.effective_on,
        ends_on=row.ends_on,
        retired_on=row.retired_on,
        stage=_stage(row, today),
        origin=row.origin,
        approved_by=row.approved_by_id,
        loaded_at=row.loaded_at,
        ahead_of_pack=row.ahead_of_pack,
    )


def _stage(row: ItemVersion, today: date) -> str:
    if row.state != "published":
        return row.state
    if row.retired_on and row.retired_on <= today:
        return "retired"
    if row.effective_on > today:
        return "scheduled"
    return "ended" if row.ends_on and row.ends_on < today else "in_force"
