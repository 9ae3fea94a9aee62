"""JSON Schema of a thing's file. `docs/packs.md` explains each key."""

from __future__ import annotations

from yiwang.kit.pack.shapes import Schema, line, many, maybe, one_of, table, text, width
from yiwang.registers.things.models import ThingVersion

KEY: Schema = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9_-]{0,59}$"}
# An item's own question stands in an answer as `member.question`.
ASKED: Schema = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9._-]{0,119}$"}
WORDS: Schema = {"type": "array", "items": line(200), "uniqueItems": True}
NAME, LONG = text(200, 300), text(2000)
HINT = table(["zh", "en"], {"zh": maybe(2000), "en": maybe(2000)})
WHEN: Schema = {
    "type": "object",
    "additionalProperties": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}},
}

OPTION = table(["value", "label"], {"value": KEY, "label": NAME, "hint": HINT})
QUESTION = table(
    ["key", "ask", "options"],
    {"key": KEY, "ask": NAME, "hint": HINT, "why": HINT, "when": WHEN, "options": many(OPTION, 2)},
)
ANSWER: Schema = {
    **table([], {"from": KEY, "values": {"type": "object", "additionalProperties": line(80)}, "is": line(80)}),
    "minProperties": 1,
}
AFTER = table(["item", "why"], {"item": KEY, "material": line(80), "why": LONG})
MEMBER = table(
    ["key", "code", "role"],
    {
        "key": KEY,
        "code": {"type": "string", "pattern": r"^\d{12}$"},
        "role": LONG,
        "when": WHEN,
        "answers": {"type": "object", "additionalProperties": ANSWER},
        "after": many(AFTER),
    },
)
EXAMPLE = table(
    ["answers", "items"],
    {
        "answers": {"type": "object", "additionalProperties": line(80), "propertyNames": ASKED},
        "items": {"type": "array", "items": KEY, "uniqueItems": True},
        "mine": WORDS,
        "days": {"type": "integer", "minimum": 0},
    },
)
THING = table(
    ["key", "name", "summary", "audience", "stage", "effective_on", "questions", "items", "examples"],
    {
        "key": {**KEY, "maxLength": width(ThingVersion, "key")},
        "name": text(60, 100),
        "summary": LONG,
        "audience": one_of("citizen enterprise"),
        "stage": text(30, 60),
        "icon": KEY,
        "order": {"type": "integer"},
        "keywords": WORDS,
        "assumed": WORDS,
        "effective_on": {"type": "string", "format": "date"},
        "questions": many(QUESTION),
        "items": many(MEMBER, 2),
        "examples": many(EXAMPLE, 1),
    },
)
