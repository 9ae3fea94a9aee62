"""After a register is back: the materials it could not verify are verified, without anybody asking for it."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F

from yiwang.casework.cases import services as cases
from yiwang.casework.cases.lifecycle import WrongState
from yiwang.casework.intake.models import Waiting
from yiwang.instruments.exchange import queries as shared
from yiwang.instruments.exchange import services as exchange
from yiwang.instruments.exchange.services import Answer
from yiwang.kit import calendar
from yiwang.kit.actor import SYSTEM
from yiwang.kit.errors import NotFound, Text

log = logging.getLogger(__name__)
LONGEST_PAUSE_MINUTES = 10
# What a register answers, and what becomes of the material: one it does not know needs an officer's eye.
RESULTS = {"confirmed": "data", "different": "different", "unknown": "different"}


def verify_waiting(*, limit: int = 200) -> int:
    """Ask again for what is waiting; returns how many materials were settled. Several workers may run it at once.

    A register that is still down is asked once in a run, not once for each case.
    """
    registers = {key: each.register for key, each in shared.resources().items()}
    due = Waiting.objects.filter(next_at__lte=calendar.now()).order_by("next_at")
    down: set[str] = set()
    settled = 0
    for row in list(due[:limit]):
        register = registers.get(row.resource, "")
        if register in down or not _take(row):
            continue
        if not register:
            log.warning("resource %s is no longer shared; material %s waits", row.resource, row.material)
            continue
        answer = _ask(row)
        if answer.state == "unavailable":
            down.add(register)
        else:
            settled += _settle(row, answer)
    return settled


def _take(row: Waiting) -> bool:
    """Make this row ours until its next time; false when another worker was faster."""
    pause = timedelta(minutes=min(2**row.tries, LONGEST_PAUSE_MINUTES))
    mine = Waiting.objects.filter(pk=row.pk, tries=row.tries)
    return bool(mine.update(tries=F("tries") + 1, next_at=calendar.now() + pause))


def _ask(row: Waiting) -> Answer:
    return exchange.ask(
        resource=row.resource,
        actor=SYSTEM,
        party=row.party_id,
        purpose=row.purpose,
        case_number=row.case_number,
        facts=row.facts,
    )


def _settle(row: Waiting, answer: Answer) -> int:
    """Tell the case and stop waiting, in one transaction: killed in between, it is done again and changes nothing."""
    source = Text(f"{answer.source.zh}（恢复后核验）", f"{answer.source.en} (verified when it was back)")
    with transaction.atomic():
        try:
            with transaction.atomic():
                cases.verify_material(
                    actor=SYSTEM,
                    number=row.case_number,
                    expected=None,
                    material=row.material,
                    result=RESULTS[answer.state],
                    source=source,
                    registered=answer.values,
                )
        except (NotFound, WrongState) as refusal:
            # Decided, withdrawn or handed in otherwise meanwhile: there is nothing to verify any more.
            log.info("case %s: material %s needs no verifying: %s", row.case_number, row.material, refusal.code)
        Waiting.objects.filter(pk=row.pk).delete()
    return 1
