"""JSON Schema 2020-12 from data elements.

Amounts and measures are texts with a format, so that no cent is lost in a float; `formatMinimum` and `formatMaximum`
bound them, and dates. `title` is the Chinese label, `x-title` both. Identifiers have the formats of `kit.codes`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from yiwang.kit.errors import NotFound
from yiwang.registers.definition import Field, ItemDefinition
from yiwang.registers.definition.elements import DataElement

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# What a text may hold where its element sets no limit of its own.
LONGEST = {"text": 200, "address": 200, "textarea": 2000, "email": 254}

Schema = dict[str, Any]


def schema_for(
    definition: ItemDefinition,
    elements: Mapping[str, DataElement],
    answers: Mapping[str, str],
    page: str | None = None,
) -> Schema:
    """The schema of the form in this situation, or of one page of it; raises NotFound for an unknown page."""
    pages = [each for each in definition.pages_for(answers) if page in (None, each.key)]
    if page is not None and not pages:
        raise NotFound()
    fields = [entry for each in pages for entry in each.fields]
    return {
        "$schema": DIALECT,
        "type": "object",
        "properties": {entry.key: field_schema(entry, elements[entry.element]) for entry in fields},
        "required": [entry.key for entry in fields if entry.required],
        "additionalProperties": False,
    }


def field_schema(entry: Field, element: DataElement) -> Schema:
    """The schema of one field."""
    label = entry.label or element.name
    made: Schema = {"title": label.zh, "x-title": {"zh": label.zh, "en": label.en}, "x-type": element.type}
    made |= _SHAPES[element.type](element)
    if element.type == "boolean" and entry.required:
        # A statement that must be made: leaving it open is not making it.
        made["const"] = True
    elif made["type"] == "string" and entry.required:
        made["minLength"] = max(1, made.get("minLength", 1))
    return made


def _text(element: DataElement) -> Schema:
    made: Schema = {"type": "string", "maxLength": int(element.max or LONGEST[element.type])}
    if element.min is not None:
        made["minLength"] = int(element.min)
    if element.pattern:
        made["pattern"] = element.pattern
    return made


def _integer(element: DataElement) -> Schema:
    bounds = {"minimum": element.min, "maximum": element.max}
    return {"type": "integer"} | {key: int(value) for key, value in bounds.items() if value is not None}


def _ordered(format_name: str) -> Callable[[DataElement], Schema]:
    def shape(element: DataElement) -> Schema:
        bounds = {"formatMinimum": element.min, "formatMaximum": element.max}
        made = {"type": "string", "format": format_name, "maxLength": 30}
        return made | {key: str(value) for key, value in bounds.items() if value is not None}

    return shape


def _identifier(format_name: str) -> Callable[[DataElement], Schema]:
    return lambda element: {"type": "string", "format": format_name, "maxLength": 40}


def _choice(element: DataElement) -> Schema:
    labels = {value: {"zh": label.zh, "en": label.en} for value, label in element.choices}
    return {"type": "string", "enum": list(labels), "x-labels": labels}


_SHAPES: dict[str, Callable[[DataElement], Schema]] = {
    "text": _text,
    "textarea": _text,
    "address": _text,
    "email": lambda element: _text(element) | {"format": "email"},
    "integer": _integer,
    "date": _ordered("date"),
    "decimal": _ordered("decimal"),
    "money": _ordered("money"),
    "boolean": lambda element: {"type": "boolean"},
    "choice": _choice,
    "mobile": _identifier("mobile"),
    "citizen_number": _identifier("citizen_number"),
    "credit_code": _identifier("credit_code"),
    "postcode": _identifier("postcode"),
}
