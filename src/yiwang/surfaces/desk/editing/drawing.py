"""A section as the page shows it: each box with its value, its choices and what is found at its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yiwang.kit.errors import NOTHING, Text
from yiwang.surfaces.desk.editing.parts import Box, Group, Part, Rows, Section, joined

Choices = Mapping[str, Sequence[tuple[str, Text]]]


@dataclass(frozen=True)
class Choice:
    value: str
    label: Text
    chosen: bool


@dataclass(frozen=True)
class Asked:
    """One question of a condition or an example."""

    key: str
    ask: Text
    options: tuple[Choice, ...]


@dataclass
class Drawn:
    """One node of the page. `form` is "box", "group" or "rows"; `id` is fit for an address and for CSS."""

    form: str
    path: str
    label: Text
    kind: str = ""
    value: Any = ""
    zh: str = ""
    en: str = ""
    hint: Text = NOTHING
    said: Text = NOTHING
    choices: tuple[Choice, ...] = ()
    asked: tuple[Asked, ...] = ()
    listed: str = ""
    parts: list[Drawn] = field(default_factory=list)
    more: list[Drawn] = field(default_factory=list)
    rows: list[Drawn] = field(default_factory=list)
    one: Text = NOTHING
    number: int = 0
    first: bool = False
    last: bool = False
    folded: bool = False
    found: Sequence[Any] = ()

    @property
    def id(self) -> str:
        # A row that is one text stands at the same place as its box.
        return identifier(self.path) + ("-row" if self.kind == "text" and self.form == "row" else "")

    @property
    def count_name(self) -> str:
        """The box that says how many rows the page has."""
        return f"{self.path}#"

    @property
    def shown_name(self) -> str:
        """The box that says that boxes to tick were on the page, even when none is ticked."""
        return f"{self.path}@"

    @property
    def asked_name(self) -> str:
        """The boxes that name the questions of a condition."""
        return f"{self.path}?"

    @property
    def is_said(self) -> bool:
        """Whether a condition says anything."""
        return any(option.chosen for question in self.asked for option in question.options)

    @property
    def troubled(self) -> bool:
        """Whether something is found here or further in."""
        return bool(self.found) or any(each.troubled for each in (*self.parts, *self.more, *self.rows))

    @property
    def opened(self) -> bool:
        """Whether what is folded away has something to say."""
        return any(each.troubled for each in self.more)


def identifier(path: str) -> str:
    return "at-" + path.replace("[", "-").replace("].", "-").replace("]", "").replace(".", "-")


def draw(section: Section, declared: Mapping[str, Any], choices: Choices, findings: Iterable[Any] = ()) -> Drawn:
    """The section's page; what is found elsewhere in the item is not on it (`elsewhere`)."""
    page = Drawn("group", "", section.title)
    drawer = _Drawer(declared, choices)
    drawer.into(page, section.parts, declared, "")
    for finding in findings:
        if node := drawer.nearest(finding.path):
            node.found = (*node.found, finding)
    return page


def walk(node: Drawn) -> Iterator[Drawn]:
    """Every node under this one."""
    for each in (*node.parts, *node.more, *node.rows):
        yield each
        yield from walk(each)


def of_section(section: Section, path: str) -> bool:
    """Whether a path belongs to the section."""
    head = path.replace("[", ".").partition(".")[0]
    return any(part.key == head for part in section.parts)


class _Drawer:
    def __init__(self, declared: Mapping[str, Any], choices: Choices) -> None:
        self.declared, self.choices = declared, choices
        self.nodes: dict[str, Drawn] = {}

    def nearest(self, path: str) -> Drawn | None:
        while path:
            if path in self.nodes:
                return self.nodes[path]
            cut = max(path.rfind("."), path.rfind("["))
            path = path[:cut] if cut > 0 else ""
        return None

    def into(self, node: Drawn, parts: Iterable[Part], values: Any, path: str) -> None:
        table = values if isinstance(values, Mapping) else {}
        for part in parts:
            place = joined(path, part.key)
            value = values if part.key == "" else table.get(part.key)
            drawn = self._part(part, value, place, path)
            self.nodes[place] = drawn
            (node.more if part.more else node.parts).append(drawn)

    def _part(self, part: Part, value: Any, place: str, above: str) -> Drawn:
        if isinstance(part, Box):
            return self._box(part, value, place, above)
        if isinstance(part, Group):
            node = Drawn("group", place, part.label, folded=part.more)
            self.into(node, part.parts, value, place)
            return node
        return self._rows(part, value, place)

    def _rows(self, part: Rows, value: Any, place: str) -> Drawn:
        there = value if isinstance(value, list) else []
        node = Drawn("rows", place, part.label, one=part.one, number=len(there), hint=part.hint, folded=part.more)
        for at, row in enumerate(there):
            where = joined(place, at)
            title = self._title(part, row)
            drawn = Drawn("row", where, title, number=at + 1, first=at == 0, last=at == len(there) - 1, one=part.one)
            drawn.kind = "text" if any(box.key == "" for box in part.parts) else "table"
            self.nodes[where] = drawn
            self.into(drawn, part.parts, row, where)
            node.rows.append(drawn)
        return node

    def _title(self, part: Rows, row: Any) -> Text:
        said = row.get(part.title) if isinstance(row, Mapping) and part.title else None
        if isinstance(said, Mapping):
            return text(said)
        if part.title == "element":
            return self._name("elements", said)
        return Text(str(said or ""), str(said or ""))

    def _box(self, box: Box, value: Any, place: str, above: str) -> Drawn:
        node = Drawn("box", place, box.label, kind=box.kind, hint=box.hint, listed=box.choices)
        if box.kind in ("pair", "pairs", "paper"):
            node.zh, node.en = text(value).zh, text(value).en
        elif box.kind == "words":
            node.value = "\n".join(map(str, value)) if isinstance(value, list) else value or ""
        elif box.kind in ("choice", "several", "flag"):
            node.choices = self._choices(box, value)
        elif box.kind in ("when", "answers"):
            node.asked = self._asked(box, value, above)
        elif box.kind == "mine":
            node.choices = _ticked(self._own_papers(), value)
        elif box.kind == "check":
            node.value = box.unsaid if value is None else value is True
        else:
            node.value = "" if value is None else value
            node.said = self._name(box.choices, value) if box.kind == "pick" else NOTHING
        return node

    def _name(self, listed: str, value: Any) -> Text:
        return next((label for key, label in self.choices.get(listed, ()) if key == value), NOTHING)

    def _choices(self, box: Box, value: Any) -> tuple[Choice, ...]:
        if box.kind == "flag":
            said = {True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else ""
            return _ticked((("yes", Text("是", "Yes")), ("no", Text("否", "No"))), said)
        listed = self._own_papers() if box.choices == "own_papers" else self.choices.get(box.choices, ())
        return _ticked(listed, value)

    def _own_papers(self) -> list[tuple[str, Text]]:
        return [(str(row.get("key", "")), text(row.get("name"))) for row in _tables(self.declared, "materials")]

    def _asked(self, box: Box, value: Any, above: str) -> tuple[Asked, ...]:
        """The questions that come before; what a condition says of others is shown too, so that it can be cleared."""
        chosen = value if isinstance(value, Mapping) else {}
        asked = []
        for at, question in enumerate(_tables(self.declared, "questions")):
            if box.kind == "when" and above == f"questions[{at}]":
                break
            key = str(question.get("key", ""))
            options = [(str(row.get("value", "")), text(row.get("label"))) for row in _tables(question, "options")]
            asked.append(Asked(key, text(question.get("ask")), _ticked(options, chosen.get(key))))
        there = {one.key for one in asked}
        left = [key for key in chosen if key not in there]
        return (*asked, *(Asked(key, Text(key, key), _ticked((), chosen[key])) for key in left))


def _ticked(listed: Iterable[tuple[str, Text]], value: Any) -> tuple[Choice, ...]:
    """The choices, and what was chosen and is none of them."""
    values = value if isinstance(value, list) else [value] if value not in (None, "") else []
    said = [str(each) for each in values]
    known = [Choice(key, label, key in said) for key, label in listed]
    there = {choice.value for choice in known}
    return (*known, *(Choice(each, Text(each, each), True) for each in said if each not in there))


def _tables(values: Any, key: str) -> list[Mapping[str, Any]]:
    found = values.get(key) if isinstance(values, Mapping) else None
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


def text(value: Any) -> Text:
    """A text as declared; whatever else stands there is shown as it is."""
    if isinstance(value, Mapping):
        return Text(str(value.get("zh") or ""), str(value.get("en") or ""))
    return Text("", "") if value is None else Text(str(value), str(value))


def by_place(findings: Iterable[Any], sections: Iterable[Section]) -> dict[str, list[Any]]:
    """Findings by the section in which they are mended; what belongs to none stands under the first."""
    listed = list(sections)
    found: dict[str, list[Any]] = defaultdict(list)
    for finding in findings:
        where = next((section for section in listed if of_section(section, finding.path)), listed[0])
        found[where.key].append(finding)
    return found
