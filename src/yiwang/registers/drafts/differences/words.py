"""How a value of an item reads in a sentence about a change. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from yiwang.kit.errors import NOTHING, Text
from yiwang.registers.definition import Basis, Field, ItemDefinition, Limit, codes
from yiwang.registers.drafts.differences.labels import CODES, MATERIALS, PARTS, WHENS, WORDS

YES, NO, ALWAYS = Text("是", "yes"), Text("否", "no"), Text("所有情形", "every situation")
AT_ONCE = Text("当场", "at once")
UNITS = {"1": Text("个工作日", "working days"), "2": Text("个自然日", "days")}
ONE = {"1": "working day", "2": "day"}
LONGEST = 80
Names = Mapping[str, Text]


@dataclass(frozen=True)
class Side:
    """One of the two definitions, with the names of what it refers to by key."""

    item: ItemDefinition
    names: Names

    def words(self, owner: str, field: str, value: Any) -> Text:
        """What the value of a field says, in words; NOTHING where it says nothing."""
        if field in WHENS:
            return self._when(value) if value else ALWAYS
        if isinstance(value, tuple):
            return joined([self.words(owner, field, one) for one in value])
        if isinstance(value, str):
            return self._word(owner, field, value)
        is_part = is_dataclass(value) and not isinstance(value, Text)
        return part_words(value, self.names) if is_part else _plain(value)

    def _word(self, owner: str, field: str, value: str) -> Text:
        if not value:
            return NOTHING
        named = CODES.get((owner, field))
        known = codes.sets()[named].meaning(value, self.item.effective_on) if named else None
        if field in MATERIALS:
            known = next((paper.name for paper in self.item.materials if paper.key == value), None)
        return known or WORDS.get((field, value)) or self.names.get(value) or Text(value, value)

    def _when(self, when: Mapping[str, tuple[str, ...]]) -> Text:
        asked = {question.key: question for question in self.item.questions}
        said = []
        for key, values in when.items():
            question = asked.get(key)
            options = [question.option(value) if question else None for value in values]
            pairs = zip(options, values, strict=True)
            labels = [option.label if option else Text(value, value) for option, value in pairs]
            zh, en = "或".join(f"“{label.zh}”" for label in labels), " or ".join(f"“{label.en}”" for label in labels)
            ask = question.ask if question else Text(key, key)
            said.append(Text(f"“{ask.zh}”答{zh}", f"“{ask.en}” is {en}"))
        return Text("，".join(one.zh for one in said), " and ".join(one.en for one in said))


def joined(said: list[Text]) -> Text:
    return Text("、".join(one.zh for one in said), ", ".join(one.en for one in said))


def part_words(part: Any, names: Names | None = None) -> Text:
    """A part as it is named: a law with its article, a limit in days, a field by its data element, else its name."""
    if isinstance(part, Field) and part.label is None:
        return (names or {}).get(part.element, Text(part.element, part.element))
    if isinstance(part, Limit):
        return limit(part)
    if isinstance(part, Basis):
        article = Text(part.article, f", {part.article}" if part.article else "")
        return Text(f"《{part.law}》{article.zh}", f"{part.law}{article.en}")
    for field in ("name", "ask", "label", "title", "body", "clause"):
        if isinstance(found := getattr(part, field, None), Text):
            return short(found)
    return Text(*[short_of(_identity(part))] * 2)


def _identity(part: Any) -> str:
    said = [getattr(part, field.name) for field in fields(part)]
    values = [one for each in said for one in (each.values() if isinstance(each, Mapping) else [each])]
    return "；".join(one for one in values if one and isinstance(one, str))


def noun(part: Any, names: Names | None = None) -> Text:
    """What a part is called: Paper “Business licence”."""
    kind, said = PARTS.get(type(part).__name__, Text("内容", "Part")), part_words(part, names)
    if isinstance(part, Text):
        said = short(part)
    if isinstance(part, Basis):
        return Text(f"{kind.zh}{said.zh}", f"{kind.en} {said.en}")
    return Text(f"{kind.zh}“{said.zh}”", f"{kind.en} “{said.en}”")


def limit(said: Limit) -> Text:
    """A limit in days; 0 is at once."""
    if not said.count:
        return AT_ONCE
    unit = UNITS.get(said.unit, Text(said.unit, said.unit))
    return Text(f"{said.count}{unit.zh}", f"{said.count} {ONE.get(said.unit, unit.en) if said.count == 1 else unit.en}")


def limits(before: Limit, after: Limit) -> tuple[Text, Text]:
    """Two limits for one sentence: the unit is said once where it is the same."""
    old, new = limit(before), limit(after)
    if before.unit == after.unit and before.count and after.count:
        return Text(str(before.count), str(before.count)), new
    return old, new


def _plain(value: Any) -> Text:
    if isinstance(value, Text):
        return short(value)
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        return Text(f"{value}元", f"¥{value}")
    if isinstance(value, date):
        return Text(value.isoformat(), value.isoformat())
    if isinstance(value, Mapping):
        said = ", ".join(f"{key} = {one}" for key, one in value.items())
        return Text(said, said)
    return Text(str(value), str(value))


def short(said: Text) -> Text:
    return Text(short_of(said.zh), short_of(said.en))


def short_of(said: str) -> str:
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
