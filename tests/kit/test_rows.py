"""Questions composed once answer as the query sets they were composed from."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.registers import people
from yiwang.kit import rows
from yiwang.kit.actor import SYSTEM
from yiwang.kit.outbox.models import Fact
from yiwang.kit.rows import Question
from yiwang.registers.parties import services as parties
from yiwang.registers.parties.models import Account, Party

pytestmark = pytest.mark.django_db

NAMED: Question[Party] = Question(lambda pk: Party.objects.filter(pk=pk), pk=int)


def person(serial: int, name: str) -> int:
    return parties.register_person(
        actor=SYSTEM,
        name=name,
        number=people.citizen_number(serial),
        phone="13800000000",
        address="示例路1号",
        assurance=2,
    )


def test_a_question_answers_with_what_was_put_in_this_time() -> None:
    first, second = person(1, "秦样例"), person(2, "欧阳示例")
    for pk, name in ((first, "秦样例"), (second, "欧阳示例"), (first, "秦样例")):
        found = NAMED.first(pk=pk)
        assert found is not None and (found.pk, found.name, found.assurance) == (pk, name, 2)
    assert NAMED.first(pk=0) is None


def test_every_column_is_as_django_reads_it() -> None:
    pk = person(3, "秦样例")
    ours, theirs = NAMED.first(pk=pk), Party.objects.get(pk=pk)
    for field in Party._meta.concrete_fields:
        assert getattr(ours, field.attname) == getattr(theirs, field.attname), field.name


def test_what_was_followed_is_there_without_asking_again() -> None:
    pk = person(4, "秦样例")
    account = parties.open_account(person=pk, login="13800000001", password=None).pk
    asked: Question[Account] = Question(lambda pk: Account.objects.select_related("person").filter(pk=pk), pk=int)
    with CaptureQueriesContext(connection) as said:
        found = asked.first(pk=account)
        assert found is not None and found.person.name == "秦样例"
    assert len(said) == 1


def test_days_and_texts_are_put_in_too() -> None:
    asked: Question[Fact] = Question(
        lambda kind, day: Fact.objects.filter(kind=kind, told_at__date__gte=day).order_by("id"), kind=str, day=date
    )
    for kind in ("a.B", "a.C"):
        rows.insert(Fact(kind=kind, body={"n": 1}, told_at="2026-11-23T08:00:00Z"))
    assert [fact.kind for fact in asked.rows(kind="a.B", day=date(2026, 11, 23))] == ["a.B"]
    assert asked.rows(kind="a.B", day=date(2026, 11, 24)) == []


def test_a_name_that_is_not_in_the_query_is_refused() -> None:
    with pytest.raises(ValueError, match="not in the composed query"):
        Question(lambda pk, other: Party.objects.filter(pk=pk), pk=int, other=int).first(pk=1, other=2)


def test_a_row_is_inserted_and_changed_as_django_would() -> None:
    fact = Fact(kind="a.B", body={"名": "秦"}, told_at="2026-11-23T08:00:00Z")
    rows.insert(fact)
    kept = Fact.objects.get(pk=fact.pk)
    assert (kept.kind, kept.body, kept.handed_on_at) == ("a.B", {"名": "秦"}, None)
    pk = person(5, "秦样例")
    party = Party.objects.get(pk=pk)
    party.name, party.assurance = "秦改名", 3
    rows.update(party, "name")
    assert (Party.objects.get(pk=pk).name, Party.objects.get(pk=pk).assurance) == ("秦改名", 2)
