"""What a pack says about words: `search/synonyms.toml`."""

from __future__ import annotations

from yiwang.kit.pack import Pack, Problem
from yiwang.kit.search import synonyms


def check(pack: Pack) -> list[Problem]:
    """Every fault of the synonyms."""
    return synonyms.check(pack)


def load(pack: Pack) -> dict[str, int]:
    """Nothing is stored: synonyms are read from the pack. Returns how many words are known."""
    return {"words": len(synonyms.read(pack).by_term)}
