"""What an item says beside the main thing has to agree with the rest of it."""

from __future__ import annotations

from collections.abc import Iterator

from yiwang.kit.errors import Text
from yiwang.registers.definition import codes
from yiwang.registers.definition.item import ItemDefinition

Path = tuple[str | int, ...]
Fault = tuple[Path, Text]
ENTRUSTED = ("5", "6")


def check(definition: ItemDefinition) -> Iterator[Fault]:
    """Faults of codes by their day, of powers, ways in, intermediaries and what may follow later."""
    yield from _days(definition)
    yield from _authority(definition)
    keys = {material.key for material in definition.materials}
    for at, service in enumerate(definition.intermediaries):
        if service.material and service.material not in keys:
            yield ("intermediaries", at, "material"), Text("没有这份材料。", "There is no such material.")
    later = [material for material in definition.materials if material.necessity == "3"]
    if definition.limits.later and not later:
        text = Text("没有可以容缺后补的材料，却写了容缺时限。", "A limit for what may follow later, and nothing may.")
        yield ("limits", "later"), text
    if definition.access and definition.access.payment and not definition.fees:
        yield ("access", "payment"), Text("不收费的事项谈不上网上支付。", "Nothing to pay, so nothing to pay online.")


def _authority(definition: ItemDefinition) -> Iterator[Fault]:
    said = definition.authority
    if said and said.source in ENTRUSTED and not said.entrusted:
        text = Text("委托行使的要写明委托部门 entrusted。", "Say by whom the power is entrusted (entrusted).")
        yield ("authority",), text


def _days(definition: ItemDefinition) -> Iterator[Fault]:
    """A code has to be in force on the version's first day."""
    used: list[tuple[str, Path, str]] = [("kind", ("kind",), definition.kind), ("level", ("level",), definition.level)]
    used += [("paper", ("materials", at, "kind"), paper.kind) for at, paper in enumerate(definition.materials)]
    for key, path, value in used:
        if codes.sets()[key].meaning(value, definition.effective_on) is None:
            text = Text("这个代码在事项生效的那天不在用。", "This code is not in force on the version's first day.")
            yield path, text
