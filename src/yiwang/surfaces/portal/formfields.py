"""The fields of a form's page, as typed, else as kept, else as the city's records say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from yiwang.kit.errors import Text
from yiwang.registers.catalogue.queries import Version
from yiwang.registers.definition import Field, FormPage
from yiwang.surfaces.look import fields

NOTHING = Text("", "")


def shown(
    version: Version,
    page: FormPage,
    *,
    kept: Mapping[str, Any],
    known: Mapping[str, str],
    typed: Mapping[str, str] | None,
    errors: Mapping[str, Text],
) -> list[fields.Field]:
    """`kept` are values as they were saved, `known` what the records say, `typed` what has just been sent."""
    return [_shown(version, entry, kept, known, typed, errors) for entry in page.fields]


def types(version: Version, pages: Iterable[FormPage]) -> dict[str, str]:
    """What `fields.read` needs: the type of each field."""
    return {entry.key: version.elements[entry.element].type for page in pages for entry in page.fields}


def _shown(
    version: Version,
    entry: Field,
    kept: Mapping[str, Any],
    known: Mapping[str, str],
    typed: Mapping[str, str] | None,
    errors: Mapping[str, Text],
) -> fields.Field:
    element = version.elements[entry.element]
    from_records = known.get(entry.key, "")
    value = typed.get(entry.key, "") if typed is not None else _text(kept.get(entry.key)) or from_records
    return fields.Field(
        name=entry.key,
        label=entry.label or element.name,
        type=element.type,
        hint=entry.hint if entry.hint.zh else element.hint,
        value=value,
        error=errors.get(entry.key),
        required=entry.required,
        choices=element.choices,
        known=bool(from_records) and value == from_records,
        max=int(element.max) if element.max and element.type in ("text", "textarea", "address") else None,
        autocomplete=fields.COMPLETE.get(element.key, ""),
        purpose=element.purpose if element.personal else NOTHING,
    )


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    return "" if value is None else str(value)
