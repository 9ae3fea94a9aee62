"""Facts that cases hear."""

from __future__ import annotations

from yiwang.casework.cases import queries, services
from yiwang.casework.cases.events import CaseMoved
from yiwang.instruments.licences.events import LicenceDocumentReady
from yiwang.kit.outbox.hearing import hears


@hears(LicenceDocumentReady)
def close_when_the_document_is_there(fact: LicenceDocumentReady) -> None:
    """An electronic licence is delivered the moment it can be opened."""
    if queries.awaits_delivery(fact.case_number, licence=fact.identifier):
        services.close(number=fact.case_number, delivered=True)


@hears(CaseMoved)
def close_when_the_decision_itself_is_the_result(fact: CaseMoved) -> None:
    """Granted without a licence: the written decision stands in the person's account at once."""
    if fact.act == "grant" and not fact.licence and queries.awaits_delivery(fact.number, licence=""):
        services.close(number=fact.number, delivered=True)
