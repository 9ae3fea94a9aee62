"""What a declared item says beyond its shape: references, the law's order, roads that end, examples that hold. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.kit.codes import Malformed
from yiwang.kit.codes import items as item_codes
from yiwang.kit.errors import Invalid, Text
from yiwang.kit.pack.declared import NO_PLACE, entries, tables, unknown
from yiwang.registers.definition import agreement, districts, examples, promising, situations
from yiwang.registers.definition.implementations import expanded
from yiwang.registers.definition.item import ItemDefinition
from yiwang.registers.definition.known import Known
from yiwang.registers.definition.parts import Limits
from yiwang.registers.definition.reading import plain, read

TWICE = Text("同样情形下，这份材料已经要过一次。", "This paper is asked for already in the same situation.")

Path = tuple[str | int, ...]
Fault = tuple[Path, Text]


def faults(data: Mapping[str, Any], known: Known, *, shaped: bool) -> list[Fault]:
    """Every fault of the declaration beyond its shape, each with its place.

    What depends on a whole definition is looked at only where its shape holds (`shaped`).
    """
    found: list[Fault] = [*_references(data, known), *districts.said(data, known), *_whens(data), *_unique(data)]
    if not shaped:
        return found
    try:
        definition = read(plain(expanded(data, known.departments)))
    except Invalid as fault:
        return [*found, *((tuple(path.split(".")), text) for path, text in fault.fields.items())]
    found += [*_codes(definition, known), *_law(definition), *_promises(definition), *_roads(definition)]
    found += [*agreement.check(definition), *promising.check(definition), *districts.check(definition, known)]
    return [*found, *_assumptions(data), *examples.check(definition, known)]


def sources(data: Mapping[str, Any]) -> Iterator[str]:
    """What a licence may be filled from: "form.<field>" and "answer.<question>" of the item."""
    for page in tables(data, "form"):
        for entry in tables(page, "fields"):
            yield "form." + str(entry.get("key") or str(entry.get("element", "")).replace(".", "_"))
    for question in tables(data, "questions"):
        yield "answer." + str(question.get("key"))


def _references(data: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    yield from _missing(("department",), data.get("department"), known.departments, "departments.toml")
    for at, code in enumerate(entries(data, "joint")):
        yield from _missing(("joint", at), code, known.departments, "departments.toml")
    for at, key in enumerate(entries(data, "topics")):
        yield from _missing(("topics", at), key, known.topics, "topics.toml")
    yield from _missing(("application",), data.get("application"), known.papers, "materials/")
    result = data.get("result")
    if isinstance(result, dict):
        yield from _missing(("result", "licence"), result.get("licence"), known.licences, "licences/")
    for at, material in enumerate(tables(data, "materials")):
        yield from _missing(("materials", at, "paper"), material.get("paper"), known.papers, "materials/")
        yield from _missing(("materials", at, "licence"), material.get("licence"), known.licences, "licences/")
        yield from _missing(("materials", at, "resource"), material.get("resource"), known.resources, "resources.toml")
        if material.get("source") in ("20", "30") and not material.get("issuer"):
            text = Text("由部门或机构出具的材料要写明出具机构 issuer。", "Say who issues this material (issuer).")
            yield ("materials", at), text
    for at, page in enumerate(tables(data, "form")):
        for place, entry in enumerate(tables(page, "fields")):
            path = ("form", at, "fields", place, "element")
            yield from _missing(path, entry.get("element"), known.elements, "data_elements.toml")
    yield from _power(data, known)
    for at, question in enumerate(tables(data, "questions")):
        for place, option in enumerate(tables(question, "options")):
            path = ("questions", at, "options", place, "instead")
            yield from _missing(path, option.get("instead"), known.items, "items/")


def _power(data: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    """An item is what its power is: of the same kind and level, at a department of the holder's system."""
    yield from _missing(("power",), data.get("power"), known.powers, "powers/")
    power = known.powers.get(str(data.get("power")))
    if power is None:
        return
    for key, zh, en in (("kind", "事项类型", "kind"), ("level", "行使层级", "level")):
        if data.get(key) != power.get(key):
            yield ("power",), Text(f"权力的{zh}是 {power.get(key)}。", f"The {en} of this power is {power.get(key)}.")
    system = known.departments.get(str(power.get("holder")), {}).get("segment")
    own = known.departments.get(str(data.get("department")), {}).get("segment")
    if system and own and system != own:
        yield ("power",), Text("权力不归这个部门的系统。", "The power belongs to another system of departments.")


def _missing(path: Path, value: object, declared: Any, where: str) -> Iterator[Fault]:
    if isinstance(value, str) and value and value not in declared:
        yield path, unknown(value, where)


def _whens(data: Mapping[str, Any]) -> Iterator[Fault]:
    """A condition names questions asked before, and answers that do not end the road."""
    options: dict[str, set[str]] = {}
    for at, question in enumerate(tables(data, "questions")):
        yield from _when(("questions", at, "when"), question.get("when"), options)
        going_on = [option for option in tables(question, "options") if not option.get("stop")]
        options[str(question.get("key"))] = {str(option.get("value")) for option in going_on}
    for key in ("materials", "fees", "flow", "situations"):
        for at, part in enumerate(tables(data, key)):
            yield from _when((key, at, "when"), part.get("when"), options)
    commitment = data.get("commitment")
    if isinstance(commitment, dict):
        for key in ("when", "chosen"):
            yield from _when(("commitment", key), commitment.get(key), options)
        for at, part in enumerate(tables(commitment, "exclusions")):
            yield from _when(("commitment", "exclusions", at, "when"), part.get("when"), options)
    for at, page in enumerate(tables(data, "form")):
        for place, entry in enumerate(tables(page, "fields")):
            yield from _when(("form", at, "fields", place, "when"), entry.get("when"), options)


def _when(path: Path, when: object, options: Mapping[str, set[str]]) -> Iterator[Fault]:
    for key, values in when.items() if isinstance(when, dict) else ():
        if key not in options:
            yield (*path, key), Text("这个条件引用的问题不在前面。", "This condition names no question asked before.")
            continue
        for value in values if isinstance(values, list) else ():
            if not isinstance(value, str) or value not in options[key]:
                text = Text(f"没有“{value}”这个能继续的选项。", f"No answer “{value}” goes on from there.")
                yield (*path, key), text


def _unique(data: Mapping[str, Any]) -> Iterator[Fault]:
    text = Text("这个键已经用过。", "This key is taken.")
    for key, name in (("questions", "key"), ("materials", "key"), ("form", "key"), ("situations", "key")):
        yield from (((key, at, name), text) for at in _again([row.get(name) for row in tables(data, key)]))
    for at, question in enumerate(tables(data, "questions")):
        values = [option.get("value") for option in tables(question, "options")]
        yield from ((("questions", at, "options", place, "value"), text) for place in _again(values))
    papers = [(row.get("paper"), row.get("when")) if row.get("paper") else None for row in tables(data, "materials")]
    yield from ((("materials", at, "paper"), TWICE) for at in _again(papers))
    fields = [
        (("form", at, "fields", place), entry.get("key") or str(entry.get("element", "")).replace(".", "_"))
        for at, page in enumerate(tables(data, "form"))
        for place, entry in enumerate(tables(page, "fields"))
    ]
    yield from ((fields[place][0], text) for place in _again([key for _, key in fields]))


def _again(values: list[Any]) -> list[int]:
    return [at for at, value in enumerate(values) if value is not None and value in values[:at]]


def _codes(definition: ItemDefinition, known: Known) -> Iterator[Fault]:
    try:
        code = item_codes.parse(definition.code)
    except Malformed as fault:
        yield ("code",), fault.citizen
        return
    if code.kind != definition.kind:
        text = Text("编码第 3、4 位与事项类型 kind 不一致。", "Digits 3 and 4 of the code differ from kind.")
        yield ("code",), text
    if definition.implementation != definition.department + definition.level + definition.code:
        text = Text("实施编码应是部门代码、行使层级、基本编码相连。", "It must be department, level and code joined.")
        yield ("implementation",), text
    office = known.departments.get(definition.department)
    wanted = (office or {}).get("item_level") or known.level_codes.get(str((office or {}).get("level")))
    if office and wanted != definition.level:
        text = Text(f"这个部门的行使层级是 {wanted}。", f"This department's level is {wanted}.")
        yield ("level",), text


def _law(definition: ItemDefinition) -> Iterator[Fault]:
    tables: list[tuple[Path, Limits | None]] = [((), definition.limits)]
    tables += [(("situations", at), row.limits) for at, row in enumerate(definition.situations)]
    for path, limits in tables:
        statutory = limits.statutory if limits else None
        if limits and statutory and limits.promised.natural_days > statutory.natural_days:
            text = Text("承诺时限超过了法定时限。", "The promise is longer than the statute allows.")
            yield (*path, "limits", "promised"), text
        if statutory and not statutory.basis:
            text = Text("法定时限要写明依据 basis。", "A statutory limit needs its basis.")
            yield (*path, "limits", "statutory"), text


def _promises(definition: ItemDefinition) -> Iterator[Fault]:
    remaining = [material for material in definition.materials if material.remains]
    if definition.zero_material and remaining:
        names = "、".join(material.name.zh for material in remaining)
        english = ", ".join(material.name.en for material in remaining)
        text = Text(f"不是零材料：{names}没有数据来源。", f"Not zero-material: no source for {english}.")
        yield ("zero_material",), text
    if definition.visits and not definition.visits_reason.zh:
        text = Text("要到现场就要说明原因 visits_reason。", "Say why a visit is needed (visits_reason).")
        yield ("visits",), text
    if definition.decided_by == "system" and definition.handling != "1":
        text = Text("系统当场决定的事项是即办件，handling 应为 1。", "Decided at once means handling 1.")
        yield ("handling",), text


def _roads(definition: ItemDefinition) -> Iterator[Fault]:
    """Every combination of answers leads to exactly one situation, and nothing stands there that none leads to."""
    for flaw in situations.flaws(definition):
        shown = situations.in_words(definition, flaw.example) if flaw.example is not None else None
        zh, en = (f"例如：{shown.zh}", f" For example: {shown.en}") if shown else ("", "")
        yield flaw.path, Text(f"{flaw.text.zh}{zh}", f"{flaw.text.en}{en}")


def _assumptions(data: Mapping[str, Any]) -> Iterator[Fault]:
    for at, path in enumerate(data.get("assumed", [])):
        value: Any = data
        for part in path.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is None:
            yield ("assumed", at), NO_PLACE
