"""JSON Schema of `materials/*.toml`. Codes are those of GB/T 39046; `docs/packs.md` explains each key."""

from __future__ import annotations

from yiwang.kit.pack.shapes import Schema, line, many, one_of, several_of, table, text

KEY: Schema = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9._-]{0,79}$"}
TRIMMED: Schema = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^\S(.*\S)?$"}
NAME = table(["zh", "en"], {"zh": TRIMMED, "en": {**TRIMMED, "maxLength": 300}})
COUNT: Schema = {"type": "integer", "minimum": 1, "maximum": 99}
VALIDITY = table([], {"years": COUNT, "months": COUNT, "days": COUNT, "note": text(300), "basis": line(200)}) | {
    "anyOf": [{"required": [key]} for key in ("years", "months", "days", "note")]
}
FIELD = table(
    [],
    {
        "label": NAME,
        "element": KEY,
        "width": one_of("full half third"),
        "lines": {"type": "integer", "minimum": 1, "maximum": 14},
        "options": many(NAME, 2),
        "sample": {"type": "string", "minLength": 1, "maxLength": 600},
    },
) | {"if": {"not": {"required": ["element"]}}, "then": {"required": ["label"]}}
PAGE = table(["fields"], {"title": NAME, "fields": many(FIELD, 1)})
BLANK = table(
    ["pages"],
    {
        "title": NAME,
        "to": NAME,
        "statement": text(600, 1200),
        "signatures": many(NAME, 1),
        "notes": many(text(300, 600)),
        "pages": many(PAGE, 1),
    },
)
PAPER = table(
    ["key", "name", "kind", "form", "source"],
    {
        "key": KEY,
        "name": NAME,
        "aliases": {"type": "array", "items": TRIMMED, "uniqueItems": True},
        "kind": one_of("1 2 3"),
        "form": one_of("1 2 3"),
        "source": one_of("10 20 30 99"),
        "issuer": TRIMMED,
        "licence": KEY,
        "resource": KEY,
        "validity": VALIDITY,
        "hint": text(2000),
        "accept": several_of("pdf image ofd word excel dwg"),
        "size": TRIMMED,
        "blank": BLANK,
        "assumed": {"type": "array", "items": TRIMMED, "uniqueItems": True},
    },
)
