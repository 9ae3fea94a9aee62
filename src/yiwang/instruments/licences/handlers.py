"""Facts this room hears."""

from __future__ import annotations

from yiwang.instruments.licences import documents
from yiwang.instruments.licences.events import LicenceIssued
from yiwang.kit.outbox.hearing import hears


@hears(LicenceIssued)
def make_document(event: LicenceIssued) -> None:
    documents.make(event.licence)
