"""What a licence says: made once from its type, its holder and the decision, then signed. Pure.

The content is plain texts only, so that its canonical form (sorted JSON, as in RFC 8785) is the same everywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yiwang.kit import masking
from yiwang.kit.errors import Invalid, Text
from yiwang.kit.ledger.canonical import canonical
from yiwang.registers.definition.elements import LicenceType

FORM = "yiwang/licence/1"
FOR_GOOD = "长期"
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_UNKNOWN = Text("这种证照没有这一项。", "This type of licence has no such field.")

Content = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One line of a licence as people read it. `source` is where it came from (`applicant.name`, `form.place`)."""

    key: str
    label: Text
    value: str
    source: str
    public: bool


def values(licence_type: LicenceType, given: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, str]:
    """The text of every field. `known` are the standard sources; the rest is `given` by field key or by its source.

    A standard source cannot be given otherwise: the name on a licence is its holder's. What nobody gave is empty.
    Raises Invalid for a key that the type does not have.
    """
    sources = {field.source for field in licence_type.fields}
    keys = {field.key for field in licence_type.fields}
    unknown = [key for key in given if key not in keys and key not in sources and "." not in key]
    if unknown:
        raise Invalid(fields=dict.fromkeys(unknown, _UNKNOWN))
    return {
        field.key: known[field.source]
        if field.source in known
        else plain(given.get(field.key, given.get(field.source, "")))
        for field in licence_type.fields
    }


def plain(value: Any) -> str:
    """A value as the text that is signed: dates in ISO form, several values side by side."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "、".join(plain(one) for one in value)
    return str(value).strip()


def shown(value: str) -> str:
    """A value as it is printed."""
    found = _DATE.fullmatch(value)
    if found:
        year, month, day = (int(part) for part in found.groups())
        return f"{year} 年 {month} 月 {day} 日"
    return value or "—"


def declared(licence_type: LicenceType) -> Content:
    """What the content keeps of its type, so that it can be read without any database."""
    return {
        "code": licence_type.code,
        "key": licence_type.key,
        "name": {"zh": licence_type.name.zh, "en": licence_type.name.en},
        "fields": [
            {"key": f.key, "zh": f.name.zh, "en": f.name.en, "from": f.source, "public": bool(f.public)}
            for f in licence_type.fields
        ],
    }


def lines(content: Content) -> tuple[Line, ...]:
    """Every field in the order of its type."""
    return tuple(
        Line(f["key"], Text(f["zh"], f["en"]), content["values"].get(f["key"], ""), f["from"], f["public"])
        for f in content["type"]["fields"]
    )


def public_lines(content: Content) -> tuple[Line, ...]:
    """What anyone may see who has the code: public fields, with a person's name and every number masked."""
    return tuple(
        Line(line.key, line.label, _masked(line, content["holder"]), line.source, True)
        for line in lines(content)
        if line.public
    )


def _masked(line: Line, holder: Mapping[str, str]) -> str:
    text = line.value
    if line.source == "applicant.number":
        return masking.identifier(text)
    if holder["kind"] == "person" and holder["name"]:
        text = text.replace(holder["name"], masked_name(holder["name"], "person"))
    return masking.text(text)


def masked_name(name: str, kind: str) -> str:
    """张**; of an organisation the first two and the last two characters: enough for somebody who holds the paper."""
    if kind == "person" or len(name) < 5:
        return name[:1] + "*" * max(len(name) - 1, 1)
    return name[:2] + "*" * (len(name) - 4) + name[-2:]


def encode(content: Content) -> bytes:
    """The bytes that are signed."""
    return canonical(content)


def decode(data: bytes) -> Content:
    """The content that these bytes are the canonical form of; ValueError if they are none."""
    content = json.loads(data)
    if not isinstance(content, dict) or content.get("form") != FORM or encode(content) != data:
        raise ValueError("not a licence in canonical form")
    for name in ("type", "holder", "office", "values"):
        if not isinstance(content[name], dict):
            raise ValueError(f"{name} is missing")
    return content


def grouped(text: str, size: int = 4) -> str:
    """310101 2026 7K3M QX2P: groups of four, as people read numbers aloud."""
    return " ".join(text[at : at + size] for at in range(0, len(text), size))


def grouped_number(number: str) -> str:
    """Division, year, then groups of four."""
    if re.fullmatch(r"\d{10}[0-9A-Z]{8}", number):
        return f"{number[:6]} {number[6:10]} {grouped(number[10:])}"
    return number
