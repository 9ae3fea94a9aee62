"""What an item is found by: tokens by weight, pinyin, and its names for prefixes and misspelt words."""

from __future__ import annotations

from typing import Any

from django.db.models.expressions import RawSQL

from yiwang.kit.search import pinyin, tokens
from yiwang.kit.search.synonyms import plain
from yiwang.registers.definition import ItemDefinition
from yiwang.registers.offices.queries import Office

_WEIGHTED = " || ".join(f"setweight(to_tsvector('simple', %s), '{weight}')" for weight in "ABCD")


def tokens_of(definition: ItemDefinition, office: Office) -> RawSQL:
    """The weighted vector: name A, keywords B, summary C, department D (each in both languages)."""
    name, summary = definition.name, definition.summary
    texts = (
        f"{name.zh} {name.en} {definition.code} {definition.basic}",
        " ".join(definition.keywords),
        f"{summary.zh} {summary.en}",
        f"{office.name.zh} {office.short_name}",
    )
    return RawSQL(_WEIGHTED, [" ".join(tokens.of_text(text)) for text in texts])


def spelled(definition: ItemDefinition) -> str:
    """Pinyin of the name and of each keyword, initials first: for those who type letters, and for words misheard."""
    texts = (definition.name.zh, *definition.keywords)
    return " ".join(spell(text) for spell in (pinyin.initials, pinyin.full) for text in texts)


def search_name(definition: ItemDefinition) -> str:
    """Both names and the keywords, as they are compared."""
    return plain(" ".join((definition.name.zh, definition.name.en, *definition.keywords)))[:520]


def card(definition: ItemDefinition) -> dict[str, Any]:
    """What a list shows besides the name."""
    promised = definition.limits.promised
    return {
        "summary": {"zh": definition.summary.zh, "en": definition.summary.en},
        "handling": definition.handling,
        "decided_by": definition.decided_by,
        "visits": definition.visits,
        "zero_material": definition.zero_material,
        "reach": definition.reach,
        "online_depth": definition.online_depth,
        "districts": len(definition.implementations),
        "promised": promised.count,
        "promised_unit": promised.unit,
    }


def papers(definition: ItemDefinition) -> list[str]:
    """Keys in the registry of the papers it asks for by law, and of its application form."""
    asked = {each.paper for each in definition.materials if each.has_basis}
    return sorted((asked | {definition.application}) - {""})
