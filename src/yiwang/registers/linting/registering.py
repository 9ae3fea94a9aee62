"""Papers that are not named as the city's registry names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yiwang.kit.errors import Text
from yiwang.registers.definition import ItemDefinition, Material
from yiwang.registers.linting.fixing import Change, Fix, Path
from yiwang.registers.linting.naming import canonical
from yiwang.registers.linting.rules import Finding
from yiwang.registers.materials.paper import Paper

REGISTER = Text(
    "在 materials/ 里登记，再用 paper 引用；已经登记过的，引用那一份。",
    "Register it in materials/ and refer to it by paper; if it is there already, refer to that.",
)


def of_registry(item: ItemDefinition, papers: Mapping[str, Paper] | None) -> Iterator[Finding]:
    """Nothing is said of items from other cities: they have a registry of their own, or none."""
    if papers is None or item.source:
        return
    for at, material in enumerate(item.materials):
        name = material.name.zh
        found = papers.get(name) or papers.get(canonical(name))
        if found and not _is_registered(material, found):
            suggestion = Text(f"写作“{found.name.zh}”（{found.key}）。", f"Call it “{found.name.en}” ({found.key}).")
            path = f"materials[{at}].name"
            yield Finding("material.alias", item.code, path, name, suggestion, _fix(at, material, found))
        elif not found and not material.paper:
            yield Finding("material.unregistered", item.code, f"materials[{at}]", name, REGISTER)


def _is_registered(material: Material, found: Paper) -> bool:
    return material.paper == found.key and material.name.zh == found.name.zh


def _fix(at: int, material: Material, found: Paper) -> Fix | None:
    """The registered name and the reference to it; none where the item refers to another paper already."""
    if material.paper not in ("", found.key):
        return None
    place: Path = ("materials", at)
    named = Change((*place, "name"), {"zh": found.name.zh, "en": found.name.en})
    return Fix((named, Change((*place, "paper"), found.key)))
