"""Reading a declaration into a definition: strict, so that a misspelt key is an error and not a silent default."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from yiwang.kit.errors import Invalid, Text
from yiwang.kit.money import yuan
from yiwang.registers.definition.commitment import Breach, Check, Clause, Commitment, Exclusion, Follow
from yiwang.registers.definition.implementations import Competence, Implementation
from yiwang.registers.definition.item import ItemDefinition
from yiwang.registers.definition.particulars import (
    Access,
    Authority,
    Counter,
    Intermediary,
    Procedure,
    Remedy,
)
from yiwang.registers.definition.parts import (
    Basis,
    Example,
    Faq,
    Fee,
    Field,
    FormPage,
    Limit,
    Limits,
    Material,
    Option,
    Question,
    Result,
    Situation,
    Step,
)

Declared = Mapping[str, Any]
Reader = Callable[[Any], Any]


def read(declared: Declared) -> ItemDefinition:
    """The definition that `declared` (a TOML table, or its JSON form) says. Raises Invalid naming the path at fault."""
    values = _values(declared, _ITEM, ItemDefinition)
    basic = values.get("code", "")[19:31] or values.get("code", "")
    values.setdefault("implementation", values.get("department", "") + values.get("level", "") + basic)
    definition: ItemDefinition = _made(ItemDefinition, values, "")
    return definition


def plain(declared: Declared) -> dict[str, Any]:
    """The declaration as JSON values (dates as ISO texts), as it is kept in the database."""
    kept: dict[str, Any] = json.loads(json.dumps(declared, ensure_ascii=False, default=_iso))
    return kept


def digest(declared: Declared) -> bytes:
    """32 bytes that change exactly when the declaration says something else (key order does not matter)."""
    text = json.dumps(declared, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_iso)
    return hashlib.new("sm3", text.encode()).digest()


def _iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a declaration")


def _values(declared: Any, readers: Mapping[str, Reader], made: type) -> dict[str, Any]:
    if not isinstance(declared, Mapping):
        raise _fault(made.__name__, "应当是一张表", "should be a table")
    values = {}
    for key, value in declared.items():
        if key not in readers:
            raise _fault(key, "没有这个字段", "is not a known field")
        try:
            values[key] = readers[key](value)
        except (TypeError, ValueError, ArithmeticError):
            raise _fault(key, "写法不对", "is not written as it should be") from None
        except Invalid as fault:
            raise Invalid(fault.citizen, fields={f"{key}.{p}": text for p, text in fault.fields.items()}) from None
    return values


def _made(made: type, values: dict[str, Any], path: str) -> Any:
    try:
        return made(**values)
    except TypeError:
        missing = [name for name in _required(made) if name not in values]
        raise _fault(".".join(missing) or path, "缺少必填字段", "is required and missing") from None


def _required(made: type) -> list[str]:
    fields: dict[str, Any] = made.__dataclass_fields__  # type: ignore[attr-defined]
    missing = type(next(iter(fields.values())).default)
    return [n for n, f in fields.items() if isinstance(f.default, missing) and isinstance(f.default_factory, missing)]


def _fault(path: str, zh: str, en: str) -> Invalid:
    text = Text(f"{path}：{zh}", f"{path} {en}")
    return Invalid(text, fields={path: text})


def _table(made: type, readers: Mapping[str, Reader]) -> Reader:
    return lambda declared: _made(made, _values(declared, readers, made), made.__name__)


def _many(one: Reader) -> Reader:
    def read_list(declared: Any) -> tuple[Any, ...]:
        if not isinstance(declared, (list, tuple)):
            raise TypeError
        return tuple(one(entry) for entry in declared)

    return read_list


def _exactly(kind: type) -> Reader:
    def check(value: Any) -> Any:
        # bool is an int to Python, never to a reader of the item file.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise TypeError
        return value

    return check


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _when(declared: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(declared, Mapping):
        raise TypeError
    return {str(question): _many(_word)(values) for question, values in declared.items()}


_word, _number, _flag = _exactly(str), _exactly(int), _exactly(bool)
_words = _many(_word)


def _text(declared: Any) -> Text:
    values = _values(declared, {"zh": _word, "en": _word}, Text)
    return Text(values.get("zh", ""), values.get("en", ""))


_basis = _table(Basis, {"law": _word, "article": _word, "url": _word})
_bases = _many(_basis)
_limit = _table(Limit, {"count": _number, "unit": _word, "basis": _word, "note": _text})
_option = _table(Option, {"value": _word, "label": _text, "hint": _text, "stop": _text, "instead": _word})
_question = _table(
    Question,
    {"key": _word, "ask": _text, "options": _many(_option), "hint": _text, "why": _text, "when": _when},
)
_material = _table(
    Material,
    {
        **dict.fromkeys(
            ("key", "paper", "kind", "form", "source", "issuer", "necessity", "licence", "resource"), _word
        ),
        **{"name": _text, "hint": _text, "copies": _number, "basis": _bases, "when": _when, "accept": _words},
        **{"originals": _number, "collection": _words, "blank": _word, "sample": _word, "size": _word},
        **dict.fromkeys(("timing", "filling", "standard", "usage", "origin"), _text),
    },
)


def _field(declared: Any) -> Field:
    readers = {"element": _word, "key": _word, "required": _flag, "label": _text, "hint": _text, "when": _when}
    values = _values(declared, readers, Field)
    label = values.get("label")
    values["label"] = label if label and label.zh else None
    values.setdefault("key", values.get("element", "").replace(".", "_"))
    return _made(Field, values, "Field")  # type: ignore[no-any-return]


_page = _table(FormPage, {"key": _word, "title": _text, "fields": _many(_field)})
_example = _table(
    Example,
    {
        "answers": lambda given: {str(key): _word(value) for key, value in given.items()},
        **{"mine": _words, "committed": _flag, "situation": _word, "fee": yuan},
        **{"accepted_on": _day, "due_on": _day},
    },
)
_fee = _table(
    Fee,
    {
        **{"name": _text, "amount": yuan, "basis": _word, "when": _when},
        **{"standard": _text, "reducible": _flag, "reduction": _text},
    },
)
_limits = _table(Limits, dict.fromkeys(("statutory", "promised", "completion", "later"), _limit))
_situation = _table(Situation, {"key": _word, "name": _text, "when": _when, "limits": _limits})
_result = _table(Result, {"kind": _word, "licence": _word, "name": _text, "sample": _word})
_authority = _table(
    Authority,
    {
        **dict.fromkeys(("nature", "source", "entrusted", "agency"), _word),
        **dict.fromkeys(("content", "split", "jurisdiction"), _text),
    },
)
_access = _table(
    Access,
    {
        **dict.fromkeys(("parcel", "booking", "payment", "terminal", "hall", "sign_on"), _flag),
        **dict.fromkeys(("area", "four", "system", "web", "mobile"), _word),
        "depth": _words,
    },
)
_procedure = _table(Procedure, {"kind": _word, "name": _text, "limit": _limit})
_intermediary = _table(Intermediary, {"name": _text, "basis": _word, "material": _word})
_remedy = _table(Remedy, {"kind": _word, "body": _text, "address": _word, "phone": _word})
_counter = _table(Counter, {"name": _text, "address": _word, "hours": _text, "phone": _word})
_commitment = _table(
    Commitment,
    {
        **{"basis": _bases, "when": _when, "chosen": _when, "replaces": _words},
        **{"decision": _limit, "safety": _flag},
        **{"allowed": _basis, "later": _many(_table(Follow, {"material": _word, "limit": _limit}))},
        "text": _many(_table(Clause, {"part": _word, "clause": _text})),
        "exclusions": _many(_table(Exclusion, {"key": _word, "name": _text, "when": _when, "basis": _word})),
        "check": _table(Check, {"how": _words, "within": _limit, "by": _text, "basis": _word}),
        "breach": _table(Breach, {"correct": _limit, "months": _number, "record": _flag, "basis": _word}),
    },
)
_faq = _table(Faq, {"ask": _text, "answer": _text})
_competence = _table(Competence, dict.fromkeys(("by", "element", "fallback"), _word))
_implementation = _table(
    Implementation,
    {
        **dict.fromkeys(("department", "division", "reach", "place", "contact", "phone", "complaint_phone"), _word),
        **dict.fromkeys(("visits_reason", "quota", "hours"), _text),
        **{"promised": _limit, "visits": _number, "channels": _words, "assumed": _words, "access": _access},
        **{"counters": _many(_counter), "faq": _many(_faq)},
    },
)

_ITEM: dict[str, Reader] = {
    **dict.fromkeys(
        ("code", "power", "implementation", "kind", "level", "department", "handling", "decided_by"), _word
    ),
    **dict.fromkeys(("online_depth", "reach", "place", "phone", "complaint_phone", "url"), _word),
    **dict.fromkeys(("source", "application"), _word),
    "implementers": _word,
    **dict.fromkeys(("audience", "subjects", "joint", "channels", "topics", "keywords", "assumed"), _words),
    **dict.fromkeys(("person_topics", "organisation_topics"), _words),
    **dict.fromkeys(("name", "summary", "visits_reason", "quota", "correction", "hours"), _text),
    **{"authority": _authority, "access": _access, "procedures": _many(_procedure), "contact": _word},
    **{"intermediaries": _many(_intermediary), "remedies": _many(_remedy), "counters": _many(_counter)},
    **{"visits": _number, "zero_material": _flag, "effective_on": _day, "basis": _bases},
    **{"conditions": _many(_text), "fees": _many(_fee), "limits": _limits, "result": _result},
    **{"questions": _many(_question), "materials": _many(_material), "form": _many(_page)},
    "faq": _many(_faq),
    "implementations": _many(_implementation),
    "competence": _competence,
    "flow": _many(_table(Step, {"name": _text, "note": _text, "when": _when})),
    "situations": _many(_situation),
    "commitment": _commitment,
    "examples": _many(_example),
}
