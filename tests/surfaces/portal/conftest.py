"""The town, walked through by a browser without a screen."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.journeys.town import Town


@pytest.fixture
def enter(town: Town, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sign in as one of the town's people; in these tests the town is a demo city."""
    monkeypatch.setattr(settings, "DEMO", True)

    def as_person(key: str, **options: Any) -> Client:
        client = Client(**options)
        assert client.post("/sign-in/as/", {"persona": key}).status_code == 302
        return client

    return as_person
