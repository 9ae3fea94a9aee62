"""What comes out of an item: a licence that somebody can issue, at the level it is issued at."""

from __future__ import annotations

from collections.abc import Iterator

from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition
from yiwang.registers.linting.comparing import Beside
from yiwang.registers.linting.fixing import Change, Fix
from yiwang.registers.linting.rules import Finding

STATE_RESULT = Text("写明结果的名称和形式。", "State the name and form of the result.")
NAME_TYPE = Text("写明是哪一种证照（licence）。", "Name its licence type (licence).")
DECLARE_IT = Text("先在证照类型里登记它，或者改用已有的类型。", "Declare the type first, or use one that is there.")
LEVELS = {"city": Text("市级", "the city"), "district": Text("区级", "a district")}


def of_result(item: ItemDefinition, beside: Beside) -> Iterator[Finding]:
    """What is said of the result, and whether anybody can issue it."""
    result, types = item.result, beside.licences
    if item.is_assumed("result") or not result.name.zh:
        yield Finding("result.unstated", item.code, "result", result.name.zh, STATE_RESULT)
    elif result.kind == "10" and not result.licence:
        yield _without_type(item, beside)
    if types is None or not result.licence:
        return
    if result.licence not in types:
        yield Finding("result.no_such_licence", item.code, "result.licence", result.licence, DECLARE_IT)
        return
    issued_at, level = types[result.licence].issuer_level, (beside.levels or {}).get(item.department)
    if issued_at in LEVELS and level in LEVELS and issued_at != level:
        said = Text(
            f"这种证照由{LEVELS[issued_at].zh}颁发：改由{LEVELS[issued_at].zh}部门实施，或者改证照类型的颁发层级。",
            f"{LEVELS[issued_at].en.capitalize()} issues it: move the item there, or change the type's level.",
        )
        yield Finding("result.other_level", item.code, "result.licence", types[result.licence].name.zh, said)


def _without_type(item: ItemDefinition, beside: Beside) -> Finding:
    """A type of the very same name is the one that is meant."""
    name = item.result.name.zh
    meant = next((key for key, kind in (beside.licences or {}).items() if kind.name.zh == name), None)
    if meant is None:
        return Finding("result.without_licence", item.code, "result", name, NAME_TYPE)
    said = Text(f"有同名的证照类型：用 {meant}。", f"There is a type of this name: use {meant}.")
    fix = Fix((Change(("result", "licence"), meant),))
    return Finding("result.without_licence", item.code, "result", name, said, fix)
