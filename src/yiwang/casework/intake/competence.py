"""Which office decides: the named district's, else the item's own, then whoever its power was delegated to there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.casework.intake import judging
from yiwang.kit import calendar
from yiwang.kit.errors import Text
from yiwang.registers.catalogue.queries import Version
from yiwang.registers.offices import queries as offices
from yiwang.registers.offices.queries import Office
from yiwang.registers.powers import queries as powers

MOVED = Text(
    "改成这里，就归别的部门办了。请撤回这件申请，按新的地方重新提交。",
    "Another place means another office. Withdraw this application and file anew for that place.",
)
TAKEN_AWAY = Text("这个事项现在不受理了，所以不能提交。", "This item is no longer offered, so this cannot be filed.")


def office_for(version: Version, answers: Mapping[str, str], values: Mapping[str, Any]) -> Office:
    """The competent office today for what was answered and filled in. No query where nothing is delegated."""
    office = offices.office_by_code(named) if (named := named_in(version, answers, values)) else version.office
    way = offices.road(version.definition.power, office.pk, place_of(version, answers, values), calendar.today())
    return offices.office(way[-1].taker) if way else office


def is_told(version: Version, answers: Mapping[str, str], values: Mapping[str, Any]) -> bool:
    """Whether it is known yet: an item of one office always, one of the districts once the form names one."""
    competence = version.definition.competence
    if competence is None:
        return True
    asked = judging.asked_values(version, answers, values)
    return any(asked.get(field.key) for field in version.definition.fields() if field.element == competence.element)


def place_of(version: Version, answers: Mapping[str, str], values: Mapping[str, Any]) -> str:
    """Code of the smallest division or zone that the form names: by the premises, else the residence; "" if none.

    Where no address tells it, the district that the form names does. Of where a person lives no more than the district
    is kept: it is not written down in the clear more closely.
    """
    known = offices.gazetteer()
    for address, personal in _addresses(version, answers, values):
        if code := known.place(address):
            return known.district(code) if personal else code
    named = named_in(version, answers, values)
    return offices.office_by_code(named).division if named else ""


def deciding_fields(version: Version) -> set[str]:
    """Keys of the fields that tell the office: the one that names the district, and addresses."""
    named = version.definition.competence
    return {
        field.key
        for field in version.definition.fields()
        if version.elements[field.element].type == "address" or (named and field.element == named.element)
    }


def why_not_offered(version: Version) -> Text:
    """What is said when an item can no longer be applied for: the decision that cancelled its power, if it was that."""
    power = version.definition.power
    cancelled = powers.cancellations(version.city).get(power) if power else None
    if cancelled is None or cancelled.change is None or cancelled.starts_on is None:
        return TAKEN_AWAY
    if cancelled.starts_on > calendar.today():
        return TAKEN_AWAY
    day, change = cancelled.starts_on, cancelled.change
    return Text(
        f"这项权力自 {day.year} 年 {day.month} 月 {day.day} 日起取消，不再受理。依据：{change.basis}。{change.note.zh}",
        f"This power is cancelled from {day.isoformat()} and is no longer applied for. By {change.basis}. "
        f"{change.note.en}".strip(),
    )


def named_in(version: Version, answers: Mapping[str, str], values: Mapping[str, Any]) -> str:
    """Credit code of the office of the district that the form names; empty for an item that one office handles."""
    if version.definition.competence is None:
        return ""
    return version.definition.competent(judging.asked_values(version, answers, values))


def _addresses(version: Version, answers: Mapping[str, str], values: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Premises before the registered address, and that before where a person lives, each in the form's order."""
    asked = judging.asked_values(version, answers, values)
    fields = [(field.key, version.elements[field.element]) for field in version.definition.fields()]
    found = [(each.personal, bool(each.prefill), key) for key, each in fields if each.type == "address"]
    for personal, _, key in sorted(found, key=lambda each: each[:2]):
        if address := asked.get(key):
            yield str(address), personal
