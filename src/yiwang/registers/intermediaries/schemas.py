"""JSON Schemas of the files of services and agencies. `docs/packs.md` explains each key."""

from __future__ import annotations

from yiwang.kit.pack.shapes import Schema, line, many, maybe, one_of, table, text, width
from yiwang.registers.intermediaries.directory import DEPARTMENT, PRICE_KINDS
from yiwang.registers.intermediaries.models import Agency, Trade

KEY: Schema = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9-]{0,59}$"}
PAPER: Schema = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9._-]{0,79}$"}
AMOUNT: Schema = {"type": "string", "pattern": r"^\d{1,9}(\.\d{1,2})?$"}
DAY: Schema = {"type": "string", "format": "date"}
WORDS: Schema = {"type": "array", "items": line(80), "uniqueItems": True}
LIMIT = table(
    ["count", "unit"],
    {"count": {"type": "integer", "minimum": 1, "maximum": 400}, "unit": one_of("1 2"), "basis": line(200)},
)
LAW = table(["law"], {"law": line(200), "article": maybe(200), "url": line(300)})

SERVICE = table(
    ["key", "name", "summary", "papers", "basis", "price", "limit"],
    {
        "key": {**KEY, "maxLength": width(Trade, "key")},
        "name": text(width(Trade, "name"), 200),
        "summary": text(500, 800),
        "papers": {"type": "array", "items": PAPER, "uniqueItems": True},
        "basis": many(LAW),
        "standards": many(table(["number", "name"], {"number": line(60), "name": text(200, 300)})),
        "qualification": text(200, 300),
        "qualification_basis": line(200),
        "price": table(
            ["kind", "low", "high", "unit"],
            {
                "kind": one_of(" ".join(PRICE_KINDS)),
                **{"low": AMOUNT, "high": AMOUNT, "unit": text(40, 60), "basis": line(200)},
            },
        ),
        "limit": LIMIT,
        "bought_by": one_of(f"applicant {DEPARTMENT}"),
        "bought_basis": line(200),
        "assumed": WORDS,
    },
)
AGENCY = table(
    ["key", "code", "name", "division", "address", "phone", "since", "services"],
    {
        "key": {**KEY, "maxLength": width(Agency, "key")},
        "code": line(width(Agency, "code")),
        "name": text(100, 200),
        "division": {"type": "string", "pattern": r"^\d{6}$"},
        "address": text(200, 300),
        "phone": line(30),
        "since": DAY,
        "licences": many(table(["name", "number"], {"name": text(100, 200), "number": line(60), "until": DAY})),
        "services": many(
            table(
                ["service", "price", "limit"],
                {"service": KEY, "price": AMOUNT, "most": AMOUNT, "limit": LIMIT, "note": text(200, 300)},
            ),
            1,
        ),
        "assumed": WORDS,
    },
)
