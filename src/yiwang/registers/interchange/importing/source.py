"""The mapping file of a source: which of its fields is what, and what its words mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from yiwang.kit.errors import Invalid, Text
from yiwang.kit.pack import Problem, check_schema
from yiwang.kit.pack.files import read
from yiwang.kit.pack.shapes import many, one_of, table
from yiwang.registers.definition import codes
from yiwang.registers.definition.schemas import KEY, LINE, NAME, TOPIC_KEY, TOPIC_NAME, WORDS

_NAMES = {"type": "object", "additionalProperties": LINE}
_FIELDS = (
    "code name agency kind statutory promised visits visits_again conditions place phone complaint_phone "
    "online url themes subjects materials"
)
_WORDS = "yes no working_days natural_days no_window no_condition leading"
SCHEMA = table(
    ["name", "effective_on", "city", "fields"],
    {
        "name": KEY,
        "title": NAME,
        "effective_on": {"type": "string", "format": "date"},
        "not_stated": {"type": "array", "items": {"type": "string"}},
        "separators": {"type": "array", "items": {"type": "string", "minLength": 1}},
        "promised": table(
            ["count", "unit"], {"count": {"type": "integer", "minimum": 0}, "unit": one_of(codes.listed("unit"))}
        ),
        "city": table(["code", "name"], {"code": {"type": "string", "pattern": r"^\d{6}$"}, "name": NAME}),
        "divisions": many({"type": "object", "required": ["code", "name", "level"]}),
        "desk": {"type": "object", "required": ["code", "name", "address"]},
        "fields": {
            "type": "object",
            "required": ["code", "name", "agency"],
            "additionalProperties": False,
            "properties": {**dict.fromkeys(_FIELDS.split(), LINE), "keywords": WORDS},
        },
        "words": {"type": "object", "propertyNames": one_of(_WORDS), "additionalProperties": WORDS},
        "kinds": {"type": "object", "additionalProperties": one_of(codes.listed("kind"))},
        "levels": {"type": "object", "additionalProperties": one_of("city district")},
        "subjects": {"type": "object", "additionalProperties": one_of(codes.listed("subject"))},
        "materials": table([], {"aliases": _NAMES, "issuers": _NAMES}),
        "topics": many(table(["key", "name", "words"], {"key": TOPIC_KEY, "name": TOPIC_NAME, "words": WORDS})),
    },
)


class SourceInvalid(Invalid):
    """The mapping file has faults; `faults` are sentences with their lines."""

    code = "source_invalid"

    def __init__(self, faults: list[Text]) -> None:
        self.faults = faults
        super().__init__(Text("\n".join(f.zh for f in faults), "\n".join(f.en for f in faults)))


@dataclass(frozen=True)
class Source:
    """A mapping file, checked."""

    data: Mapping[str, Any]

    @classmethod
    def of(cls, given: Path | str | Mapping[str, Any]) -> Source:
        """From a file or from its content; raises SourceInvalid with every fault at once."""
        if isinstance(given, Mapping):
            return cls(given)
        file = read(Path(given), Path(given).name)
        if faults := check_schema(file, SCHEMA):
            raise SourceInvalid([_sentence(fault) for fault in faults])
        return cls(file.plain)

    @property
    def name(self) -> str:
        return str(self.data["name"])

    @property
    def city(self) -> str:
        return str(self.data["city"]["code"])

    @cached_property
    def not_stated(self) -> frozenset[str]:
        return frozenset({"", *self.data.get("not_stated", [])})

    @cached_property
    def topic_of(self) -> dict[str, str]:
        return {word: topic["key"] for topic in self.data.get("topics", []) for word in topic["words"]}

    def words(self, name: str) -> frozenset[str]:
        return frozenset(self.data.get("words", {}).get(name, []))

    def table(self, *names: str) -> Mapping[str, str]:
        """What the source's words mean, from a table of the mapping or one inside it; empty where there is none."""
        found: Any = self.data
        for name in names:
            found = found.get(name, {})
        return found  # type: ignore[no-any-return]

    def field(self, name: str) -> str:
        """The source's name of an element; empty where the source does not have it."""
        return str(self.data["fields"].get(name, ""))

    def stated(self, record: Mapping[str, Any], name: str) -> str:
        """What the record says, "" where it says nothing."""
        return self.plain(record.get(self.field(name)))

    def plain(self, value: Any) -> str:
        """A value as text; "" for one by which the source says that it states nothing."""
        text = "" if value is None else str(value).strip()
        return "" if text in self.not_stated else text


def _sentence(fault: Problem) -> Text:
    return Text(
        f"{fault.file} 第 {fault.line} 行 {fault.path}：{fault.text.zh}",
        f"{fault.file} line {fault.line} {fault.path}: {fault.text.en}",
    )
