"""What a commitment leaves out: who looks by when, who may not, what follows, what it is good for."""

from __future__ import annotations

from collections.abc import Iterator

from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition
from yiwang.registers.linting.rules import Finding

STATE_CHECK = Text("写明决定后多少天内、由谁、怎么查（check.within）。", "Say by when it is checked (check.within).")
STATE_WHO = Text("写明哪些人、哪些情形不能用（exclusions）。", "Say who may not choose it (exclusions).")
STATE_BREACH = Text(
    "写明限期改正几天、之后多久不能再用（breach）。", "Say how long to put it right, and for how long it stays closed."
)
STATE_GAIN = Text("写明用承诺代替哪些材料，或者当场决定。", "Say which papers it replaces, or decide at once.")


def of_commitment(item: ItemDefinition) -> Iterator[Finding]:
    """The findings about the item's way of commitment, where it has one."""
    said = item.commitment
    if said is None:
        return
    if said.check.within is None:
        yield Finding("commitment.no_check", item.code, "commitment.check", "", STATE_CHECK)
    if not said.exclusions:
        yield Finding("commitment.no_exclusions", item.code, "commitment.exclusions", "", STATE_WHO)
    if said.breach.correct is None or not said.breach.months:
        yield Finding("commitment.no_consequence", item.code, "commitment.breach", "", STATE_BREACH)
    faster = said.decision.natural_days < item.limits.promised.natural_days
    if not (said.replaces or said.later or faster):
        yield Finding("commitment.no_gain", item.code, "commitment", "", STATE_GAIN)
