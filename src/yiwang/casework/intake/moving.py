"""From one version of an item to the next: what was said stays where it still means the same. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yiwang.registers.definition import ItemDefinition


def answers(new: ItemDefinition, given: Mapping[str, str]) -> dict[str, str]:
    """The answers whose question and option the new version still has, on a road it still has."""
    known = {question.key: question for question in new.questions}
    kept = {key: value for key, value in given.items() if key in known and known[key].option(value)}
    return new.relevant(kept)


def values(old: ItemDefinition, new: ItemDefinition, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of fields that the new version still has and that still mean the same data element."""
    meant = {field.key: field.element for field in old.fields()}
    means = {field.key: field.element for field in new.fields()}
    return {key: value for key, value in given.items() if key in means and means[key] == meant.get(key)}
