"""What an item says of commitment has to hold by itself and by law: what a law closes, no file can open."""

from __future__ import annotations

from collections.abc import Iterator

from yiwang.kit.errors import Text
from yiwang.registers.definition import situations
from yiwang.registers.definition.commitment import Commitment
from yiwang.registers.definition.item import ItemDefinition
from yiwang.registers.definition.parts import holds

Path = tuple[str | int, ...]
Fault = tuple[Path, Text]

NO_MATERIAL = Text("没有这份材料。", "There is no such material.")
NEEDLESS = Text("这份材料没有依据，本来就不收，谈不上用承诺代替。", "No law asks for this paper; nothing to replace.")
BOTH = Text("已经用承诺代替的材料，不用再后补。", "A paper that is replaced need not follow.")
SAFETY = Text(
    "直接涉及安全的事项，没有法律特别规定不能告知承诺；有规定的写明 allowed。",
    "What touches safety directly is closed to commitment unless a law opens it: name it (allowed).",
)
SLOWER = Text("承诺办不能比一般办法更慢。", "The way of commitment cannot be slower than the ordinary one.")
LONGER = Text("承诺办的时限超过了法定时限。", "The decision takes longer than the statute allows.")
NO_STATEMENT = Text("没有写申请人承诺什么。", "The letter does not say what the applicant promises.")
NO_CONDITIONS = Text("没有告知要符合的条件。", "The letter does not tell the conditions to meet.")
NEVER = Text("没有哪种情形可以承诺：例外把路都堵上了。", "No situation leaves this way open: exclusions close it all.")


def check(definition: ItemDefinition) -> Iterator[Fault]:
    """Faults of the table `commitment`."""
    said = definition.commitment
    if said is None:
        return
    found = [*_papers(definition, said), *_letter(said), *_law(definition, said), *_open(definition, said)]
    yield from ((("commitment", *path), text) for path, text in found)


def _papers(definition: ItemDefinition, said: Commitment) -> Iterator[Fault]:
    held = {material.key: material for material in definition.materials}
    for at, key in enumerate(said.replaces):
        if key not in held:
            yield ("replaces", at), NO_MATERIAL
        elif not held[key].has_basis:
            yield ("replaces", at), NEEDLESS
    for at, follow in enumerate(said.later):
        if follow.material not in held:
            yield ("later", at, "material"), NO_MATERIAL
        elif follow.material in said.replaces:
            yield ("later", at, "material"), BOTH


def _letter(said: Commitment) -> Iterator[Fault]:
    if not said.clauses("statement"):
        yield ("text",), NO_STATEMENT
    if not said.clauses("conditions"):
        yield ("text",), NO_CONDITIONS


def _law(definition: ItemDefinition, said: Commitment) -> Iterator[Fault]:
    if said.safety and said.allowed is None:
        yield ("safety",), SAFETY
    statutory, days = definition.limits.statutory, said.decision.natural_days
    if statutory and days > statutory.natural_days:
        yield ("decision",), LONGER
    elif days > definition.limits.promised.natural_days:
        yield ("decision",), SLOWER


def _open(definition: ItemDefinition, said: Commitment) -> Iterator[Fault]:
    """Some road through the questions has to leave this way open."""
    barring = [each.when for each in said.exclusions if each.when]
    opening = {**said.when, **said.chosen}
    keys = {key for when in (opening, *barring) for key in when}
    try:
        roads = situations.roads(definition, keys)
    except situations.TooMany:
        return  # told of the questions themselves
    if roads and not any(holds(opening, road) and not any(holds(each, road) for each in barring) for road in roads):
        yield ("when",), NEVER
