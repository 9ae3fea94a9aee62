"""A fact told is heard exactly once, whatever happens in between."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest
from django.db import connection, transaction

from tests.delivery import deliver
from yiwang.kit.outbox import delivery, hearing
from yiwang.kit.outbox.models import Fact, Heard
from yiwang.kit.outbox.services import tell


@dataclass(frozen=True)
class LampLit:
    street: str


heard: list[str] = []


@hearing.hears(LampLit)
def note(event: LampLit) -> None:
    heard.append(event.street)
    if event.street == "broken":
        raise RuntimeError("the handler fails")


@pytest.fixture(autouse=True)
def nothing_heard() -> None:
    heard.clear()


@pytest.mark.django_db
def test_a_fact_told_reaches_its_handler_once() -> None:
    tell(LampLit(street="南京东路"))
    assert deliver() == 1
    assert heard == ["南京东路"]
    assert not delivery.hear_once(Fact.objects.get().pk, hearing.name_of(note))
    assert heard == ["南京东路"]


@pytest.mark.django_db
def test_a_fact_of_an_act_that_failed_was_never_told() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(LampLit(street="外滩"))
        raise RuntimeError
    assert not Fact.objects.exists()


@pytest.mark.django_db
def test_a_handler_that_fails_has_not_heard() -> None:
    tell(LampLit(street="broken"))
    with pytest.raises(RuntimeError):
        delivery.hear_once(Fact.objects.get().pk, hearing.name_of(note))
    assert not Heard.objects.exists()


@pytest.mark.django_db
def test_the_pump_queues_one_job_for_each_handler_and_only_once() -> None:
    tell(LampLit(street="四川北路"))
    assert delivery.pump() == 1
    assert delivery.pump() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args->>'handler' FROM procrastinate_jobs")
        assert cursor.fetchall() == [("outbox.hear", hearing.name_of(note))]


def test_two_workers_at_once_have_one_effect(committed: str) -> None:
    tell(LampLit(street="武康路"))
    fact = Fact.objects.get().pk
    start = threading.Barrier(8)

    def work() -> None:
        start.wait()
        delivery.hear_once(fact, hearing.name_of(note))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == ["武康路"]
