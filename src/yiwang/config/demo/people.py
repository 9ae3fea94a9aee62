"""The people of the demo city: residents, firms, staff and the licences they already hold. All invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import transaction

from yiwang.instruments.licences import queries as licences_held
from yiwang.instruments.licences import services as licences
from yiwang.kit import calendar
from yiwang.kit.actor import SYSTEM, Actor
from yiwang.kit.pack import Pack
from yiwang.registers.offices import queries as offices
from yiwang.registers.parties import queries as parties
from yiwang.registers.parties import services
from yiwang.registers.parties.models import Account

PASSWORD = "yiwang-city-2026"
"""Of residents and featured staff; there is no such thing outside the demo city."""
LONG_AGO = timedelta(days=700)


@dataclass
class Cast:
    """Who plays: party keys by persona, accounts by persona, staff by office and role."""

    parties: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)
    featured: list[int] = field(default_factory=list)
    """Accounts that sign in with the demo password."""
    people: list[str] = field(default_factory=list)
    firms: list[tuple[str, str]] = field(default_factory=list)
    """Firm and who represents it."""
    stories: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By persona, the codes of the items that their story leads to."""
    on_duty: dict[tuple[int, str], Actor] = field(default_factory=dict)

    def applicant(self, item: str, audience: tuple[str, ...], number: int) -> Actor:
        """A resident, or the representative of a firm, for whom the item is; the same for the same number.

        Whoever the item fits by their own story comes before whoever's turn it is.
        """
        fitting = [key for key in self.people if item in self.stories.get(key, ())]
        if fitting and "person" in audience:
            return parties.actor_of(self.accounts[fitting[number % len(fitting)]])
        firms = [(firm, head) for firm, head in self.firms if head in fitting or item in self.stories.get(head, ())]
        if firms and "organisation" in audience and number % 3 == 0:
            firm, head = firms[0]
            return parties.actor_of(self.accounts[head], acting_for=self.parties[firm])
        if "organisation" in audience and self.firms and ("person" not in audience or number % 2):
            firm, head = self.firms[number % len(self.firms)]
            return parties.actor_of(self.accounts[head], acting_for=self.parties[firm])
        return parties.actor_of(self.accounts[self.people[number % len(self.people)]])

    def staff(self, office: int, role: str) -> Actor:
        return self.on_duty[(office, role)]

    def at_window(self, office: int, *, city_wide: bool, number: int) -> Actor | None:
        """The clerk who receives: of the office, or for a city-wide item of any office one can sign in to."""
        clerks = [
            actor
            for (place, role), actor in self.on_duty.items()
            if role == "clerk" and (place == office or (city_wide and actor.account in self.featured))
        ]
        return clerks[number % len(clerks)] if clerks else None


def settle() -> Cast:
    """Everybody of the pack's personas, registered if they are not yet."""
    declared = Pack(settings.PACK).file("demo/personas").plain
    cast = Cast()
    for person in declared.get("people", ()):
        _resident(cast, person)
    for firm in declared.get("organisations", ()):
        _firm(cast, firm)
    for official in declared.get("staff", ()):
        _official(cast, official)
    _give_password(cast)
    _licences(cast)
    return cast


def _give_password(cast: Cast) -> None:
    """The one demo password, to whoever has none yet: worked out once, because each time costs a tenth of a second."""
    without = Account.objects.filter(pk__in=cast.featured, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if without.exists():
        without.update(password=make_password(PASSWORD))


def _resident(cast: Cast, declared: dict[str, Any], *, featured: bool = True) -> None:
    found = parties.find(declared["number"])
    if found is None:
        found = services.register_person(
            actor=SYSTEM, name=declared["name"], number=declared["number"],
            number_kind=declared.get("number_kind", "citizen"), phone=declared["mobile"],
            address=declared.get("address", ""), assurance=declared.get("assurance", 3),
            division=declared.get("division", ""),
        )  # fmt: skip
    account = parties.account_of(found)
    if account is None:
        account = services.open_account(person=found, login=declared["mobile"], password=None).pk
    cast.parties[declared["key"]] = found
    cast.accounts[declared["key"]] = account
    if featured:
        cast.featured.append(account)
    if "department" not in declared:
        cast.people.append(declared["key"])
        cast.stories[declared["key"]] = tuple(_codes().get(name, "") for name in declared.get("journeys", ()))


@cache
def _codes() -> dict[str, str]:
    """The code of each item by its file's name."""
    return {file.stem: str(file.data["code"]) for file in Pack(settings.PACK).files("items")}


@transaction.atomic
def _firm(cast: Cast, declared: dict[str, Any]) -> None:
    found = parties.find(declared["number"])
    head = cast.parties[declared["representative"]]
    if found is None:
        found = services.register_organisation(
            actor=SYSTEM, name=declared["name"], number=declared["number"],
            phone=declared["phone"], address=declared["address"], assurance=3, division=declared.get("division", ""),
        )  # fmt: skip
        services.represent(
            actor=SYSTEM, person=head, organisation=found, role="legal", starts_on=calendar.today() - LONG_AGO
        )
    cast.parties[declared["key"]] = found
    cast.firms.append((declared["key"], declared["representative"]))


def _official(cast: Cast, declared: dict[str, Any]) -> None:
    _resident(cast, declared, featured=bool(declared.get("featured")))
    account = cast.accounts[declared["key"]]
    office = offices.department_by_code(declared["department"]).pk
    if parties.staff_actor_of(account) is None:
        services.appoint(
            actor=SYSTEM, account=account, department=office, title=declared["title"], roles=declared["roles"],
            starts_on=calendar.today() - LONG_AGO, number=declared["post_number"],
        )  # fmt: skip
    actor = parties.staff_actor_of(account)
    for role in declared["roles"]:
        if actor:
            cast.on_duty.setdefault((office, role), actor)


def _licences(cast: Cast) -> None:
    for declared in Pack(settings.PACK).file("demo/licences").plain.get("licences", ()):
        holder = cast.parties[declared["holder"]]
        if licences_held.held(holder, declared["type"]) is not None:
            continue
        issued_at = calendar.now() - timedelta(days=declared["issued_days_ago"])
        left = declared.get("days_left")
        last_day = None if left is None else calendar.today() + timedelta(days=left)
        with calendar.at(issued_at):
            licences.issue(
                actor=SYSTEM, type_key=declared["type"], office=offices.department_by_code(declared["office"]).pk,
                holder=holder, values=declared["values"], case_number="", decided_at=issued_at,
                valid_from=calendar.today(), valid_until=last_day,
            )  # fmt: skip
