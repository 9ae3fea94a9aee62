"""Messages inside a case."""

from __future__ import annotations

from django.db import transaction

from yiwang.casework.cases import standing
from yiwang.casework.cases.events import MessageSent
from yiwang.casework.cases.models import Case, Message
from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, NotFound, Text
from yiwang.kit.ledger import kinds
from yiwang.kit.ledger import services as ledger
from yiwang.kit.outbox import services as outbox
from yiwang.registers.parties import queries as parties

LONGEST = 1000
WRITTEN = kinds.kind("cases.message", "经办部门在办件里给您留了言", "The office wrote you a message in your case")


@transaction.atomic
def send_message(*, actor: Actor, number: str, text: str) -> int:
    """Write to the other side; returns the message's key. Raises Invalid when empty or over 1,000 characters."""
    case = Case.objects.filter(number=number).first()
    if case is None or not standing.of(actor, case):
        raise NotFound()
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise Invalid(fields={"text": Text("写 1 到 1000 字。", "Write 1 to 1,000 characters.")})
    message = Message.objects.create(
        case=case,
        from_staff=actor.kind == "staff",
        actor=actor.reference,
        name=actor.name,
        text=words,
        at=calendar.now(),
    )
    if message.from_staff:
        ledger.record(WRITTEN, actor=actor, subject=parties.subject_of(case.applicant_id), case_number=number)
    outbox.tell(MessageSent(case.number, message.from_staff, case.office_id, case.applicant_id))
    return int(message.pk)
