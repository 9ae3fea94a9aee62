"""Columns made up for readers: what the tables want in one cell and a declaration has in parts or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yiwang.registers.definition import ItemDefinition, codes
from yiwang.registers.definition import read as read_item

if TYPE_CHECKING:
    from yiwang.registers.interchange.exchanging.writing import Batch, Task


@dataclass(frozen=True)
class Facts:
    """The item of the rows at hand, read, with the batch that sends it."""

    item: ItemDefinition
    task: Task
    batch: Batch


def facts(task: Task, batch: Batch) -> Facts:
    return Facts(read_item(task.declared), task, batch)


def made(name: str, entry: Any, facts: Facts) -> str:
    """The cell of a made-up column; `entry` is the row's own part of the declaration."""
    return _MAKERS[name](entry, facts)


def law(bases: Any) -> str:
    return "；".join(f"《{one['law']}》{one.get('article', '')}" for one in bases or ())


def _handle_item(item: ItemDefinition) -> str:
    return item.code if len(item.code) == 33 else f"{item.implementation[:31]}01"


def _remedy(item: ItemDefinition, kind: str) -> str:
    return "；".join(f"{one.body.zh} {one.address} {one.phone}".strip() for one in item.remedies if one.kind == kind)


def _promise_check(item: ItemDefinition) -> str:
    """By when a commitment is checked after the decision, as it stands in one cell."""
    within = item.commitment and item.commitment.check.within
    return f"{within.count}/{within.unit}" if within else ""


def _extend(facts: Facts) -> str:
    said: Mapping[str, str] = {"codes": facts.batch.other, "city": facts.batch.city}
    return json.dumps(said, separators=(",", ":"))


_MAKERS: dict[str, Callable[[Any, Facts], str]] = {
    "basic": lambda _, f: f.item.basic,
    "name": lambda entry, f: entry["body"]["name"]["zh"] if "body" in entry else f.item.name.zh,
    "kind": lambda _, f: codes.written("kind", f.item.kind, f.batch.other),
    "level": lambda _, f: f.item.level,
    "implementation": lambda _, f: f.item.implementation,
    "implementation_here": lambda entry, f: f"{entry.get('department', '')}{f.item.level}{f.item.basic}",
    "handle_item": lambda _, f: _handle_item(f.item),
    "department": lambda _, f: f.task.department,
    "law": lambda entry, _: law(entry.get("basis")),
    "state": lambda _, f: "3" if f.task.operation == "d" else "1",
    "version": lambda _, f: str(f.task.version),
    "cancelled": lambda _, f: f"{f.task.cancelled_on:%Y%m%d}" if f.task.cancelled_on else "",
    "conditions": lambda _, f: "\n".join(f"{at}. {one.zh}" for at, one in enumerate(f.item.conditions, 1)),
    "procedures": lambda _, f: "；".join(one.name.zh for one in f.item.procedures),
    "flow": lambda _, f: "→".join(step.name.zh for step in f.item.flow),
    "fee": lambda entry, _: entry.get("standard", {}).get("zh") or f"{entry['amount']} 元",
    "is_fee": lambda _, f: "1" if f.item.fees else "0",
    "fee_basis": lambda _, f: "；".join(dict.fromkeys(fee.basis for fee in f.item.fees)),
    "review": lambda _, f: _remedy(f.item, "review"),
    "lawsuit": lambda _, f: _remedy(f.item, "lawsuit"),
    "area": lambda _, f: f.item.area,
    "is_online": lambda _, f: "1" if {"2", "3"} & set(f.item.channels) else "0",
    "is_promise": lambda _, f: "1" if f.item.commitment else "0",
    "promise_check": lambda _, f: _promise_check(f.item),
    "intermediaries": lambda _, f: "；".join(one.name.zh for one in f.item.intermediaries),
    "extend": lambda _, f: _extend(f),
}
