"""A city's pack as a whole: the rooms that read it, in their order."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import django

from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, PackFile, Problem, problem

# A room may refer to what the rooms before it have declared.
ORDER = (
    "kit.calendar",
    "kit.search",
    "registers.offices",
    "registers.parties",
    "registers.powers",
    "registers.materials",
    "registers.catalogue",
    "registers.intermediaries",
    "registers.drafts",
    "registers.things",
    "registers.reform",
    "registers.conveniences",
    "instruments.exchange",
    "instruments.seals",
    "instruments.licences",
    "casework.cases",
    "casework.intake",
    "casework.helpdesk",
)

# What it declares is played in the demo city, not loaded; models stand behind it, so it waits for Django too.
DEMO = "yiwang.config.demo.pack"

UNREAD = Text("没有这条规则，请核对拼写。", "There is no such rule; check its spelling.")


def rooms() -> list[ModuleType]:
    """The `pack` module of every room that has one, in their order."""
    django.setup()
    return [import_module(f"yiwang.{room}.pack") for room in ORDER if find_spec(f"yiwang.{room}.pack")]


def check(folder: Path) -> list[Problem]:
    """Every fault of every file, sorted by file and line."""
    pack = Pack(folder)
    problems = [problem for room in rooms() for problem in room.check(pack)]
    problems += [*_unread_rules(pack.file("city")), *import_module(DEMO).check(pack)]
    unique = {(p.file, p.line, p.path, p.text): p for p in problems}
    return sorted(unique.values(), key=lambda p: (p.file, p.line))


def _unread_rules(city: PackFile) -> list[Problem]:
    """Rules that no room reads: a misspelt one would silently leave its default in force."""
    read = {name for room in rooms() for name in getattr(room, "RULES", ())}
    said = city.data.get("rules", {})
    return (
        [problem(city, ("rules", name), UNREAD) for name in said if name not in read] if isinstance(said, dict) else []
    )


def unsettled(folder: Path) -> list[Problem]:
    """What the desk said of items and the pack does not: a load would leave it, and the two would go apart."""
    django.setup()
    desk = import_module("yiwang.registers.catalogue.pack.desk")
    found: list[Problem] = desk.unsettled(Pack(folder))
    return found


def overrule(folder: Path) -> None:
    """The pack has the last word on every item: what the desk said of it ends with the next load."""
    django.setup()
    desk = import_module("yiwang.registers.catalogue.pack.desk")
    services = import_module("yiwang.registers.catalogue.services")
    pack = Pack(folder)
    services.settle(city=pack.file("city").data["code"], codes=desk.codes(pack))


def load(folder: Path) -> dict[str, Any]:
    """Load a checked pack; returns the counts of each room. Loading twice changes nothing."""
    pack = Pack(folder)
    return {room.__name__.split(".")[-2]: room.load(pack) for room in rooms()}
