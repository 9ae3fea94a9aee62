"""JSON Schemas of the catalogue's files. Code sets are those of GB/T 39046-2020; `docs/packs.md` explains each key."""

from __future__ import annotations

from yiwang.kit.pack.shapes import Schema, many, one_of, several_of, table, text
from yiwang.registers.definition import codes
from yiwang.registers.definition.commitment import PARTS, WAYS
from yiwang.registers.definition.elements import TYPES

LINE: Schema = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^\S(.*\S)?$"}
KEY: Schema = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9._-]{0,79}$"}
LONG: Schema = {"type": "string", "minLength": 1, "maxLength": 2000}
CREDIT_CODE: Schema = {"type": "string", "pattern": "^[0-9A-Z]{18}$"}
FLAG: Schema = {"type": "boolean"}
WORDS: Schema = {"type": "array", "items": LINE, "uniqueItems": True}
WHEN: Schema = {
    "type": "object",
    "additionalProperties": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}},
}

TEXT = table(["zh", "en"], {"zh": LONG, "en": LONG})
NAME = table(["zh", "en"], {"zh": LINE, "en": {**LINE, "maxLength": 300}})
# A hint left open is as good as none.
HINT = table(["zh", "en"], {"zh": {"type": "string", "maxLength": 2000}, "en": {"type": "string", "maxLength": 2000}})
LAW = table(["law"], {"law": LINE, "article": {"type": "string", "maxLength": 200}, "url": {"type": "string"}})
BASIS = many(LAW)
LIMIT = table(
    ["count", "unit"],
    {
        "count": {"type": "integer", "minimum": 0, "maximum": 1000},
        "unit": one_of(codes.listed("unit")),
        "basis": LINE,
        "note": HINT,
    },
)
REACH = "district city delta nation"
COPIES: Schema = {"type": "integer", "minimum": 0, "maximum": 99}

OPTION = table(["value", "label"], {"value": KEY, "label": NAME, "hint": HINT, "stop": TEXT, "instead": LINE})
QUESTION = table(
    ["key", "ask", "options"],
    {"key": KEY, "ask": NAME, "hint": HINT, "why": HINT, "when": WHEN, "options": many(OPTION, 2)},
)
# An empty word takes back what the registry of papers says.
KEY_OR_NONE: Schema = {"type": "string", "pattern": r"^([a-z0-9][a-z0-9._-]{0,79})?$"}
LINE_OR_NONE: Schema = {"type": "string", "maxLength": 200}
MATERIAL = table(
    ["key", "necessity", "basis"],
    {
        "key": KEY,
        "paper": KEY,
        "name": NAME,
        "hint": HINT,
        "kind": one_of(codes.listed("paper")),
        "form": one_of(codes.listed("form")),
        "source": one_of(codes.listed("origin")),
        "issuer": LINE_OR_NONE,
        "necessity": one_of(codes.listed("necessity")),
        "originals": COPIES,
        "copies": COPIES,
        "collection": several_of(codes.listed("collection")),
        "basis": BASIS,
        "licence": KEY_OR_NONE,
        "resource": KEY_OR_NONE,
        "when": WHEN,
        "accept": several_of("pdf image ofd word excel dwg"),
        **dict.fromkeys(("timing", "filling", "standard", "usage", "origin"), HINT),
        **dict.fromkeys(("blank", "sample", "size"), LINE_OR_NONE),
    },
) | {
    # What a paper of the registry says by itself.
    "if": {"not": {"required": ["paper"]}},
    "then": {"required": ["name", "kind", "form", "source"]},
}
FIELD = table(["element"], {"element": KEY, "key": KEY, "required": FLAG, "label": HINT, "hint": HINT, "when": WHEN})
PAGE = table(["key", "title", "fields"], {"key": KEY, "title": NAME, "fields": many(FIELD, 1)})
DAY: Schema = {"type": "string", "format": "date"}
AMOUNT: Schema = {"type": "string", "pattern": r"^\d{1,9}(\.\d{1,2})?$"}
FEE = table(
    ["name", "amount", "basis"],
    {
        **{"name": NAME, "amount": AMOUNT, "basis": LINE, "when": WHEN},
        **{"standard": HINT, "reducible": FLAG, "reduction": HINT},
    },
)
EXAMPLE = table(
    ["answers", "mine"],
    {
        **{"answers": {"type": "object"}, "mine": {"type": "array", "items": {"type": "string"}}, "committed": FLAG},
        **{"situation": KEY, "fee": AMOUNT, "accepted_on": DAY, "due_on": DAY},
    },
)
LIMITS = table(["promised"], dict.fromkeys(("statutory", "promised", "completion", "later"), LIMIT))
RESULT = table(["kind", "name"], {"kind": one_of(codes.listed("result")), "licence": KEY, "name": NAME, "sample": LINE})
SITUATION = table(["key", "name", "when"], {"key": KEY, "name": NAME, "when": WHEN, "limits": LIMITS})
AUTHORITY = table(
    [],
    {
        **{"nature": one_of(codes.listed("nature")), "source": one_of(codes.listed("power"))},
        **{"content": HINT, "split": HINT, "entrusted": LINE, "agency": LINE, "jurisdiction": HINT},
    },
)
ACCESS = table(
    [],
    {
        **dict.fromkeys(("parcel", "booking", "payment", "terminal", "hall", "sign_on"), FLAG),
        **{"area": one_of(codes.listed("area")), "depth": several_of(codes.listed("depth"))},
        **{"four": one_of(codes.listed("four")), "system": one_of(codes.listed("level")), "web": LINE, "mobile": LINE},
    },
)
PROCEDURE = table(["kind", "name"], {"kind": one_of(codes.listed("procedure")), "name": NAME, "limit": LIMIT})
INTERMEDIARY = table(["name", "basis"], {"name": NAME, "basis": LINE, "material": KEY})
REMEDY = table(["kind", "body"], {"kind": one_of(codes.listed("remedy")), "body": NAME, "address": LINE, "phone": LINE})
COUNTER = table(["name", "address"], {"name": NAME, "address": LINE, "hours": HINT, "phone": LINE})
COMMITMENT = table(
    ["text", "basis", "decision"],
    {
        "text": many(table(["part", "clause"], {"part": one_of(" ".join(PARTS)), "clause": TEXT}), 2),
        **{"basis": BASIS | {"minItems": 1}, "allowed": LAW, "decision": LIMIT, "when": WHEN, "chosen": WHEN},
        **{"safety": FLAG, "replaces": {"type": "array", "items": KEY, "uniqueItems": True}},
        "later": many(table(["material", "limit"], {"material": KEY, "limit": LIMIT})),
        "exclusions": many(table(["key", "name"], {"key": KEY, "name": TEXT, "when": WHEN, "basis": LINE})),
        "check": table(["how", "by"], {"how": several_of(" ".join(WAYS)), "within": LIMIT, "by": NAME, "basis": LINE}),
        "breach": table(
            [],
            {
                "correct": LIMIT,
                "months": {"type": "integer", "minimum": 1, "maximum": 60},
                **{"record": FLAG, "basis": LINE},
            },
        ),
    },
)
FAQ = table(["ask", "answer"], {"ask": NAME, "answer": TEXT})
COMPETENCE = table(
    ["by", "element"],
    {"by": one_of("premises residence registration place choice"), "element": KEY, "fallback": CREDIT_CODE},
)
IMPLEMENTATION = table(
    ["department"],
    {
        **{"department": CREDIT_CODE, "division": {"type": "string", "pattern": r"^\d{6}$"}, "promised": LIMIT},
        **{"visits": {"type": "integer", "minimum": 0, "maximum": 9}, "reach": one_of(REACH), "access": ACCESS},
        **{"channels": several_of(codes.listed("channel")), "counters": many(COUNTER), "faq": many(FAQ)},
        **dict.fromkeys(("visits_reason", "quota", "hours"), HINT),
        **dict.fromkeys(("place", "contact", "phone", "complaint_phone"), LINE),
        "assumed": WORDS,
    },
)

ITEM = table(
    [
        *["code", "name", "summary", "kind", "level", "audience", "subjects", "department", "handling", "decided_by"],
        *["channels", "online_depth", "visits", "reach", "zero_material", "effective_on", "topics", "basis"],
        *["conditions", "limits", "result", "materials", "form"],
    ],
    {
        "code": {"type": "string", "pattern": r"^\d{12}$"},
        "implementation": {"type": "string", "pattern": r"^[0-9A-Z]{18}[1-7]\d{12}$"},
        "name": NAME,
        "summary": TEXT,
        "kind": one_of(codes.listed("kind")),
        "power": {"type": "string", "pattern": r"^\d{12}$"},
        "level": one_of(codes.listed("level")),
        "audience": several_of("person organisation"),
        "subjects": several_of(codes.listed("subject")),
        "department": CREDIT_CODE,
        "joint": {"type": "array", "items": CREDIT_CODE, "uniqueItems": True},
        "handling": one_of(codes.listed("handling")),
        "decided_by": one_of("system officer"),
        "channels": several_of(codes.listed("channel")),
        "online_depth": one_of(codes.listed("stage")),
        "visits": {"type": "integer", "minimum": 0, "maximum": 9},
        "visits_reason": HINT,
        "reach": one_of(REACH),
        "zero_material": FLAG,
        "effective_on": DAY,
        "topics": WORDS,
        "keywords": WORDS,
        "assumed": WORDS,
        "basis": BASIS | {"minItems": 1},
        "conditions": many(TEXT),
        "limits": LIMITS,
        "result": RESULT,
        "application": KEY,
        "fees": many(FEE),
        "questions": many(QUESTION),
        "situations": many(SITUATION),
        "materials": many(MATERIAL),
        "form": many(PAGE, 1),
        "faq": many(FAQ),
        "flow": many(table(["name"], {"name": NAME, "note": HINT, "when": WHEN})),
        "examples": many(EXAMPLE),
        **dict.fromkeys(("quota", "correction", "hours"), HINT),
        "authority": AUTHORITY,
        "access": ACCESS,
        "procedures": many(PROCEDURE),
        "intermediaries": many(INTERMEDIARY),
        "commitment": COMMITMENT,
        "remedies": many(REMEDY),
        "counters": many(COUNTER),
        "implementers": KEY,
        "implementations": many(IMPLEMENTATION),
        "competence": COMPETENCE,
        "person_topics": WORDS,
        "organisation_topics": WORDS,
        "place": LINE,
        "contact": LINE,
        "phone": LINE,
        "complaint_phone": LINE,
        "url": LINE,
    },
)

# As long as the columns they are kept in.
TOPIC_KEY: Schema = {**KEY, "maxLength": 60}
TOPIC_NAME = text(60, 100)
TOPICS = table(
    ["topics"],
    {
        "topics": many(
            table(
                ["key", "name", "audience"],
                {
                    "key": TOPIC_KEY,
                    "name": TOPIC_NAME,
                    "icon": TOPIC_KEY,
                    "audience": {"anyOf": [one_of("person organisation"), several_of("person organisation")]},
                    "order": {"type": "integer"},
                },
            )
        )
    },
)

_BOUND: Schema = {"type": ["integer", "number", "string"]}
PREFILLS = (
    "party.name party.number party.phone party.address person.name person.number "
    "organisation.name organisation.number organisation.representative "
    "party.division person.division organisation.division"
)
ELEMENT = table(
    # Without purpose, basis and retention nothing may be asked of a person (PIPL art. 17 and 19).
    ["key", "name", "type", "purpose", "basis", "retention_years", "personal"],
    {
        "key": KEY,
        "name": NAME,
        "hint": HINT,
        "type": one_of(" ".join(TYPES)),
        "max": _BOUND,
        "min": _BOUND,
        "pattern": {"type": "string", "format": "regex"},
        "choices": many(table(["value", "label"], {"value": KEY, "label": NAME}), 1),
        "prefill": one_of(PREFILLS),
        "purpose": TEXT,
        "basis": LINE,
        "retention_years": {"type": "integer", "minimum": 1, "maximum": 100},
        "personal": FLAG,
    },
)
ELEMENTS = table(["elements"], {"assumed": WORDS, "elements": many(ELEMENT)})

LICENCE = table(
    ["key", "code", "name", "holder", "valid", "fields"],
    {
        "key": KEY,
        "code": {"type": "string", "pattern": "^[0-9A-Z]{21}$"},
        "name": NAME,
        "holder": one_of("person organisation"),
        "issuer_level": {"type": "string"},
        "valid": {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
            "properties": {
                "years": {"type": "integer", "minimum": 1},
                "days": {"type": "integer", "minimum": 1},
                "long": {"const": True},
            },
        },
        "assumed": WORDS,
        "fields": many(
            table(
                ["key", "name", "from"],
                {
                    "key": KEY,
                    "name": NAME,
                    "from": {
                        "type": "string",
                        "pattern": r"^(applicant\.(name|number|address|representative)"
                        r"|(form|answer|register)\.[a-z0-9._-]+"
                        r"|office\.name|case\.number|decided_on|valid_from|valid_until)$",
                    },
                    "public": FLAG,
                },
            ),
            1,
        ),
    },
)
