"""The scene of the cases' tests, and browsers of its staff."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.casework.cases.scene import Scene
from yiwang.kit.actor import Actor

Seat = Callable[[Actor | None], Client]


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


@pytest.fixture
def at_desk() -> Seat:
    """A browser in which this member of staff has signed in at the desk; None: nobody has."""

    def seat(actor: Actor | None) -> Client:
        client = Client()
        if actor is not None:
            session = client.session
            session["desk"] = {"account": actor.account}
            session.save()
        return client

    return seat
