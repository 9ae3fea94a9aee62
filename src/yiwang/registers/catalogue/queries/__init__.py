"""Questions about the catalogue. Everything here is public knowledge."""

from yiwang.registers.catalogue.queries.browsing import Summary, TopicView, departments, published, summaries, topics
from yiwang.registers.catalogue.queries.holding import Held, held, mark, retired
from yiwang.registers.catalogue.queries.searching import Hit, search
from yiwang.registers.catalogue.queries.versions import (
    Version,
    count,
    current,
    current_of,
    definitions,
    elements,
    is_offered,
    licence_types,
    version,
    versions_of,
)

__all__ = [
    "Held",
    "Hit",
    "Summary",
    "TopicView",
    "Version",
    "count",
    "current",
    "current_of",
    "definitions",
    "departments",
    "elements",
    "held",
    "is_offered",
    "licence_types",
    "mark",
    "published",
    "retired",
    "search",
    "summaries",
    "topics",
    "version",
    "versions_of",
]
