"""A thing and its items: what it refers to is there, nothing is asked twice, every road leads somewhere, no circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yiwang.kit.errors import Text
from yiwang.kit.pack.declared import tables, unknown
from yiwang.registers.definition import ItemDefinition, Material
from yiwang.registers.things.ordering import Edge, Loop, makes, waves
from yiwang.registers.things.thing import Feed, Member, Part, Thing, read

Fault = tuple[tuple[str | int, ...], Text]
Known = Mapping[str, ItemDefinition | None]
LEAST = {"citizen": (3, 2), "enterprise": (1, 3)}
"""The fewest situations and items of a thing."""

TAKEN = Text("这个键已经用过。", "This key is taken.")
NOT_BEFORE = Text("这个条件引用的问题不在前面。", "This condition names no question asked before.")
NO_QUESTION = Text("这件一件事没有这个问题。", "The thing has no such question.")
ONE_WAY = Text("写 from 或者 is，只写一个。", "Say from or is, one of them.")
NO_MEMBER = Text("这件一件事里没有这个事项。", "The thing has no such item.")
ITSELF = Text("事项不能等它自己。", "An item cannot wait for itself.")
NO_MATERIAL = Text("这个事项没有这份材料，或者依法不收。", "The item has no such material, or no law asks for it.")
SHOWN = Text("从证照类型已经看得出先后，不用再写。", "The licence type shows this already; leave it out.")
UNREACHED = Text("没有哪种情形需要这个事项。", "No situation needs this item.")


def references(data: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    """Items that are there, conditions on what was asked before, keys used once: also in a file of wrong shape."""
    options: dict[str, set[str]] = {}
    for at, question in enumerate(tables(data, "questions")):
        yield from _when(("questions", at, "when"), question.get("when"), options)
        options[str(question.get("key"))] = {str(each.get("value")) for each in tables(question, "options")}
        values = [each.get("value") for each in tables(question, "options")]
        yield from ((("questions", at, "options", place, "value"), TAKEN) for place in _again(values))
    for at, member in enumerate(tables(data, "items")):
        yield from _when(("items", at, "when"), member.get("when"), options)
        code = member.get("code")
        if isinstance(code, str) and code not in known:
            yield ("items", at, "code"), unknown(code, "items/")
    for name, key in (("questions", "key"), ("items", "key"), ("items", "code")):
        yield from (((name, at, key), TAKEN) for at in _again([row.get(key) for row in tables(data, name)]))


def check(declared: Mapping[str, Any], known: Known) -> list[Fault]:
    """What can be told of a thing whose shape holds, as far as its items can be read."""
    thing = read(declared)
    faults = [fault for at, member in enumerate(thing.items) for fault in _member(thing, at, member, known)]
    faults += _least(thing)
    reached = {part.key for road in thing.roads() for part in _parts(thing, road, known)}
    for at, member in enumerate(thing.items):
        if known.get(member.code) and member.key not in reached:
            faults.append((("items", at, "when"), UNREACHED))
    if not faults:
        faults += [*_stops(thing, known), *_asked_twice(thing, known), *_loops(thing, known)]
    return list(dict.fromkeys(faults))


def _least(thing: Thing) -> Iterator[Fault]:
    situations, items = LEAST[thing.audience]
    if len(thing.items) < items:
        yield ("items",), Text(f"至少要有 {items} 个事项。", f"At least {items} items.")
    if (found := len(thing.situations())) < situations:
        text = Text(
            f"只有 {found} 种情形，至少要 {situations} 种。", f"Only {found} situations; at least {situations}."
        )
        yield ("questions",), text


def _member(thing: Thing, at: int, member: Member, known: Known) -> Iterator[Fault]:
    item = known.get(member.code)
    if item is None:
        return
    for key, feed in member.feeds.items():
        yield from _feed(thing, ("items", at, "answers", key), key, feed, item)
    materials = {each.key: each for each in item.materials if each.has_basis}
    for place, after in enumerate(member.after):
        path = ("items", at, "after", place)
        giver = thing.member(after.item)
        if giver is None or giver is member:
            yield (*path, "item"), ITSELF if giver else NO_MEMBER
        elif after.material and after.material not in materials:
            yield (*path, "material"), NO_MATERIAL
        elif after.material and _shows(giver, member, materials[after.material], known):
            yield path, SHOWN


def _feed(thing: Thing, path: tuple[str | int, ...], key: str, feed: Feed, item: ItemDefinition) -> Iterator[Fault]:
    asked = next((each for each in item.questions if each.key == key), None)
    if asked is None:
        yield path, Text(f"事项没有“{key}”这个问题。", f"The item asks no “{key}”.")
        return
    if bool(feed.question) == bool(feed.value):
        yield path, ONE_WAY
        return
    options = {option.value for option in asked.options}
    own = next((each for each in thing.questions if each.key == feed.question), None)
    if feed.question and own is None:
        yield (*path, "from"), NO_QUESTION
        return
    said = {option.value for option in own.options} if own else set()
    for value in feed.values:
        if value not in said:
            text = Text(f"问题没有“{value}”这个选项。", f"The question has no answer “{value}”.")
            yield (*path, "values", value), text
    given = feed.values.values() if feed.values else said or {feed.value}
    for value in sorted(set(given) - options):
        yield path, Text(f"事项的这个问题没有“{value}”这个选项。", f"The item's question has no answer “{value}”.")


def _shows(giver: Member, taker: Member, material: Material, known: Known) -> bool:
    one, other = known.get(giver.code), known.get(taker.code)
    return bool(one and other and makes(Part(giver, one, {}), Part(taker, other, {}), material))


def _parts(thing: Thing, road: Mapping[str, str], known: Known) -> list[Part]:
    """The items of a road, with what the road tells of them; those that cannot be read are left out."""
    return [
        Part(member, item, answers, item.stop_for(answers))
        for member in thing.included(road)
        if (item := known.get(member.code))
        for answers in [item.relevant(member.answers(road))]
    ]


def _stops(thing: Thing, known: Known) -> Iterator[Fault]:
    """An item that the thing's own answers make needless does not belong to that situation."""
    for road in thing.roads():
        for part in _parts(thing, road, known):
            if part.stop:
                said = "、".join(f"{key}={value}" for key, value in road.items())
                zh, en = f"回答 {said} 时，事项自己说不用办。", f"With {said} the item itself says it is not needed."
                yield ("items", thing.items.index(part.member), "when"), Text(zh, en)


def _asked_twice(thing: Thing, known: Known) -> Iterator[Fault]:
    """A question in the same words, by the thing and an item or by two items, is one question and is fed."""
    asked = {question.ask.zh: "" for question in thing.questions}
    for at, member in enumerate(thing.items):
        item = known.get(member.code)
        for question in item.questions if item else ():
            if question.key in member.feeds:
                continue
            if asked.setdefault(question.ask.zh, member.key) != member.key:
                zh = f"“{question.ask.zh}”问了两遍：在 answers 里写明由哪个问题回答。"
                en = f"“{question.ask.en}” is asked twice: say in answers which question answers it."
                yield ("items", at), Text(zh, en)


def _loops(thing: Thing, known: Known) -> Iterator[Fault]:
    for road in thing.roads():
        parts = _parts(thing, road, known)
        edges = [edge for taker in parts for edge in _possible(taker, parts)]
        try:
            waves([part.key for part in parts], edges, {part.key: part.definition.name for part in parts})
        except Loop as loop:
            yield ("items",), loop.citizen


def _possible(taker: Part, parts: Iterable[Part]) -> Iterator[Edge]:
    """Whatever the taker may wait for: its papers whose conditions do not contradict what the road tells."""
    asked = {
        each.key: each
        for each in taker.definition.materials
        if all(taker.answers.get(question, values[0]) in values for question, values in each.when.items())
    }
    for giver in parts:
        yield from (Edge(giver.key, taker.key, key) for key, each in asked.items() if makes(giver, taker, each))
        stated = (after for after in taker.member.after if after.item == giver.key)
        yield from (Edge(giver.key, taker.key) for after in stated if not after.material or after.material in asked)


def _when(path: tuple[str | int, ...], when: object, options: Mapping[str, set[str]]) -> Iterator[Fault]:
    for key, values in when.items() if isinstance(when, dict) else ():
        if key not in options:
            yield (*path, key), NOT_BEFORE
            continue
        for value in values if isinstance(values, list) else ():
            if value not in options[key]:
                text = Text(f"问题没有“{value}”这个选项。", f"The question has no answer “{value}”.")
                yield (*path, key), text


def _again(values: list[Any]) -> list[int]:
    return [at for at, value in enumerate(values) if value is not None and value in values[:at]]
