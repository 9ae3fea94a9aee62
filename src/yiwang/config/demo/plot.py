"""Whether the scenes of a pack can be played: items, paths, acts in a lawful order, answers and values that fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.casework.cases import lifecycle
from yiwang.config.demo import filling, schemas
from yiwang.kit.errors import Invalid, Text
from yiwang.kit.pack import Pack, PackFile, check_schema
from yiwang.registers.definition import Field, ItemDefinition, forms, read
from yiwang.registers.definition import schemas as catalogue
from yiwang.registers.definition.elements import DataElement, element
from yiwang.registers.materials import resolving

Path = tuple[str | int, ...]
Fault = tuple[Path, Text]

NO_ITEM = Text("这个包里没有这个代码的事项。", "There is no item with this code in this pack.")
NO_PATH = Text("paths 里没有这个名字。", "There is no path of this name in paths.")
NO_QUESTION = Text("这件事不问这个问题。", "This item asks no such question.")
NO_OPTION = Text("这个问题没有这个选项。", "This question has no such option.")
NO_FIELD = Text("事项的表单里没有这一项。", "No form of these items has such a field.")
TWICE = Text("前面已经有一个同名的了。", "There is one of this name before.")
EARLIER = Text("比前一步还早。", "It is earlier than the act before it.")


@dataclass(frozen=True)
class Stage:
    """The items that can be played, by code, and what their fields mean. A faulty item is told by its own check."""

    items: Mapping[str, ItemDefinition]
    codes: frozenset[str]
    elements: Mapping[str, DataElement]


def faults(pack: Pack, file: PackFile) -> Iterator[Fault]:
    """What the file says beyond its shape."""
    stage = _stage(pack)
    names: set[Any] = set()
    for at, path in _tables(file.data, "paths"):
        if isinstance(name := path.get("name"), str):
            yield from [(("paths", at, "name"), TWICE)] if name in names else []
            names.add(name)
        yield from _acts(("paths", at, "acts"), path)
    yield from _values(("values",), file.data.get("values"), stage, stage.items)
    for code, values in _pairs(file.data.get("items")):
        yield from _in_item(("items", code), code, values, stage)
    for at, scene in _tables(file.data, "scenes"):
        if isinstance(wanted := scene.get("path"), str) and wanted not in names:
            yield ("scenes", at, "path"), NO_PATH
        yield from _scene(("scenes", at), scene, stage)


def _tables(data: Mapping[str, Any], key: str) -> list[tuple[int, dict[str, Any]]]:
    found = data.get(key, [])
    return [(at, row) for at, row in enumerate(found if isinstance(found, list) else []) if isinstance(row, dict)]


def _pairs(found: object) -> list[tuple[str, Any]]:
    return list(found.items()) if isinstance(found, dict) else []


def _stage(pack: Pack) -> Stage:
    declared = pack.file("data_elements")
    elements = {} if check_schema(declared, catalogue.ELEMENTS) else declared.plain.get("elements", [])
    found = {}
    for file in resolving.files(pack):
        if not check_schema(file, catalogue.ITEM):
            try:
                found[str(file.data["code"])] = read(file.plain)
            except Invalid:
                continue
    codes = frozenset(str(file.data.get("code")) for file in pack.files("items"))
    return Stage(found, codes, {row["key"]: element(row) for row in elements})


def _acts(path: Path, declared: dict[str, Any]) -> Iterator[Fault]:
    """The path as the lifecycle table sees it, from the day of receipt; after a fault the state is anybody's guess."""
    state, last = "received", 0
    for at, act in _tables(declared, "acts"):
        name, who, after = act.get("act"), act.get("who"), act.get("after")
        if type(after) is int:
            yield from [((*path, at, "after"), EARLIER)] if after < last else []
            last = max(last, after)
        if not isinstance(name, str) or name not in schemas.ACTS or not isinstance(who, str):
            return
        lawful = [row for row in lifecycle.rows(name) if who in row.who]
        if not lawful and who not in schemas.STILL.get(name, ()):
            yield (*path, at, "who"), _not_theirs(name)
            return
        if lawful and not (now := [row for row in lawful if state in row.before]):
            yield (*path, at, "act"), _not_now(name, state)
            return
        state = now[0].after if lawful else state


def _not_theirs(name: str) -> Text:
    allowed = dict.fromkeys(who for row in lifecycle.rows(name) for who in row.who) or schemas.STILL[name]
    listed = list(allowed)
    return Text(f"这一步只能由 {'、'.join(listed)} 来做。", f"This act is for {', '.join(listed)} only.")


def _not_now(name: str, state: str) -> Text:
    said = lifecycle.STATES[state]
    return Text(
        f"办件这时是“{said.zh}”，办理流程表里不能 {name}。",
        f"The case is “{said.en}” here: the lifecycle table has no {name}.",
    )


def _scene(path: Path, scene: dict[str, Any], stage: Stage) -> Iterator[Fault]:
    code = scene.get("item")
    if not isinstance(code, str):
        return
    yield from _in_item((*path, "values"), code, scene.get("values", {}), stage, named=(*path, "item"))
    if (item := stage.items.get(code)) is None:
        return
    questions = {question.key: question for question in item.questions}
    for key, value in _pairs(scene.get("answers")):
        if key not in questions:
            yield (*path, "answers", key), NO_QUESTION
        elif value not in [option.value for option in questions[key].options]:
            yield (*path, "answers", key), NO_OPTION


def _in_item(path: Path, code: str, values: object, stage: Stage, *, named: Path | None = None) -> Iterator[Fault]:
    if code not in stage.codes:
        yield named or path, NO_ITEM
    elif item := stage.items.get(code):
        yield from _values(path, values, stage, {code: item})


def _values(path: Path, values: object, stage: Stage, items: Mapping[str, ItemDefinition]) -> Iterator[Fault]:
    """Each value against every field of that key: a form would refuse it only when the scene is played."""
    fields: dict[str, dict[str, Field]] = {}
    for item in items.values():
        for field in (field for page in item.form for field in page.fields):
            fields.setdefault(field.key, {}).setdefault(field.element, field)
    for key, value in _pairs(values):
        if key not in fields:
            yield (*path, key), NO_FIELD
        for name, field in fields.get(key, {}).items():
            if (meant := stage.elements.get(name)) and (wrong := _unfit(field, meant, value)):
                yield (*path, key), wrong
                break


def _unfit(field: Field, meant: DataElement, value: object) -> Text | None:
    described = {"type": "object", "properties": {field.key: forms.field_schema(field, meant)}}
    for one in value if isinstance(value, list) else [value]:
        if (not isinstance(one, dict) or set(one) == {"days"}) and type(one) is not list:
            found = forms.validate(described, {field.key: filling.said(one)})
            if found:
                return found[field.key]
    return None
