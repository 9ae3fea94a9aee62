"""JSON Schema of a convenience's file. `docs/packs.md` explains each key."""

from __future__ import annotations

from yiwang.kit.pack.shapes import Schema, line, many, maybe, one_of, table, text, width
from yiwang.registers.conveniences import numbers
from yiwang.registers.conveniences.models import Convenience

KEY: Schema = {"type": "string", "pattern": r"^[a-z][a-z0-9_-]{0,59}$"}
# A name in a formula, where "-" takes away; and in an address, where some words are the reader's choices already.
TAKEN = ["today", "size", "lang", "go"]
WORD: Schema = {"type": "string", "pattern": r"^[a-z][a-z0-9_]{0,39}$", "not": {"enum": TAKEN}}
NAME, LONG = text(200, 300), text(1000)
HINT = table(["zh", "en"], {"zh": maybe(1000), "en": maybe(1000)})
WORDS: Schema = {"type": "array", "items": line(200), "uniqueItems": True}
DAY: Schema = {"type": "string", "format": "date"}
NUMBER: Schema = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}]}
BORDER: Schema = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^(-?\d+(\.\d+)?|\d{4}-\d{2}-\d{2})$"}]}
SPAN: Schema = {
    **table([], dict.fromkeys(("from", "above", "to", "below"), BORDER)),
    "minProperties": 1,
    "allOf": [{"not": {"required": ["from", "above"]}}, {"not": {"required": ["to", "below"]}}],
}
CHOSEN: Schema = {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}}
WHEN: Schema = {"type": "object", "additionalProperties": {"anyOf": [CHOSEN, SPAN]}}
BASIS = many(table(["law"], {"law": line(200), "article": maybe(200)}))
RULE: Schema = {"when": WHEN, "note": LONG, "basis": BASIS, "from": DAY, "until": DAY}

INPUT: Schema = {
    **table(
        ["key", "label", "kind"],
        {
            "key": WORD,
            "label": NAME,
            "kind": one_of("choice yes number integer money date"),
            "hint": HINT,
            "unit": text(30, 40),
            "least": BORDER,
            "most": BORDER,
            "default": {"type": ["string", "integer"]},
            "options": many(table(["value", "label"], {"value": KEY, "label": NAME, "hint": HINT}), 2),
            "personal": {"type": "boolean"},
        },
    ),
    "if": {"properties": {"kind": {"const": "choice"}}},
    "then": {"required": ["options"]},
    "else": {"not": {"required": ["options"]}},
}
STEP = table(
    ["key", "label", "kind", "rows"],
    {
        "key": WORD,
        "label": NAME,
        "kind": one_of("number integer money percent date month"),
        "unit": text(30, 40),
        "least": NUMBER,
        "shown": {"type": "boolean"},
        "rows": many(table(["value"], {"value": line(300), **RULE}), 1),
    },
)
EXAMPLE = table(
    ["on", "given"],
    {
        "on": DAY,
        "given": {"type": "object", "additionalProperties": {"type": ["string", "integer"]}},
        "values": {"type": "object", "additionalProperties": {"type": ["string", "integer"]}},
        "says": line(300),
    },
)
LISTS = "holidays halls offices"
PAGES = "verify cases things papers permits agencies licences search"
CONVENIENCE: Schema = {
    **table(
        ["key", "kind", "audience", "name", "summary"],
        {
            "key": {**KEY, "maxLength": width(Convenience, "key")},
            "kind": one_of("table code list page"),
            "audience": one_of("citizen enterprise both"),
            "name": text(40, 80),
            "summary": LONG,
            "icon": KEY,
            "order": {"type": "integer"},
            "keywords": WORDS,
            "topics": {"type": "array", "items": KEY, "uniqueItems": True},
            "items": {"type": "array", "items": {"type": "string", "pattern": r"^\d{12}$"}, "uniqueItems": True},
            "assumed": WORDS,
            "effective_on": DAY,
            "dated_by": WORD,
            "inputs": many(INPUT, 1),
            "steps": many(STEP),
            "results": many(table(["say"], {"say": LONG, **RULE}), 1),
            "remarks": many(LONG),
            "examples": many(EXAMPLE, 1),
            "target": KEY,
        },
    ),
    "allOf": [
        {
            "if": {"properties": {"kind": {"const": "table"}}, "required": ["kind"]},
            "then": {"required": ["effective_on", "inputs", "results", "examples"]},
            "else": {"required": ["target"]},
        },
        *(
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": {"properties": {"target": one_of(targets)}},
            }
            for kind, targets in (("code", " ".join(numbers.KINDS)), ("list", LISTS), ("page", PAGES))
        ),
    ],
}
