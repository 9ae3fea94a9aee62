"""Situations that are not there, or there twice: what the completeness check finds, as findings of the linter."""

from __future__ import annotations

from collections.abc import Iterator

from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition, situations
from yiwang.registers.linting.fixing import Change, Fix, without_material, written
from yiwang.registers.linting.rules import Finding

# A row that nobody reaches can go without anybody missing it; a question or a situation may be what was meant to be
# reached, so its condition is somebody's to mend.
_CAN_GO = {f"situation.unreachable_{kind}" for kind in ("field", "fee", "step")}


def of_situations(item: ItemDefinition) -> Iterator[Finding]:
    """Each flaw of the item's situations; the finding's text is a combination of answers that shows it."""
    for flaw in situations.flaws(item):
        shown = situations.in_words(item, flaw.example) if flaw.example is not None else Text("", "")
        yield Finding(flaw.rule, item.code, written(flaw.path), shown.zh, flaw.text, _fix(item, flaw))


def _fix(item: ItemDefinition, flaw: situations.Flaw) -> Fix | None:
    if flaw.rule == "situation.unreachable_material":
        return without_material(item, int(flaw.path[1]))
    if flaw.rule in _CAN_GO:
        return Fix((Change(flaw.path, taken_away=True),))
    if flaw.rule == "situation.unreachable_option":
        return _answerable(item, flaw)
    return None


def _answerable(item: ItemDefinition, flaw: situations.Flaw) -> Fix | None:
    """The condition with only the answers that can be given."""
    when = next(part for _, path, part in situations.conditions(item) if path == flaw.path[:-2])
    left = [value for value in when[str(flaw.path[-1])] if value not in flaw.idle]
    return Fix((Change(flaw.path, left),)) if left else None
