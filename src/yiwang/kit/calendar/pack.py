"""What a pack says about working days: one file a year, `calendar/2026.toml`, after the State Council's notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from yiwang.kit.calendar.workdays import Calendar, Notice
from yiwang.kit.errors import Text
from yiwang.kit.pack import NotReadable, Pack, PackFile, Problem, check_schema, problem
from yiwang.kit.pack.shapes import line, many, table, text

_DAY = {"type": "string", "format": "date"}
_DAYS = {"type": "array", "items": _DAY, "uniqueItems": True}
_NOTICE = table(
    ["title", "number", "published_on", "url"],
    {"title": line(200), "number": line(60), "published_on": _DAY, "url": {"type": "string", "format": "uri"}},
)
_BREAK = table(["name", "off"], {"name": text(60), "off": _DAYS, "worked": _DAYS})
SCHEMA = table(
    ["year", "notices", "breaks"],
    {
        "year": {"type": "integer", "minimum": 2000, "maximum": 2099},
        "notices": many(_NOTICE, 1),
        "breaks": many(_BREAK, 1),
    },
)


def check(pack: Pack) -> list[Problem]:
    """Every fault of the calendar's files."""
    files = pack.files("calendar")
    found = [fault for file in files for fault in check_schema(file, SCHEMA) or list(_faults(file))]
    if not files:
        text = Text("没有任何年份的节假日安排。", "There is no year's arrangement of holidays.")
        found.append(Problem("calendar", 1, "", text))
    return found


def read(pack: Pack) -> Calendar:
    """The calendar of a pack; raises NotReadable if it has faults."""
    if check(pack):
        raise NotReadable(Text("城市包的节假日安排有错。", "The pack's calendar has faults."))
    files = [file.plain for file in pack.files("calendar")]
    return Calendar(
        off=frozenset(day for data in files for day in _days(data, "off")),
        worked=frozenset(day for data in files for day in _days(data, "worked")),
        years=frozenset(data["year"] for data in files),
        notices={data["year"]: tuple(_notice(entry) for entry in data["notices"]) for data in files},
    )


def load(pack: Pack) -> dict[str, int]:
    """Nothing is stored: days are read from the pack. Returns how many years it arranges."""
    return {"years": len(read(pack).years)}


def _days(data: dict[str, Any], which: str) -> Iterator[date]:
    return (date.fromisoformat(day) for entry in data["breaks"] for day in entry.get(which, []))


def _notice(entry: dict[str, str]) -> Notice:
    return Notice(entry["title"], entry["number"], date.fromisoformat(entry["published_on"]), entry["url"])


def _faults(file: PackFile) -> Iterator[Problem]:
    """What a schema cannot say: the file's own year, weekends, a day both off and worked."""
    data = file.plain
    if file.stem != str(data["year"]):
        yield problem(file, ("year",), Text("年份和文件名不一致。", "The year differs from the file's name."))
    off = set(_days(data, "off"))
    for index, entry in enumerate(data["breaks"]):
        for which in ("off", "worked"):
            for place, written in enumerate(entry.get(which, [])):
                for reason in _wrong(date.fromisoformat(written), data["year"], which, off):
                    yield problem(file, ("breaks", index, which, place), reason)


def _wrong(day: date, year: int, which: str, off: set[date]) -> Iterator[Text]:
    is_eve = day.year == year - 1 and day.month == 12
    if day.year != year and not is_eve:
        yield Text("这一天不属于这一年的安排。", "This day does not belong to the year.")
    if which == "worked" and day.weekday() < 5:
        yield Text("调休上班的日子应是周末。", "A make-up working day is a Saturday or Sunday.")
    if which == "worked" and day in off:
        yield Text("同一天既放假又上班。", "The day is both off and worked.")
