"""Receiving an application: the busiest act of the house, so it costs few statements whatever was handed in."""

from __future__ import annotations

from django.db import transaction

from yiwang.casework.cases import inserting, lifecycle, moving, numbers, preparing, serials, standing
from yiwang.casework.cases import reading as readings
from yiwang.casework.cases.applying import Application, Receipt, rows_of
from yiwang.casework.cases.models import Case
from yiwang.casework.cases.reading import Opened, first_leaf
from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.errors import NotAllowed
from yiwang.kit.outbox import services as outbox
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.catalogue.queries import Version


def receive(*, actor: Actor, application: Application) -> Receipt:
    """Receive, once for each key of the applicant; the same key again gives the first receipt.

    An item that the system decides, with nothing left to verify, is accepted and granted in the same transaction.
    Raises NotAllowed for whoever is neither the applicant nor a clerk of a window that takes this item.
    """
    version = catalogue.version(application.version, application.office)
    who = standing.to_receive(actor, application.applicant, version)
    if not who:
        raise NotAllowed()
    version.definition.check_answers(application.answers)
    return _receive(actor, who, application, version)


@transaction.atomic(savepoint=False)
def _receive(actor: Actor, who: frozenset[str], application: Application, version: Version) -> Receipt:
    opened = Opened(_case(actor, application, version), [], [])
    row = lifecycle.row_for(
        "receive",
        state=lifecycle.NOT_YET,
        standing=who,
        facts=lifecycle.Facts(),
        own=standing.is_own(actor, application.applicant, application.submitted_by),
    )
    opened.materials = rows_of(opened.case, application.materials)
    entry = moving.enter(opened, row, actor, calendar.today(), {"source": application.source})
    leaf = inserting.insert(
        opened.case,
        entry,
        opened.materials,
        leaf=moving.leaf_of(opened, entry, actor=actor),
        fact=outbox.draw_up(moving.fact_of(opened.case, entry)),
    )
    if leaf is None:
        return _received_before(application)
    preparing.decide_at_once(opened)
    return _receipt(opened, leaf)


def _case(actor: Actor, application: Application, version: Version) -> Case:
    received_at = calendar.now()
    return Case(
        number=numbers.number(version.city, calendar.today(), serials.following()),
        key=application.key,
        version_id=version.pk,
        item_code=version.definition.code,
        office_id=version.office.pk,
        applicant_id=application.applicant,
        submitted_by_id=application.submitted_by,
        received_by_id=actor.post,
        elsewhere=actor.office not in (None, version.office.pk),
        source=application.source,
        place=application.place,
        situation=version.definition.situation(application.answers)[:300],
        answers=dict(application.answers),
        values=dict(application.values),
        registered=dict(application.registered),
        contact_phone=application.contact_phone,
        state=lifecycle.NOT_YET,
        received_at=received_at,
    )


def _receipt(opened: Opened, leaf: int) -> Receipt:
    case, reading = opened.case, opened.reading()
    promised = reading.promised or reading.as_if_accepted
    return Receipt(case.number, case.received_at, promised and promised.due_on, case.state, leaf, case.office_id)


def _received_before(application: Application) -> Receipt:
    case = Case.objects.get(applicant=application.applicant, key=application.key)
    return _receipt(readings.opened(case), first_leaf(case.number))
