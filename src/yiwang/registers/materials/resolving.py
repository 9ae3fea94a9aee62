"""An item's papers made whole from the registry, and folded again for its file. Pure; no Django.

In a pack an item says only its own: which paper, whether it is needed, by what law, in which situation, how many.
What is published is whole, because a case pins its version whole: the registry may change the day after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from yiwang.kit.pack import Pack, PackFile
from yiwang.registers.materials import paper as registry
from yiwang.registers.materials.paper import Declared

Papers = Mapping[str, Declared]

# What a registry entry lends to an item, and what is understood where neither says it.
UNSAID: dict[str, Any] = {
    "kind": "3",
    "form": "3",
    "source": "10",
    "issuer": "",
    "licence": "",
    "resource": "",
    "hint": {"zh": "", "en": ""},
    "timing": {"zh": "", "en": ""},
    "accept": ["pdf", "image"],
    "size": "",
    "blank": "",
    "sample": "",
}
REPLACED_BY = ("licence", "resource")
BLANK, SAMPLE = "{}/blank.pdf", "{}/sample.pdf"


def resolve(item: Declared, papers: Papers) -> dict[str, Any]:
    """The item with each of its papers whole. A paper the registry does not have is left as it is written."""
    return _each(item, papers, _whole)


def fold(item: Declared, papers: Papers) -> dict[str, Any]:
    """The item as its file says it: what equals the registry's is dropped. `resolve` brings back the same."""
    return _each(item, papers, _folded)


def _each(item: Declared, papers: Papers, change: Any) -> dict[str, Any]:
    listed = item.get("materials")
    if not isinstance(listed, list):
        return dict(item)
    return {**item, "materials": [_with(row, papers, change) for row in listed]}


def _with(material: Any, papers: Papers, change: Any) -> Any:
    if not isinstance(material, dict):
        return material
    entry = papers.get(str(material.get("paper")))
    return material if entry is None else change(material, _lent(entry, material))


def _lent(entry: Declared, material: Declared) -> dict[str, Any]:
    """What the registry gives to this use of the paper."""
    lent = {key: entry[key] for key in ("name", *UNSAID) if key in entry and key not in ("blank", "sample")}
    if "validity" in entry:
        words = registry.validity_words(entry["validity"])
        lent["timing"] = {"zh": words.zh, "en": words.en}
    if "blank" in entry:
        lent |= {"blank": BLANK.format(entry["key"]), "sample": SAMPLE.format(entry["key"])}
    if not material.get("basis"):
        # What nobody may ask for needs nothing in its place.
        return {key: value for key, value in lent.items() if key not in REPLACED_BY}
    return lent


def _whole(material: Declared, lent: dict[str, Any]) -> dict[str, Any]:
    if any(key in material for key in REPLACED_BY):
        # An item that says how the paper is replaced here says all of it; an empty word: here by nothing.
        lent = {key: value for key, value in lent.items() if key not in REPLACED_BY}
    made = {**material, **{key: value for key, value in lent.items() if key not in material}}
    return {key: value for key, value in made.items() if not (key in REPLACED_BY and value == "")}


def _folded(material: Declared, lent: dict[str, Any]) -> dict[str, Any]:
    said = {key: value for key, value in material.items() if key not in lent or lent[key] != value}
    for key, value in lent.items():
        if key not in material and key in UNSAID and value != UNSAID[key]:
            said[key] = UNSAID[key]
    here, there = ({key: of[key] for key in REPLACED_BY if of.get(key)} for of in (material, lent))
    said = {key: value for key, value in said.items() if key not in REPLACED_BY}
    return said | ({} if here == there else here or {"resource": ""})


def files(pack: Pack) -> list[PackFile]:
    """The item files of a pack with their papers whole; lines are those of the file as written."""
    papers = registry.of_pack(pack)
    return [replace(file, data=resolve(file.data, papers)) for file in pack.files("items")]
