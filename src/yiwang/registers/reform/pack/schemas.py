"""JSON Schemas of the reform's files. `docs/packs.md` explains each key."""

from __future__ import annotations

from yiwang.kit.pack.shapes import Schema, line, many, maybe, one_of, table, text, width
from yiwang.registers.reform.matter import MODES
from yiwang.registers.reform.models import Declaration

KEY: Schema = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9-]{0,59}$"}
WORDS: Schema = {"type": "array", "items": line(200), "uniqueItems": True}
DAY: Schema = {"type": "string", "format": "date"}
NAME, LONG = text(200, 300), text(2000)
HINT = table(["zh", "en"], {"zh": maybe(2000), "en": maybe(2000)})
MODE = one_of(" ".join(MODES))
CODE: Schema = {"type": "string", "pattern": r"^\d{12}$"}
WHEN: Schema = {
    "type": "object",
    "additionalProperties": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}},
}
ANSWERS: Schema = {
    "type": "object",
    "additionalProperties": {
        **table(
            [], {"from": line(130), "values": {"type": "object", "additionalProperties": line(80)}, "is": line(80)}
        ),
        "minProperties": 1,
    },
}

STEP = table(
    ["from", "mode", "list", "measures"],
    {"from": DAY, "mode": MODE, "list": KEY, "area": line(12), "number": line(20), "measures": many(LONG, 1)},
)
MATTER = table(
    ["key", "name", "department", "level", "before", "steps", "supervision", "basis"],
    {
        "key": {**KEY, "maxLength": width(Declaration, "key")},
        "name": NAME,
        "number": line(20),
        "department": KEY,
        "level": one_of("nation city district"),
        "before": LONG,
        "steps": many(STEP, 1),
        "supervision": many(LONG, 1),
        "basis": many(table(["law"], {"law": line(200), "article": line(60)}), 1),
        "item": CODE,
        "licence": KEY,
        "precedes": {"type": "boolean"},
        "assumed": WORDS,
    },
)
LIST = table(
    ["key", "title", "number", "issued_on", "effective_on", "area", "count"],
    {
        "key": KEY,
        "title": NAME,
        "number": maybe(60),
        "issued_on": DAY,
        "effective_on": DAY,
        "area": NAME,
        "count": {"type": "integer", "minimum": 1},
        "modes": many(table(["mode", "name", "count"], {"mode": MODE, "name": NAME, "count": {"type": "integer"}})),
        "assumed": WORDS,
    },
)
LISTS = table(
    ["lists", "departments"],
    {"lists": many(LIST, 1), "departments": many(table(["key", "name"], {"key": KEY, "name": NAME}), 1)},
)

OPTION = table(["value", "label"], {"value": KEY, "label": NAME, "hint": HINT})
QUESTION = table(
    ["key", "ask", "options"],
    {"key": KEY, "ask": NAME, "hint": HINT, "why": HINT, "when": WHEN, "options": many(OPTION, 2)},
)
ROW = table(
    ["why"],
    {
        "why": LONG,
        "when": WHEN,
        "needs": {"type": "array", "minItems": 1, "uniqueItems": True, "items": KEY},
        "item": CODE,
        "answers": ANSWERS,
    },
)
DECISION = table(["about", "rows"], {"about": NAME, "rows": many(ROW, 1)})
SUBJECT: Schema = {"key": KEY, "name": NAME, "questions": many(QUESTION), "decisions": many(DECISION)}
ASPECTS = table(
    ["aspects"],
    {"aspects": many(table(["key", "name", "decisions"], {**SUBJECT, "always": {"type": "boolean"}}), 1)},
)
EXAMPLE = table(
    ["answers", "permits"],
    {
        "answers": {"type": "object", "additionalProperties": line(80)},
        "permits": {"type": "object", "additionalProperties": MODE},
        "needless": WORDS,
        "bundle": maybe(60),
        "others": WORDS,
    },
)
SCOPE = table(
    ["key", "name", "industry", "wordings", "decisions"],
    {
        **SUBJECT,
        "key": {**KEY, "maxLength": width(Declaration, "key")},
        "label": NAME,
        "keywords": WORDS,
        "industry": {"type": "string", "pattern": r"^[A-T]\d{2,4}$"},
        "trade": {"type": "integer", "minimum": 1},
        "icon": KEY,
        "wordings": many(table(["text", "kind"], {"text": NAME, "kind": one_of("general permitted"), "when": WHEN}), 1),
        "aspects": many(table(["key"], {"key": KEY, "when": WHEN})),
        "bundles": many(table(["thing"], {"thing": KEY, "answers": ANSWERS, "when": WHEN})),
        "examples": many(EXAMPLE),
        "assumed": WORDS,
    },
)
