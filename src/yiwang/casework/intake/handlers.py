"""Facts that intake hears."""

from __future__ import annotations

from yiwang.casework.cases.events import CaseMoved
from yiwang.casework.intake import services
from yiwang.kit.outbox.hearing import hears


@hears(CaseMoved)
def keep_what_a_completion_brought(fact: CaseMoved) -> None:
    """A file handed in to complete a case may be one that a draft had brought before."""
    if fact.act == "complete":
        services.keep_files_of_case(number=fact.number)
