"""What a city may declare for the life of its items: `item_office` in `[rules]` of city.toml."""

from __future__ import annotations

from yiwang.kit.errors import Text
from yiwang.kit.pack import Pack, Problem, check_schema, problem
from yiwang.kit.pack.declared import tables
from yiwang.kit.pack.shapes import rules

RULES = {"item_office": {"type": "string", "pattern": "^[0-9A-Z]{18}$"}}
NO_DEPARTMENT = Text("departments.toml 里没有这个部门。", "There is no such department in departments.toml.")


def check(pack: Pack) -> list[Problem]:
    """Every fault of the rule."""
    file = pack.file("city")
    if problems := check_schema(file, rules(RULES)):
        return problems
    known = {row.get("code") for row in tables(pack.file("departments").data, "departments")}
    named = file.data.get("rules", {}).get("item_office")
    return [problem(file, ("rules", "item_office"), NO_DEPARTMENT)] if named and named not in known else []


def load(pack: Pack) -> dict[str, int]:
    """Nothing is stored: the rule is read from the pack."""
    return {}
