"""What the product would be without one of its protections. Each takes the module it changes."""

from __future__ import annotations

import dataclasses
import secrets
from types import ModuleType
from typing import Any


def forgets_what_was_submitted(filing: ModuleType) -> None:
    """yiwang.casework.intake.services.filing: no idempotency key, and the draft does not become the case."""
    application = filing._application

    def without_key(*given: Any) -> Any:
        return dataclasses.replace(application(*given), key=secrets.token_hex(8))

    filing._application = without_key
    filing._close = lambda held, receipt: None


def tells_after_commit(services: ModuleType) -> None:
    """yiwang.kit.outbox.services: facts are told once the act has been committed."""
    from django.db import transaction

    told = services.tell

    def tell(event: Any) -> None:
        transaction.on_commit(lambda: told(event))

    services.tell = tell


def claims_before_it_hears(delivery: ModuleType) -> None:
    """yiwang.kit.outbox.delivery: the inbox row is committed before the handler's own transaction."""
    from django.db import transaction

    def hear_once(fact_id: int, handler_name: str) -> bool:
        fact = delivery.Fact.objects.get(pk=fact_id)
        (handler,) = [h for h in delivery.hearing.handlers_of(fact.kind) if delivery.hearing.name_of(h) == handler_name]
        with transaction.atomic():
            if not delivery._first_time(fact_id, handler_name):
                return False
        handler(delivery.hearing.event_of(fact.kind, fact.body))
        return True

    delivery.hear_once = hear_once


def forgets_dead_workers(work: ModuleType) -> None:
    """yiwang.config.work: a worker is called dead after an hour."""
    work.SILENT_SECONDS = 3600.0


def keeps_in_the_clear(fields: ModuleType) -> None:
    """yiwang.kit.crypto.fields: secret fields are stored as they are."""

    def stored(self: Any, value: Any, connection: Any, prepared: bool = False) -> Any:
        return None if value is None else self._to_bytes(value)

    def read(self: Any, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else self._from_bytes(bytes(value))

    fields._Secret.get_db_prep_value, fields._Secret.from_db_value = stored, read
