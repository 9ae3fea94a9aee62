"""Asking a base register."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from yiwang.instruments.exchange import cutting, ports, queries
from yiwang.instruments.exchange.models import Call
from yiwang.instruments.exchange.queries import SharedResource
from yiwang.kit import calendar
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Text
from yiwang.kit.ledger import kinds
from yiwang.kit.ledger import services as leaves
from yiwang.registers.parties import queries as parties

log = logging.getLogger(__name__)
ASKED = kinds.kind(
    "exchange.asked",
    "为办理您的事项，向基础库核对了您的信息",
    "Your data were checked against a base register for your application",
)


@dataclass(frozen=True)
class Answer:
    """What a register said. `values` holds only fields that the resource declares."""

    state: Literal["confirmed", "different", "unknown", "unavailable"]
    source: Text
    at: datetime
    values: dict[str, str] = field(default_factory=dict)
    milliseconds: int = 0


def ask(
    *,
    resource: str,
    actor: Actor,
    party: int,
    purpose: str,
    case_number: str = "",
    reference: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Answer:
    """Ask one resource about one party; at most about three seconds, and never inside a transaction.

    `facts` are values the asker knows beyond the party's identity (fields of a form); only those that the resource
    declares leave. `purpose` is a code or a short sentence without personal data; `reference` stands for a case that is
    not there yet (a draft). A register that is down gives `unavailable`, one whose questions cannot be filled gives
    `unknown`: neither is an error, filing goes on.
    """
    _outside_transactions()
    shared = queries.resource(resource)
    # What the register of parties knows wins: nobody asks about another person by typing their number into a form.
    asks = cutting.asked(shared.asks, {**(facts or {}), **_known(party)})
    if cutting.missing(shared.asks, asks):
        return Answer("unknown", shared.name, calendar.now())
    question = ports.Question(shared.register, resource, asks, shared.returns, purpose, case_number or reference)
    subject = parties.subject_of(party)
    register = ports.current()
    if register.reachable(shared.register):
        # Before the question goes out: a process killed half-way has told too much, never too little.
        leaves.record(
            ASKED, actor=actor, subject=subject, purpose=purpose, case_number=case_number, facts={"resource": resource}
        )
        answer = _put(register, question, shared)
    else:
        answer = Answer("unavailable", shared.name, calendar.now())
    _write_down(answer, question, actor, subject)
    return answer


def _put(register: ports.Register, question: ports.Question, shared: SharedResource) -> Answer:
    began = time.monotonic()
    try:
        reply = register.query(question)
    except ports.NotReachable as reason:
        log.warning("register %s: %s", question.register, reason)
        return Answer("unavailable", shared.name, calendar.now(), milliseconds=_since(began))
    values = cutting.returned(shared.returns, reply.values) if reply.state == "confirmed" else {}
    return Answer(reply.state, shared.name, calendar.now(), values, _since(began))


def _write_down(answer: Answer, question: ports.Question, actor: Actor, subject: bytes) -> None:
    Call.objects.create(
        resource=question.resource,
        subject=subject,
        actor=actor.reference,
        office=actor.office,
        purpose=question.purpose[:200],
        reference=question.reference,
        outcome=answer.state,
        milliseconds=answer.milliseconds,
        at=answer.at,
    )


def _known(party: int) -> dict[str, str]:
    who = parties.identity(party)
    known = {
        "name": who.name,
        "number": who.number,
        "phone": who.phone,
        "address": who.address,
        "legal_representative": who.legal_representative,
    }
    return {name: value for name, value in known.items() if value}


def _outside_transactions() -> None:
    """A network call inside a transaction holds its locks for as long as a stranger likes."""
    # Django refuses a durable block inside another one; an empty block sends nothing to the database.
    with transaction.atomic(durable=True):
        pass


def _since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)
