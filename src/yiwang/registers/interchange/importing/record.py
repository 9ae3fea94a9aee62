"""One record of a source read as a declaration of an item. Pure.

Nothing is invented: what the source leaves open is a default and stands in `assumed`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from yiwang.kit.codes import Malformed
from yiwang.kit.codes import items as item_codes
from yiwang.kit.codes.items import ItemCode
from yiwang.kit.errors import Text
from yiwang.registers.interchange.importing import problems as p
from yiwang.registers.interchange.importing import standard
from yiwang.registers.interchange.importing.problems import RowProblem, shown
from yiwang.registers.interchange.importing.source import Source
from yiwang.registers.parties.names import unprintable

LONGEST_NAME = 200
_LIMIT = re.compile(r"(\d{1,4})\s*[(（]?\s*([^\d()（）\s]+?)\s*[)）]?")


@dataclass
class Read:
    """A record read: its declaration (None when it is left out), its agency, and what was wrong."""

    number: int
    declared: dict[str, Any] | None = None
    agency: str = ""
    agency_name: str = ""
    level: str = "city"
    problems: list[RowProblem] = field(default_factory=list)
    label: str = ""

    def tell(self, name: str, value: Any, reason: Text, severity: Any = "warning") -> None:
        self.problems.append(RowProblem(self.label, name, shown(value), reason, severity))


def read(number: int, record: Any, source: Source) -> Read:
    """The record on line `number` as a declaration, or left out whole with the error that says why."""
    made = Read(number, label=str(number))
    if not isinstance(record, Mapping):
        made.tell("", record, p.NOT_A_RECORD, "error")
        return made
    code = _code(record, source, made)
    name = _name(record, source, made)
    made.agency_name = source.stated(record, "agency")
    if not made.agency_name:
        made.tell(source.field("agency"), record.get(source.field("agency")), p.NO_AGENCY, "error")
    if code is None or not name or not made.agency_name:
        return made
    made.agency = code.agency
    made.declared = _declaration(code, name, record, source, made)
    return made


def _code(record: Mapping[str, Any], source: Source, made: Read) -> ItemCode | None:
    key = source.field("code")
    given = source.stated(record, "code")
    try:
        code = item_codes.parse(given)
    except Malformed as fault:
        made.tell(key, given, fault.citizen if given else p.NO_CODE, "error")
        return None
    made.label = f"{made.number} {code.code}"
    if code.form not in ("implementation", "handling"):
        made.tell(key, given, p.NO_CODE, "error")
        return None
    for warning in code.warnings:
        made.tell(key, given, warning)
    return code


def _name(record: Mapping[str, Any], source: Source, made: Read) -> str:
    given = source.stated(record, "name")
    kept = "".join(c for c in unicodedata.normalize("NFC", given) if not unprintable(c))
    kept = " ".join(kept.split())[:LONGEST_NAME]
    if not kept:
        made.tell(source.field("name"), record.get(source.field("name")), p.NO_NAME, "error")
    elif kept != given:
        made.tell(source.field("name"), given, p.NAME_MENDED)
    return kept


def _declaration(code: ItemCode, name: str, record: Mapping[str, Any], source: Source, made: Read) -> dict[str, Any]:
    subjects = _subjects(record, source, made)
    audience = ["person"] * ("1" in subjects) + ["organisation"] * any(s != "1" for s in subjects)
    limits, assumed = _limits(record, source, made)
    made.level = _level(code, source, made)
    url = source.stated(record, "url")
    declared = {
        **_named(code, name, made.agency_name),
        "kind": _kind(code, record, source, made),
        "audience": audience,
        "subjects": subjects,
        "channels": _channels(record, source),
        "visits": _visits(record, source, made),
        "topics": _topics(record, source, made),
        "keywords": _keywords(record, source),
        "effective_on": str(source.data["effective_on"]),
        "limits": limits,
        "result": {"kind": "99", "name": {"zh": f"{name}办理结果", "en": "Decision"}},
        "materials": _materials(record, source, made, url),
        "questions": standard.questions(audience),
        "form": standard.form(audience),
        **_told(record, source, url),
        "assumed": ["handling", "online_depth", "result", "form", "reach", "materials.basis", *assumed],
    }
    return {key: value for key, value in declared.items() if value not in ("", [])}


def _named(code: ItemCode, name: str, agency: str) -> dict[str, Any]:
    return {
        "code": code.code,
        "implementation": code.agency + code.level + code.catalogue,
        "name": {"zh": name, "en": f"{name} ({code.code})"},
        "summary": {"zh": f"由{agency}办理。", "en": f"Handled by {agency}."},
        "level": code.level,
        "department": code.agency,
    }


def _told(record: Mapping[str, Any], source: Source, url: str) -> dict[str, Any]:
    return {
        "conditions": _conditions(record, source),
        "place": _place(record, source),
        "phone": source.stated(record, "phone"),
        "complaint_phone": source.stated(record, "complaint_phone"),
        "url": url,
        "source": source.name,
    }


def _limits(record: Mapping[str, Any], source: Source, made: Read) -> tuple[dict[str, Any], list[str]]:
    statutory = _limit(record, "statutory", source, made, p.NO_STATUTORY)
    promised = _limit(record, "promised", source, made, p.NO_PROMISE)
    assumed = [] if promised else ["limits.promised"]
    if statutory and promised and promised["unit"] == statutory["unit"] and promised["count"] > statutory["count"]:
        made.tell(source.field("promised"), record.get(source.field("promised")), p.PROMISE_TOO_LONG)
    default = source.data.get("promised", {"count": 20, "unit": "1"})
    limits = {"promised": promised or dict(statutory or default)}
    return (limits | {"statutory": statutory} if statutory else limits), assumed


def _limit(record: Mapping[str, Any], name: str, source: Source, made: Read, missing: Text) -> dict[str, Any] | None:
    if not source.field(name):
        return None
    given = source.stated(record, name)
    if not given:
        made.tell(source.field(name), record.get(source.field(name)), missing)
        return None
    found = _LIMIT.fullmatch(given)
    unit = found.group(2) if found else ""
    for code, words in (("1", "working_days"), ("2", "natural_days")):
        if found and unit in source.words(words):
            return {"count": int(found.group(1)), "unit": code}
    made.tell(source.field(name), given, p.UNREADABLE_LIMIT)
    return None


def _visits(record: Mapping[str, Any], source: Source, made: Read) -> int:
    given = source.stated(record, "visits")
    again = source.stated(record, "visits_again") if source.field("visits_again") else ""
    if again and given and again != given:
        made.tell(source.field("visits_again"), again, p.VISITS_DIFFER)
    if given.isascii() and given.isdigit() and len(given) <= 2:
        return int(given)
    if source.field("visits"):
        made.tell(source.field("visits"), record.get(source.field("visits")), p.NO_VISITS)
    return 0


def _kind(code: ItemCode, record: Mapping[str, Any], source: Source, made: Read) -> str:
    given = source.stated(record, "kind") if source.field("kind") else code.kind
    if given != code.kind:
        made.tell(source.field("kind"), given, p.KIND_DIFFERS)
    kind = source.table("kinds").get(given)
    if kind is None:
        made.tell(source.field("kind") or source.field("code"), given, p.UNKNOWN_KIND)
    return kind or "10"


def _level(code: ItemCode, source: Source, made: Read) -> str:
    level = source.table("levels").get(code.level)
    if level is None:
        made.tell(source.field("code"), code.level, p.UNKNOWN_LEVEL)
    return level or "city"


def _subjects(record: Mapping[str, Any], source: Source, made: Read) -> list[str]:
    found: dict[str, None] = {}
    for word in _list(record, "subjects", source):
        code = source.table("subjects").get(word)
        if code is None:
            made.tell(source.field("subjects"), word, p.UNKNOWN_SUBJECT)
        else:
            found[code] = None
    if not found:
        made.tell(source.field("subjects"), record.get(source.field("subjects")), p.NO_SUBJECT)
    return list(found) or ["1"]


def _topics(record: Mapping[str, Any], source: Source, made: Read) -> list[str]:
    found: dict[str, None] = {}
    for word in _list(record, "themes", source):
        key = source.topic_of.get(word)
        if key is None:
            made.tell(source.field("themes"), word, p.UNKNOWN_THEME)
        found[key or "other"] = None
    return list(found)


def _channels(record: Mapping[str, Any], source: Source) -> list[str]:
    online = source.stated(record, "online") in source.words("yes")
    window = source.stated(record, "place") not in source.words("no_window")
    return ["1"] * (window or not online) + ["2"] * online


def _place(record: Mapping[str, Any], source: Source) -> str:
    place = source.stated(record, "place")
    for leading in source.words("leading"):
        place = place.removeprefix(leading)
    return "" if place in source.words("no_window") else place


def _conditions(record: Mapping[str, Any], source: Source) -> list[dict[str, str]]:
    text = source.stated(record, "conditions")
    return [] if not text or text in source.words("no_condition") else [{"zh": text, "en": text}]


def _keywords(record: Mapping[str, Any], source: Source) -> list[str]:
    given = [source.plain(record.get(name)) for name in source.data["fields"].get("keywords", [])]
    words = (word.strip() for text in given for word in re.split(r"[,，、;；\s]+", text))
    return list(dict.fromkeys(word for word in words if word))


def _materials(record: Mapping[str, Any], source: Source, made: Read, url: str) -> list[dict[str, Any]]:
    names: dict[str, None] = {}
    for given in _list(record, "materials", source):
        name = source.table("materials", "aliases").get(given.strip("《》"), given)[:LONGEST_NAME]
        if name in names:
            made.tell(source.field("materials"), given, p.MATERIAL_TWICE)
        names[name] = None
    return [_material(at, name, source, url) for at, name in enumerate(names, 1)]


def _material(at: int, name: str, source: Source, url: str) -> dict[str, Any]:
    issuer = source.table("materials", "issuers").get(name)
    # The guide asks for it and names no law: said so, and marked as assumed, rather than left as "nobody may ask".
    basis = {"law": "来源公布的办事指南"} | ({"url": url} if url else {})
    made = {"key": f"m{at}", "name": {"zh": name, "en": name}, "basis": [basis], "source": "20" if issuer else "10"}
    return made | ({"issuer": issuer, "kind": "1"} if issuer else {})


def _list(record: Mapping[str, Any], name: str, source: Source) -> list[str]:
    given = record.get(source.field(name))
    if isinstance(given, str) and given.lstrip().startswith("["):
        with suppress(ValueError):
            given = json.loads(given)
    if isinstance(given, str):
        parts = [given]
        for separator in source.data.get("separators", []):
            parts = [piece for part in parts for piece in part.split(separator)]
        given = parts
    values = given if isinstance(given, list) else []
    return [plain for value in values if (plain := source.plain(value))]
