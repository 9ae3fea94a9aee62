"""Walking through two definitions side by side. Pure.

Every field of every part is looked at, by the definition's own types: what an item learns to say tomorrow is compared
tomorrow, if only under its key.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from yiwang.kit.errors import NOTHING, Text
from yiwang.registers.definition import Basis, ItemDefinition, Limit, Material
from yiwang.registers.drafts.differences import words
from yiwang.registers.drafts.differences.labels import LABELS, SECTION_OF, SECTIONS
from yiwang.registers.drafts.differences.words import Names, Side

Change = Literal["added", "removed", "changed", "moved"]
NAMED = ("commitment", "check", "breach", "authority", "access")
"""Parts that are named in the sentence even where they stand at the item itself."""
ALIKE = 0.6
"""Two texts without a key are one text reworded when so much of them is the same."""


@dataclass(frozen=True)
class Difference:
    """One change. `path` is its place in the newer item file (`materials[2].basis`), in the older where it is gone."""

    section: str
    path: str
    change: Change
    text: Text


@dataclass(frozen=True)
class _Place:
    """Where the walk is: the path, and what the sentence begins with."""

    section: str
    path: str
    title: Text = NOTHING

    def of(self, field: str) -> _Place:
        section = self.section or SECTION_OF.get(field, "rest")
        return _Place(section, f"{self.path}.{field}" if self.path else field, self.title)

    def at(self, index: int) -> _Place:
        return _Place(self.section, f"{self.path}[{index}]", self.title)

    def named(self, title: Text) -> _Place:
        zh = f"{self.title.zh}的{title.zh}" if self.title.zh else title.zh
        en = f"{self.title.en}, {title.en[0].lower()}{title.en[1:]}" if self.title.en else title.en
        return _Place(self.section, self.path, Text(zh, en))

    def says(self, change: Change, zh: str, en: str) -> Difference:
        return Difference(self.section, self.path, change, Text(zh, en))


def between(before: ItemDefinition, after: ItemDefinition, names: Names | None = None) -> list[Difference]:
    """Every change, section by section. `names` gives the names of departments, topics, elements, licences by key."""
    walk = _Walk(Side(before, names or {}), Side(after, names or {}))
    order = list(SECTIONS)
    return sorted(walk.parts(before, after, _Place("", "")), key=lambda found: order.index(found.section))


def grouped(found: Sequence[Difference]) -> list[tuple[Text, list[Difference]]]:
    """Changes under the names of their sections, in order; a section without any is left out."""
    groups = [(title, [one for one in found if one.section == key]) for key, title in SECTIONS.items()]
    return [(title, inside) for title, inside in groups if inside]


@dataclass(frozen=True)
class _Walk:
    old: Side
    new: Side

    def parts(self, before: Any, after: Any, place: _Place) -> Iterator[Difference]:
        """Two values of one type, field by field."""
        told = set()
        if isinstance(before, Material) and before.remains != after.remains:
            told = {"licence", "resource"}
            yield _given(after, place)
        for field in fields(before):
            was, now = getattr(before, field.name), getattr(after, field.name)
            if was != now and field.name not in told:
                yield from self._field(type(before).__name__, field.name, was, now, place.of(field.name))

    def _field(self, owner: str, field: str, was: Any, now: Any, place: _Place) -> Iterator[Difference]:
        label = _label(owner, field)
        if isinstance(was, Limit) and isinstance(now, Limit):
            yield from self._limit(label, was, now, place)
        elif _has_parts(was) or _has_parts(now):
            yield from self._list(was, now, place)
        elif isinstance(was, tuple):
            yield _words_changed(label, *self._texts(owner, field, was, now), place)
        elif _is_part(was) and _is_part(now):
            yield from self.parts(was, now, place.named(label) if place.title.zh or field in NAMED else place)
        elif (_is_part(was) or _is_part(now)) and not isinstance(was or now, Limit | Basis):
            yield _new(now, place.named(label)) if now else _gone(place.named(label))
        else:
            old, new = self.old.words(owner, field, was), self.new.words(owner, field, now)
            yield _changed(label, old, new, place)

    def _texts(self, owner: str, field: str, was: Any, now: Any) -> tuple[list[Text], list[Text]]:
        return [self.old.words(owner, field, one) for one in was], [self.new.words(owner, field, one) for one in now]

    def _limit(self, label: Text, was: Limit, now: Limit, place: _Place) -> Iterator[Difference]:
        if (was.count, was.unit) != (now.count, now.unit):
            yield _changed(label, *words.limits(was, now), place)
        for field in ("basis", "note"):
            old, new = getattr(was, field), getattr(now, field)
            if old != new:
                named = Text(f"{label.zh}的{LABELS[field].zh}", f"{LABELS[field].en} of the {label.en}")
                yield _changed(named, self.old.words("Limit", field, old), self.new.words("Limit", field, new), place)

    def _list(self, was: Sequence[Any], now: Sequence[Any], place: _Place) -> Iterator[Difference]:
        pairs = _pairs(was, now)
        taken = {old for old, _ in pairs}
        met = {new for _, new in pairs}
        moved = _moved(sorted(pairs))
        for at, part in enumerate(was):
            if at not in taken:
                yield _gone(place.at(at).named(words.noun(part, self.old.names)))
        for old, new in sorted(pairs, key=lambda pair: pair[1]):
            here = place.at(new).named(words.noun(was[old], self.old.names))
            if was[old] != now[new]:
                yield from self._part(was[old], now[new], here)
            if (old, new) in moved:
                zh, en = f"{here.title.zh}：移到第{new + 1}位", f"{here.title.en}: moved to place {new + 1}"
                yield here.says("moved", zh, en)
        fresh = [(at, part) for at, part in enumerate(now) if at not in met]
        yield from (_new(part, place.at(at).named(words.noun(part, self.new.names))) for at, part in fresh)

    def _part(self, was: Any, now: Any, place: _Place) -> Iterator[Difference]:
        if isinstance(was, Text):
            zh, en = words.short(was), words.short(now)
            yield place.says("changed", f"改写：{zh.zh} → {en.zh}", f"Reworded: {zh.en} → {en.en}")
        else:
            yield from self.parts(was, now, place)


def _label(owner: str, field: str) -> Text:
    if (owner, field) == ("ItemDefinition", "form"):
        return SECTIONS["form"]
    return LABELS.get(field, Text(field, field))


def _sentence(label: Text, zh: str, en: str, place: _Place) -> Text:
    title = place.title
    if title.zh:
        return Text(f"{title.zh}，{label.zh}{zh}", f"{title.en}, {label.en}{en}")
    return Text(f"{label.zh}{zh}", f"{label.en[:1].upper()}{label.en[1:]}{en}")


def _changed(label: Text, was: Text, now: Text, place: _Place) -> Difference:
    if not was.zh:
        text = _sentence(label, f"：新写明“{now.zh}”", f": now says “{now.en}”", place)
    elif not now.zh:
        text = _sentence(label, f"：不再写明（原为“{was.zh}”）", f": no longer said (was “{was.en}”)", place)
    elif was == now:
        text = _sentence(label, "：有改动", ": changed", place)
    else:
        text = _sentence(label, f"：{was.zh} → {now.zh}", f": {was.en} → {now.en}", place)
    return place.says("changed", text.zh, text.en)


def _words_changed(label: Text, was: list[Text], now: list[Text], place: _Place) -> Difference:
    more, less = [one for one in now if one not in was], [one for one in was if one not in now]
    if not more and not less:
        text = _sentence(label, "：顺序有调整", ": in another order", place)
        return place.says("moved", text.zh, text.en)
    zh = [f"增加{words.joined(more).zh}"] * bool(more) + [f"去掉{words.joined(less).zh}"] * bool(less)
    en = [f"added {words.joined(more).en}"] * bool(more) + [f"removed {words.joined(less).en}"] * bool(less)
    text = _sentence(label, f"：{'，'.join(zh)}", f": {', '.join(en)}", place)
    return place.says("changed", text.zh, text.en)


def _given(material: Material, place: _Place) -> Difference:
    """Whether the applicant has to hand it in, and why not."""
    title = place.title
    if material.remains:
        return place.says("changed", f"{title.zh}：要由申请人提交", f"{title.en}: the applicant has to hand it in")
    why = (
        Text("没有依据，不收", "no law asks for it") if not material.has_basis
        else Text("改由数据共享核验", "shared data answer for it") if material.resource
        else Text("从电子证照库取用", "taken from the licence store") if material.licence
        else Text("可交可不交", "it is optional")
    )  # fmt: skip
    zh, en = f"{title.zh}：不再需要申请人提交（{why.zh}）", f"{title.en}: no longer asked of the applicant ({why.en})"
    return place.says("changed", zh, en)


def _gone(place: _Place) -> Difference:
    return place.says("removed", f"去掉{place.title.zh}", f"{place.title.en}: removed")


def _new(part: Any, place: _Place) -> Difference:
    more = Text("", "")
    if isinstance(part, Material):
        more = (
            Text("，要由申请人提交", ", which the applicant has to hand in") if part.remains
            else Text("，不用申请人提交", ", not asked of the applicant")
        )  # fmt: skip
    return place.says("added", f"增加{place.title.zh}{more.zh}", f"{place.title.en}: added{more.en}")


def _pairs(was: Sequence[Any], now: Sequence[Any]) -> list[tuple[int, int]]:
    """Which part of the old list is which of the new: by key, then by being the same, then by being much alike."""
    found: list[tuple[int, int]] = []
    for same in (lambda a, b: _key(a) == _key(b), _alike):
        taken, met = {old for old, _ in found}, {new for _, new in found}
        for old, part in enumerate(was):
            free = (new for new in range(len(now)) if new not in met)
            new = None if old in taken else next((new for new in free if same(part, now[new])), None)
            if new is not None:
                met.add(new)
                found.append((old, new))
    return found


def _key(part: Any) -> Any:
    for field in ("key", "value"):
        if isinstance(found := getattr(part, field, None), str) and found:
            return found
    if isinstance(part, Text):
        return part.zh
    law, article = getattr(part, "law", ""), getattr(part, "article", "")
    return (law, article) if law else repr(getattr(part, "answers", None) or words.part_words(part))


def _alike(one: Any, other: Any) -> bool:
    if getattr(one, "key", None) or getattr(one, "value", None):
        return False
    a, b = (part.zh if isinstance(part, Text) else words.part_words(part).zh for part in (one, other))
    return SequenceMatcher(None, a, b).ratio() >= ALIKE


def _moved(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The fewest parts whose moving explains the new order: all but a longest run that kept its order."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    ends: list[int] = []
    for index, (_, new) in enumerate(pairs):
        at = bisect_left(tails, new)
        before[index] = ends[at - 1] if at else None
        tails[at : at + 1], ends[at : at + 1] = [new], [index]
    kept: set[int] = set()
    last: int | None = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return {pair for index, pair in enumerate(pairs) if index not in kept}


def _is_part(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, Text)


def _has_parts(value: Any) -> bool:
    return isinstance(value, tuple) and any(is_dataclass(one) for one in value)
