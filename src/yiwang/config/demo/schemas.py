"""JSON Schemas of a pack's `demo/`: invented people, what they hold, what happened, what registers say of them.

Pure. What an act takes is read from the lifecycle table, so that no second list of acts has to be kept; `docs/packs.md`
explains each key.
"""

from __future__ import annotations

from yiwang.casework.cases import lifecycle
from yiwang.casework.cases.asking import LONGEST_REASONS, MOST_PLANNED_DAYS, Ask
from yiwang.kit.pack.shapes import Schema, line, many, maybe, one_of, several_of, table, text
from yiwang.registers.parties.models import ROLES

KEY: Schema = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,79}$"}
CREDIT_CODE: Schema = {"type": "string", "pattern": "^[0-9A-Z]{18}$"}
FLAG: Schema = {"type": "boolean"}
DAYS: Schema = {"type": "integer", "minimum": 0, "maximum": 40_000}
DAY: Schema = {"type": "string", "format": "date"}
WORDS: Schema = {"type": "array", "uniqueItems": True, "items": line(80)}
# As many characters as the column of a post or an account takes.
SHORT, NAME, LONG = 20, 60, 200

_SAID = {"name": line(NAME), "name_en": line(LONG), "number": line(SHORT), "who": text(LONG, 300), "key": KEY}
_LIVING = {
    "mobile": {"type": "string", "pattern": "^1[0-9]{10}$"},
    "login": KEY,
    "number_kind": one_of("citizen residence"),
    "address": maybe(LONG),
    "division": {"type": "string", "pattern": "^[0-9]{6}$"},
    "assurance": {"type": "integer", "minimum": 1, "maximum": 3},
    "born_on": DAY,
}
PERSON = table(["key", "name", "number", "mobile", "who"], _SAID | _LIVING | {"journeys": WORDS})
ORGANISATION = table(
    ["key", "name", "number", "representative", "phone", "address"],
    _SAID
    | {
        "name": line(LONG),
        "representative": KEY,
        "phone": line(SHORT),
        "address": line(LONG),
        "division": _LIVING["division"],
        "number_kind": one_of("credit"),
    },
)
OFFICIAL = table(
    ["key", "name", "number", "mobile", "department", "title", "post_number", "roles"],
    _SAID
    | _LIVING
    | {
        "department": CREDIT_CODE,
        "title": line(NAME),
        "post_number": line(SHORT),
        "roles": several_of(" ".join(ROLES)),
        "featured": FLAG,
    },
)
PERSONAS = table(
    ["people", "organisations", "staff"],
    {"people": many(PERSON), "organisations": many(ORGANISATION), "staff": many(OFFICIAL)},
)

HELD = table(
    ["type", "holder", "office", "issued_days_ago", "values"],
    {
        "type": KEY,
        "holder": KEY,
        "office": CREDIT_CODE,
        "issued_days_ago": DAYS,
        "days_left": DAYS,
        "values": {"type": "object", "additionalProperties": {"type": "string"}},
    },
)
LICENCES = table(["licences"], {"licences": many(HELD)})

_FIELD: Schema = {"type": ["string", "integer", "number", "boolean"]}
REGISTER = table(
    ["rows"], {"rows": many({"type": "object", "minProperties": 1, "additionalProperties": _FIELD}, least=0)}
)

LONGEST = 1_000
"""Characters of a message in a case."""
# Beside the acts of the table, two things that happen in a case and move nothing.
STILL: dict[str, tuple[str, ...]] = {
    "take": ("reviewer",),
    "send_message": ("applicant", "clerk", "reviewer", "approver"),
}
ACTS = tuple(dict.fromkeys([row.act for row in lifecycle.TABLE if row.before != (lifecycle.NOT_YET,)])) + tuple(STILL)


def _said_by(ask: Ask) -> Schema:
    if ask.kind == "days":
        return {"type": "integer", "minimum": 1, "maximum": MOST_PLANNED_DAYS}
    if ask.kind == "choice":
        return {"enum": [key for key, _ in ask.choices]}
    return many(line(LONGEST_REASONS), 1) if ask.kind == "lines" else line(LONGEST_REASONS)


def act(name: str) -> Schema:
    """One act with exactly what it says."""
    asks = {ask.name: ask for row in lifecycle.rows(name) for ask in row.asks}
    said: Schema = {key: _said_by(ask) for key, ask in asks.items()}
    needed = [key for key, ask in asks.items() if ask.required]
    if name == "send_message":
        said, needed = {"text": line(LONGEST)}, ["text"]
    return table(["act", "after", "who", *needed], {"act": {"const": name}, "after": DAYS, "who": WHO, **said})


WHO = one_of("applicant clerk reviewer approver system")
_WHICH = {"type": "object", "required": ["act"], "properties": {"act": {"enum": list(ACTS)}}}
# One schema after the other, so that a fault is told of the act that was meant and not of every other.
_BY_NAME = [{"if": {"required": ["act"], "properties": {"act": {"const": name}}}, "then": act(name)} for name in ACTS]
ACT: Schema = _WHICH | {"allOf": _BY_NAME}

_PLAIN: Schema = {"type": ["string", "integer", "boolean"]}
_OFFSET = table(["days"], {"days": {"type": "integer", "minimum": -40_000, "maximum": 40_000}})
# A value, a day counted from the day of filing, or several of which each case takes one.
VALUE: Schema = {"anyOf": [_PLAIN, _OFFSET, many({"anyOf": [_PLAIN, _OFFSET]}, 1)]}
VALUES: Schema = {"type": "object", "additionalProperties": VALUE}
PATH = table(["name", "acts"], {"name": KEY, "acts": many(ACT)})
SCENE = table(
    ["item", "path", "ago"],
    {
        "item": line(SHORT),
        "path": KEY,
        "ago": {"type": "integer", "minimum": 0, "maximum": 2_000},
        "who": {"type": "integer", "minimum": 0, "maximum": 100_000},
        "answers": {"type": "object", "additionalProperties": {"type": "string"}},
        "source": one_of("0 1 2"),
        "values": VALUES,
    },
)
SCENES = table(
    ["paths", "scenes"],
    {
        "values": VALUES,
        "items": {"type": "object", "additionalProperties": VALUES},
        "paths": many(PATH),
        "scenes": many(SCENE),
    },
)
