"""Parts of which every room builds its schemas (JSON Schema 2020-12): a table takes the keys it names and no other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db import models

Schema = dict[str, Any]


def table(required: Sequence[str], properties: Schema) -> Schema:
    """A table with these keys and no other: a misspelt one is a fault, not a silent default."""
    return {"type": "object", "required": list(required), "additionalProperties": False, "properties": properties}


def many(one: Schema, least: int = 0) -> Schema:
    """A list of such entries."""
    return {"type": "array", "minItems": least, "items": one}


def one_of(values: str) -> Schema:
    """One of some words, written with blanks between them."""
    return {"enum": values.split()}


def several_of(values: str) -> Schema:
    """At least one of some words, each once."""
    return {"type": "array", "minItems": 1, "uniqueItems": True, "items": one_of(values)}


def line(longest: int) -> Schema:
    """A text that is not empty, of so many characters at most."""
    return {"type": "string", "minLength": 1, "maxLength": longest}


def maybe(longest: int) -> Schema:
    """A text that may be left empty."""
    return {"type": "string", "maxLength": longest}


def text(longest: int, longest_en: int | None = None) -> Schema:
    """A text in both languages, neither empty."""
    return table(["zh", "en"], {"zh": line(longest), "en": line(longest_en or longest)})


def width(model: type[models.Model], column: str) -> int:
    """How many characters a column takes: what is longer is told by the check, not by the database at loading."""
    longest: int | None = model._meta.get_field(column).max_length
    assert longest is not None
    return longest


def named(model: type[models.Model], column: str = "name") -> Schema:
    """A text in both languages that fits a column and the one beside it for English (`name`, `name_en`)."""
    return text(width(model, column), width(model, f"{column}_en"))


def rules(properties: Schema, required: Sequence[str] = ()) -> Schema:
    """`city.toml` as far as one room reads its `[rules]`. Rules that no room reads are found by `config.pack`."""
    inner = {"type": "object", "required": list(required), "properties": properties}
    return {"type": "object", "required": ["rules"] if required else [], "properties": {"rules": inner}}
