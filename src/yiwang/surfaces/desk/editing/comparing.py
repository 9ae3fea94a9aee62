"""Two declarations side by side, as far as both can be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from yiwang.kit.errors import Invalid, Text
from yiwang.registers.definition import ItemDefinition
from yiwang.registers.drafts import differences
from yiwang.registers.drafts import queries as drafts

Groups = list[tuple[Text, list[differences.Difference]]]


def definition(declared: Mapping[str, Any]) -> ItemDefinition | None:
    """What a declaration says; None where it does not read yet."""
    try:
        return drafts.definition(declared)
    except Invalid:
        return None


def groups(before: Mapping[str, Any], after: Mapping[str, Any]) -> Groups | None:
    """What is different, section by section; None where one of the two does not read yet."""
    old, new = definition(before), definition(after)
    return None if old is None or new is None else between(old, new)


def between(before: ItemDefinition, after: ItemDefinition, names: Mapping[str, Text] | None = None) -> Groups:
    """What is different, section by section; `names` for whoever has asked for them already."""
    return differences.grouped(differences.between(before, after, names or drafts.names(settings.CITY)))
