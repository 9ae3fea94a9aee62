"""Questions about the catalogue. Everything here is public knowledge."""

from yiwang.registers.catalogue.queries.browsing import (
    Summary,
    TopicView,
    asking,
    departments,
    published,
    shelf,
    summaries,
    topics,
)
from yiwang.registers.catalogue.queries.comparing import beside
from yiwang.registers.catalogue.queries.history import Past, ahead_of_pack, declaration, history, latest
from yiwang.registers.catalogue.queries.holding import Held, held, mark, retired
from yiwang.registers.catalogue.queries.known import known
from yiwang.registers.catalogue.queries.searching import Hit, search
from yiwang.registers.catalogue.queries.versions import (
    Version,
    alike,
    asking_for,
    count,
    current,
    current_of,
    definitions,
    definitions_of,
    elements,
    is_offered,
    licence_types,
    of_power,
    taken_away,
    version,
    versions_of,
)

__all__ = [
    "Held",
    "Hit",
    "Past",
    "Summary",
    "TopicView",
    "Version",
    "ahead_of_pack",
    "alike",
    "asking",
    "asking_for",
    "beside",
    "count",
    "current",
    "current_of",
    "declaration",
    "definitions",
    "definitions_of",
    "departments",
    "elements",
    "held",
    "history",
    "is_offered",
    "known",
    "latest",
    "licence_types",
    "mark",
    "of_power",
    "published",
    "retired",
    "search",
    "shelf",
    "summaries",
    "taken_away",
    "topics",
    "version",
    "versions_of",
]
