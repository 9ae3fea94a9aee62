"""The city of the pack with its invented people, its registers running, and somebody who walks through the doors."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings

from sandbox.registers import Registers as Sandbox
from sandbox.registers import read_rows
from tests.delivery import deliver
from yiwang.adapters.registers_http import Registers
from yiwang.casework.cases import jobs, queries
from yiwang.casework.cases.services import Receipt
from yiwang.casework.intake import queries as drafts
from yiwang.casework.intake import services as intake
from yiwang.config import pack
from yiwang.config.demo import papers, people
from yiwang.config.demo.filling import value_for
from yiwang.instruments.exchange import ports
from yiwang.kit import calendar
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.kit.ledger.queries import of_case
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.catalogue.queries import Version
from yiwang.registers.parties import queries as parties

KEY = bytes(32)


@contextmanager
def registers() -> Iterator[Sandbox]:
    """The pack's base registers as a real server, and the platform wired to them."""
    server = Sandbox(("127.0.0.1", 0), read_rows(settings.PACK / "demo" / "registers"), KEY)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    before = ports._register
    ports.use(Registers(f"http://127.0.0.1:{server.server_address[1]}", KEY))
    try:
        yield server
    finally:
        ports._register = before
        server.shutdown()
        server.server_close()


@contextmanager
def on(day: str, hour: int = 10) -> Iterator[None]:
    """A day of 2026, such as on("11-18"). November 2026: the 18th is a Wednesday."""
    with calendar.at(datetime.fromisoformat(f"2026-{day}T{hour:02d}:00").replace(tzinfo=calendar.SHANGHAI)):
        yield


def settle() -> None:
    """The pack is loaded and everybody has moved in."""
    with on("09-01"):
        pack.load(settings.PACK)
        people.settle()


class Town:
    """The city as its people meet it."""

    def __init__(self) -> None:
        with on("09-01"):
            self.cast = people.settle()

    def item(self, slug: str) -> Version:
        """The version in force of an item file of the pack."""
        from yiwang.kit.pack import Pack

        code = next(file.data["code"] for file in Pack(settings.PACK).files("items") if file.stem == slug)
        found = catalogue.current(code, settings.CITY)
        assert found is not None, slug
        return found

    def person(self, key: str, firm: str | None = None) -> Actor:
        return parties.actor_of(self.cast.accounts[key], acting_for=self.cast.parties[firm] if firm else None)

    def staff(self, item: Version, role: str) -> Actor:
        return self.cast.staff(item.office.pk, role)

    def apply(
        self, actor: Actor, item: Version, answers: dict[str, str] | None = None, given: dict[str, Any] | None = None
    ) -> Receipt:
        """From intention to receipt, the way a person goes: questions, papers, form (with what is `given`), submit."""
        draft = self.prepare(actor, item, answers, given)
        return intake.submit(actor=actor, draft=draft, key=f"key-{draft}")

    def prepare(
        self, actor: Actor, item: Version, answers: dict[str, str] | None = None, given: dict[str, Any] | None = None
    ) -> str:
        """The same, up to the last button."""
        draft = intake.start(actor=actor, code=item.definition.code).public_id
        self._answer(actor, item, draft, answers or dict(item.definition.examples[0].answers))
        checklist = intake.check_sources(actor=actor, draft=draft)
        for need in (need for need in checklist.needs if need.state in ("missing", "unchecked")):
            paper = papers.paper(need.name.zh)
            intake.upload(actor=actor, draft=draft, material=need.key, name=f"{need.name.zh}.pdf", data=paper)
        self._fill(actor, item, draft, given or {})
        return draft

    def _answer(self, actor: Actor, item: Version, draft: str, answers: dict[str, str]) -> None:
        while question := item.definition.next_question(drafts.draft(draft, actor=actor).answers):
            intake.answer(actor=actor, draft=draft, question=question.key, value=answers[question.key])

    def _fill(self, actor: Actor, item: Version, draft: str, given: dict[str, Any]) -> None:
        held = drafts.draft(draft, actor=actor)
        known, party = drafts.prefilled(held), parties.identity(actor.party or 0)
        person = parties.identity(actor.person or 0)
        for page in item.definition.pages_for(held.answers):
            values: dict[str, Any] = {
                entry.key: known[entry.key].value
                if entry.key in known
                else value_for(item.elements[entry.element], party, person, draft)
                for entry in page.fields
            }
            # An item of the districts goes to that of its own department, unless another one is given.
            if competence := item.definition.competence:
                values |= {e.key: item.office.division for e in page.fields if e.element == competence.element}
            values |= {key: value for key, value in given.items() if key in values}
            intake.save_page(actor=actor, draft=draft, page=page.key, values=values)

    def state(self, number: str) -> str:
        return queries.visible_to(SYSTEM).get(number=number).state

    def acts(self, actor: Actor, number: str) -> list[str]:
        return [line.act for line in queries.timeline(queries.find(actor, number), actor) if line.kind == "done"]

    def a_minute_passes(self) -> None:
        """Jobs of the clock, then every fact through its handlers."""
        for job in jobs.EACH_MINUTE:
            job()
        deliver()

    def on_the_ledger(self, number: str) -> list[str]:
        return [seen.kind for seen in of_case(number)]
