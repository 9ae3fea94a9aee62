"""schemathesis asks the machine API what its contract allows and forbids: no 5xx, no answer that is not declared."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.access.world import World
from yiwang.config.wsgi import application
from yiwang.surfaces.gateway import problems
from yiwang.surfaces.gateway.api import api

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
CALLERS = ["anonymous", "machine here", "machine elsewhere", "owner", "other citizen"]


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """A server closes its connection after a request; here it is the test's own, and stays."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(world: World, who: str, examples: int) -> None:
    client = world.people[who]()
    headers = {name.removeprefix("HTTP_").title().replace("_", "-"): value for name, value in client.defaults.items()}
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) >= 6
    for operation in operations:
        asked(operation, headers, cookies, examples)


def asked(operation: object, headers: dict[str, str], cookies: dict[str, str], examples: int) -> None:
    @given(case=operation.as_strategy())  # type: ignore[attr-defined]
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def one(case: schemathesis.Case) -> None:
        answer = case.call(headers=headers, cookies=cookies)
        case.validate_response(answer, checks=CHECKS)

    one()


@pytest.mark.parametrize("who", CALLERS)
def test_every_answer_is_declared(world: World, who: str) -> None:
    ask(world, who, 15)


@pytest.mark.prove
@pytest.mark.parametrize("who", CALLERS)
def test_every_answer_is_declared_at_length(world: World, who: str) -> None:
    ask(world, who, 200)


def test_control_an_undeclared_answer_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def teapot(request: object, refusal: object, status: int | None = None) -> HttpResponse:
        return HttpResponse("short and stout", status=418)

    monkeypatch.setattr(problems, "answer", teapot)
    monkeypatch.setattr(problems, "_unknown_caller", teapot)
    before = dict(api._exception_handlers)
    problems.install(api)
    try:
        with pytest.raises(BaseException, match=r"418|[Uu]ndocumented|[Uu]nexpected"):
            ask(world, "anonymous", 15)
    finally:
        api._exception_handlers = before
