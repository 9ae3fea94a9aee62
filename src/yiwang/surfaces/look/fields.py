"""Fields as pages show them: one shape for every data-element type, whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.datastructures import MultiValueDict

from yiwang.kit.errors import NOTHING, Text

WIDGETS = {
    "textarea": "textarea", "date": "date", "boolean": "boolean", "choice": "choice", "select": "select",
}  # fmt: skip
INPUT_TYPES = {"mobile": "tel", "email": "email", "password": "password"}
INPUT_MODES = {"integer": "numeric", "decimal": "decimal", "money": "decimal", "mobile": "tel", "postcode": "numeric"}
COMPLETE = {
    "person.name": "name", "person.phone": "tel", "person.email": "email",
    "person.address": "street-address", "person.postcode": "postal-code",
}  # fmt: skip
MOST_RADIOS = 7
DATE_PARTS = ("year", "month", "day")


@dataclass(frozen=True)
class Field:
    """What the template needs. `value` is a text ("true" for a ticked box), dates are ISO.

    `known` marks what the city's records filled in.
    """

    name: str
    label: Text
    type: str = "text"
    hint: Text = NOTHING
    value: str = ""
    error: Text | None = None
    required: bool = True
    choices: tuple[tuple[str, Text], ...] = ()
    known: bool = False
    max: int | None = None
    autocomplete: str = ""
    unit: Text = NOTHING
    purpose: Text = NOTHING
    parts: dict[str, str] = field(default_factory=dict)
    """Year, month and day as they were typed, when they do not make a date."""

    @property
    def id(self) -> str:
        return f"f-{self.name}"

    @property
    def first_id(self) -> str:
        """Where the link of the error summary leads."""
        return f"{self.id}-year" if self.widget == "date" else f"{self.id}-0" if self.widget == "choice" else self.id

    @property
    def widget(self) -> str:
        if self.type == "choice" and len(self.choices) > MOST_RADIOS:
            return "select"
        return WIDGETS.get(self.type, "input")

    @property
    def input_type(self) -> str:
        return INPUT_TYPES.get(self.type, "text")

    @property
    def input_mode(self) -> str:
        return INPUT_MODES.get(self.type, "")

    @property
    def size(self) -> str:
        """How wide the box is: as wide as what it takes."""
        narrow = {"integer", "decimal", "money", "postcode"}
        return " input--number" if self.type in narrow else " input--short" if self.type == "mobile" else ""

    @property
    def described_by(self) -> str:
        named = [f"{self.id}-hint"] if self.hint.zh or self.purpose.zh else []
        return " ".join(named + ([f"{self.id}-error"] if self.error else []))

    @property
    def date_parts(self) -> list[tuple[str, Text, str, int]]:
        """Three boxes: name, label, value, length."""
        given = self.parts or dict(zip(DATE_PARTS, self.value.split("-") if self.value else (), strict=False))
        words = (Text("年", "Year"), Text("月", "Month"), Text("日", "Day"))
        return [
            (part, word, given.get(part, ""), 4 if part == "year" else 2)
            for part, word in zip(DATE_PARTS, words, strict=True)
        ]


def read(described: Mapping[str, Any], given: MultiValueDict[str, str]) -> dict[str, str]:
    """The values a page sent: name → type in, name → text out; a date's three boxes become one ISO text."""
    return {name: _read(name, kind, given) for name, kind in described.items()}


def _read(name: str, kind: str, given: Any) -> str:
    if kind == "date":
        parts = [given.get(f"{name}-{part}", "").strip() for part in DATE_PARTS]
        if not any(parts):
            return str(given.get(name, "")).strip()
        year, month, day = parts
        return f"{year}-{month:0>2}-{day:0>2}"
    if kind == "boolean":
        return "true" if given.get(name) else ""
    return str(given.get(name, ""))
