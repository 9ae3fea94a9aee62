"""An office with an editor and two publishers, and an item of theirs in force: for the tests of drafts."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.registers import people
from tests.registers.catalogue import items
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.registers.catalogue import queries as catalogue
from yiwang.registers.catalogue import services as publishing
from yiwang.registers.drafts import services
from yiwang.registers.drafts.queries import View
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties import services as registering

CODE, CITY = "310117001000", people.SHANGHAI


def official(name: str, serial: int, *roles: str, department: int = 1) -> Actor:
    account = registering.open_account(person=people.person(name, serial), login=f"DR{serial:04d}", password=None)
    registering.appoint(
        actor=SYSTEM, account=account, department=people.department(department).pk, title="岗", roles=roles,
        starts_on=date(2026, 1, 1),
    )  # fmt: skip
    actor = parties.staff_actor_of(account)
    assert actor is not None
    return actor


def declared(**more: Any) -> dict[str, Any]:
    """The small item, clean by every check of this city."""
    return items.item(**more)


DUCKS: dict[str, Any] = {
    **{"key": "ducks", "code": "1" * 21, "name": items.text("养鸭许可证"), "holder": "person"},
    **{"issuer_level": "city", "valid": {"long": True}, "fields": []},
}


class Scene:
    """`ji` edits, `xie` and `both` publish; `both` edits too."""

    def __init__(self) -> None:
        self.office = people.department(1).pk
        self.ji = official("季样例", 71, "editor")
        self.xie = official("谢样例", 72, "publisher")
        self.both = official("毕样例", 73, "editor", "publisher")
        topic = {"key": "farming", "name": items.text("农业"), "audience": ["person"]}
        publishing.keep_topics(city=CITY, declared=[topic])
        publishing.keep_elements(declared=items.ELEMENTS.values())
        publishing.keep_licence_types(declared=[DUCKS])
        publishing.publish(city=CITY, items=[declared()])

    def edited(self, actor: Actor | None = None, **more: Any) -> View:
        """A draft of the item that says more, saved by the editor."""
        actor = actor or self.ji
        begun = services.open(actor=actor, code=CODE)
        body = {**begun.declared, **(more or {"keywords": ["鸭子", "水禽"]})}
        return services.save(actor=actor, draft=begun.public_id, declared=body, expected=begun.edition)

    def approved(self, **more: Any) -> View:
        sent = services.submit(actor=self.ji, draft=self.edited(**more).public_id)
        return services.approve(actor=self.xie, draft=sent.public_id, expected=sent.edition)

    def current(self) -> catalogue.Version | None:
        return catalogue.current(CODE, CITY)
