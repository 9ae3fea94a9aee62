"""Data elements 数据元 and licence types: what a form's field means and what a licence says. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.kit.errors import NOTHING, Text

YES, NO = Text("是", "Yes"), Text("否", "No")
TYPES = (
    "text",
    "textarea",
    "date",
    "integer",
    "decimal",
    "money",
    "boolean",
    "choice",
    "mobile",
    "email",
    "citizen_number",
    "credit_code",
    "address",
    "postcode",
)


@dataclass(frozen=True)
class DataElement:
    """One thing a form may ask. Purpose, basis and retention are what the person is told (PIPL art. 17).

    `max` and `min` are characters for texts, values for numbers, ISO days for dates. `prefill` names what the city
    already knows, such as "party.name".
    """

    key: str
    name: Text
    type: str
    purpose: Text
    basis: str
    retention_years: int
    personal: bool = True
    max: int | str | None = None
    min: int | str | None = None
    pattern: str = ""
    choices: tuple[tuple[str, Text], ...] = ()
    prefill: str = ""
    hint: Text = NOTHING

    def in_words(self, value: Any) -> Text:
        """How a value of the form reads: a choice by its label, yes or no, several side by side; empty if none."""
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, list | tuple):
            read = [self.in_words(one) for one in value]
            return Text("、".join(text.zh for text in read), ", ".join(text.en for text in read))
        given = "" if value is None else str(value)
        return next((label for choice, label in self.choices if choice == given), Text(given, given))


@dataclass(frozen=True)
class LicenceField:
    """One line of a licence; `public` lines are seen by whoever verifies it."""

    key: str
    name: Text
    source: str
    """What fills it (`from` in the pack), such as "applicant.name" or "form.area"."""
    public: bool = False


@dataclass(frozen=True)
class LicenceType:
    """A type of licence 证照类型. `code` is 18 + 3 characters (GB/T 36904).

    `valid` is {"years": n}, {"days": n} or {"long": True}.
    """

    key: str
    code: str
    name: Text
    holder: str
    issuer_level: str
    valid: Mapping[str, Any]
    fields: tuple[LicenceField, ...]


def element(declared: Mapping[str, Any]) -> DataElement:
    """A data element as the pack declares it (checked against its schema before)."""
    values = dict(declared)
    for name in ("name", "purpose", "hint"):
        values[name] = text(values.get(name))
    values["choices"] = tuple(_choice(choice) for choice in values.get("choices", ()))
    return DataElement(**{key: value for key, value in values.items() if key in DataElement.__dataclass_fields__})


def licence_type(declared: Mapping[str, Any]) -> LicenceType:
    """A licence type as the pack declares it (checked against its schema before)."""
    fields = tuple(
        LicenceField(entry["key"], text(entry["name"]), entry["from"], entry.get("public", False))
        for entry in declared["fields"]
    )
    return LicenceType(
        key=declared["key"],
        code=declared["code"],
        name=text(declared["name"]),
        holder=declared["holder"],
        issuer_level=str(declared.get("issuer_level", "")),
        valid=dict(declared["valid"]),
        fields=fields,
    )


def _choice(declared: Any) -> tuple[str, Text]:
    value, label = (declared["value"], declared["label"]) if isinstance(declared, Mapping) else declared
    return value, text(label)


def text(declared: Mapping[str, str] | str | None) -> Text:
    """A text in both languages; one language given stands for both."""
    given = {"zh": declared, "en": declared} if isinstance(declared, str) else declared or {}
    return Text(given.get("zh", ""), given.get("en", ""))
