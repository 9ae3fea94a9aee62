"""Every address with an object in it against every kind of person.

Whoever may, gets an answer. Whoever may not, gets the answer of an object that nobody has: the same status, the same
body, and as many questions to the database, so that neither page nor clock tells that it exists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.access.matrix import MATRIX, OPEN
from tests.access.routes import Route, routes
from tests.access.world import NOBODYS, World
from yiwang.casework.cases import queries as cases
from yiwang.casework.cases.models import Case

GUARDED = [route for route in routes() if route.objects and MATRIX.get(route.name, OPEN) != OPEN]
METHODS = ("get", "post")
QUERIES_APART = 2
"""A number that nobody has costs no subject to be looked up for the ledger; more would be a clock to read."""


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_every_address_with_an_object_has_its_row() -> None:
    """A demo's door stands only in demo mode, where everybody is fiction."""
    found = {route.name for route in routes() if route.objects and not route.pattern.startswith("demo/")}
    assert found - set(MATRIX) == set(), "addresses without a row"
    assert set(MATRIX) - found == set(), "rows without an address"


@pytest.mark.parametrize("route", GUARDED, ids=lambda route: route.name)
def test_only_those_see_it_who_may(world: World, route: Route) -> None:
    refuses_everybody_else(world, route)
    for who in MATRIX[route.name]:
        answers = [asked(world.people[who](), method, address_of(world, route))[0] for method in METHODS]
        assert any(answer.status_code in (200, 302, 409, 422) for answer in answers), (who, answers)
        assert all("sign-in" not in answer.get("Location", "") for answer in answers), who


def refuses_everybody_else(world: World, route: Route) -> None:
    for who, enter in world.people.items():
        if who in MATRIX[route.name]:
            continue
        client = enter()
        for method in METHODS:
            theirs, costs = asked(client, method, address_of(world, route))
            nobodys, nobody_costs = asked(client, method, nobodys_address(world, route))
            assert theirs.status_code == nobodys.status_code, (who, method, theirs.status_code, nobodys.status_code)
            assert theirs.status_code in (302, 401, 403, 404, 405), (who, method, theirs.status_code)
            assert plain(theirs, route, world) == plain(nobodys, route, world), (who, method)
            assert abs(costs - nobody_costs) <= QUERIES_APART, (who, method, costs, nobody_costs)


def asked(client: Client, method: str, address: str) -> tuple[HttpResponse, int]:
    """The answer and what it cost; what it changed is undone."""
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        answer = getattr(client, method)(address)
        if answer.streaming:
            answer.content = b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return answer, len(queries)


def address_of(world: World, route: Route) -> str:
    return route.address(**values_of(world, route))


def nobodys_address(world: World, route: Route) -> str:
    """The same address about an object nobody has: what stands first in it is exchanged."""
    values = values_of(world, route)
    return route.address(**{**values, route.objects[0]: NOBODYS[route.objects[0]]})


def values_of(world: World, route: Route) -> dict[str, str]:
    values = dict(world.objects)
    if route.name.startswith("desk:accept"):
        values |= {"draft": values["window"], "file": values["window_file"]}
    if route.name.startswith("desk:draft"):
        values["draft"] = world.item_draft
    if route.name in ("portal:receipt", "desk:accept_receipt"):
        values["draft"] = world.filed[route.name.partition(":")[0]]
    if route.name == "portal:rate":
        values["number"] = values["granted"]
    values["key"] = {"portal:form": "shop", "portal:question": "mode", "portal:upload": "layout"}.get(route.name, "")
    return values


def plain(answer: HttpResponse, route: Route, world: World) -> str:
    """Body and target without what differs between any two answers: tokens, and the address itself."""
    text = answer.get("Location", "") + answer.content.decode(errors="replace")
    for value in (values_of(world, route)[route.objects[0]], NOBODYS[route.objects[0]]):
        text = text.replace(value, "…")
    return re.sub(r'name="(csrfmiddlewaretoken|kept)" value="[^"]*"', "", text)


@pytest.fixture
def open_doors(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """The mutant: whoever asks sees every case."""

    def opened() -> None:
        from yiwang.casework.cases.queries import finding

        monkeypatch.setattr(finding, "visible_to", lambda actor: Case.objects.all())
        monkeypatch.setattr(cases, "visible_to", lambda actor: Case.objects.all())

    yield opened


@pytest.mark.parametrize("name", ["portal:case", "desk:case", "portal:everything"])
def test_control_where_everybody_sees_every_case_the_matrix_fails(
    world: World, open_doors: Callable[[], None], name: str
) -> None:
    (route,) = [route for route in GUARDED if route.name == name]
    refuses_everybody_else(world, route)
    open_doors()
    with pytest.raises(AssertionError):
        refuses_everybody_else(world, route)


@pytest.mark.parametrize("name", ["portal:draft", "portal:licence", "desk:licence"])
def test_control_where_everybody_sees_everything_the_matrix_fails(
    world: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from yiwang.casework.intake import queries as drafts
    from yiwang.instruments.licences import queries as licences

    (route,) = [route for route in GUARDED if route.name == name]
    refuses_everybody_else(world, route)
    monkeypatch.setattr(drafts, "visible_to", lambda actor, visitor="": drafts.Draft.objects.all())
    monkeypatch.setattr(licences, "visible_to", lambda actor: licences.Licence.objects.all())
    with pytest.raises(AssertionError):
        refuses_everybody_else(world, route)
