"""A licence is issued with its decision, once, and stays what it was."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.instruments.licences.conftest import NUMBER, TYPE, City, make_person
from yiwang.instruments.licences import checking, contents, queries, services
from yiwang.instruments.licences.models import Change, Licence, Type
from yiwang.kit import calendar
from yiwang.kit.actor import ANONYMOUS, SYSTEM, Actor
from yiwang.kit.codes import licence_id
from yiwang.kit.errors import Invalid, NotAllowed, NotFound
from yiwang.kit.ledger import covering
from yiwang.kit.ledger import queries as ledger
from yiwang.kit.outbox.models import Fact
from yiwang.registers.parties import queries as parties


def test_the_licence_says_who_what_where_until_when_and_who_answers_for_it(city: City) -> None:
    row = city.row()
    values = row.content["values"]
    assert values["name"] == row.content["holder"]["name"] == "王小满"
    assert values["number"] == NUMBER
    assert values["place"] == "上海市黄浦区某某路 128 号一层 102 室"
    assert values["office"] == row.content["office"]["name"] == "上海市黄浦区市场监督管理局"
    assert values["until"] == str(row.valid_until)
    assert row.content["office"]["code"] == "11310101MB2F30000A"


def test_its_identifier_is_by_the_standard_and_cannot_be_guessed(city: City) -> None:
    first, second = city.row(), city.row("310101202600002")
    parsed = licence_id.parse(first.identifier, strict=True)
    assert (parsed.type_code, parsed.issuer, parsed.version) == (TYPE["code"], "11310101MB2F30000A", "001")
    assert len(parsed.serial) == 16
    assert parsed.serial != licence_id.parse(second.identifier).serial
    assert first.code != second.code and first.number != second.number


def test_a_holder_name_cannot_be_given_otherwise(city: City) -> None:
    row = city.row(values={"name": "别人", "applicant.number": "0", "place": "某处"})
    assert row.content["values"]["name"] == "王小满"
    assert row.content["values"]["number"] == NUMBER
    assert row.content["values"]["place"] == "某处"
    assert row.content["values"]["mode"] == ""


def test_a_value_that_the_type_does_not_have_is_refused(city: City) -> None:
    with pytest.raises(Invalid) as refused:
        city.issue(values={"colour": "red"})
    assert list(refused.value.fields) == ["colour"]
    assert not Licence.objects.exists()


def test_a_licence_cannot_end_before_it_begins_or_be_of_an_unknown_type(city: City) -> None:
    with pytest.raises(Invalid):
        city.issue(valid_until=calendar.today() - timedelta(days=1))
    with pytest.raises(services.UnknownType):
        city.issue(type_key="no-such-type")


def test_issuing_takes_few_statements(city: City) -> None:
    city.issue("warm")
    with CaptureQueriesContext(
        connection,
    ) as queries_made:
        city.issue()
    assert len(queries_made) <= 8, [q["sql"][:60] for q in queries_made]


def test_a_second_licence_of_one_case_is_refused_by_the_database(city: City) -> None:
    city.issue()
    with pytest.raises(services.AlreadyIssued), transaction.atomic():
        city.issue(values={"place": "另一处"})
    row = Licence.objects.get()
    row.pk, row.identifier, row.number, row.code = None, "1.2", "n", "C" * 12
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_second_version_has_to_say_which_it_replaces(city: City) -> None:
    first = city.issue()
    second = city.row(values={"place": "更正后的地址"}, replaces=first.identifier)
    assert second.version == 2
    assert second.number == f"{first.number}-2"
    assert licence_id.parse(second.identifier, strict=True).version == "002"
    assert licence_id.parse(second.identifier).serial == licence_id.parse(first.identifier).serial
    assert queries.verdict(first.identifier).state == "revoked"
    assert queries.verdict(second.identifier).state == "valid"
    with pytest.raises(services.AlreadyIssued), transaction.atomic():
        city.issue(replaces=first.identifier)


def test_after_a_correction_the_new_licence_follows_the_revoked_one(city: City) -> None:
    first = city.issue()
    services.revoke(actor=city.approver, identifier=first.identifier, reason="地址录错")
    second = city.issue(values={"place": "正确的地址"}, replaces=first.identifier)
    assert [queries.verdict(one.identifier).state for one in (first, second)] == ["revoked", "valid"]
    with pytest.raises(services.AlreadyIssued), transaction.atomic():
        city.issue(replaces=first.identifier)


def test_of_two_decisions_at_once_one_issues(committed: str) -> None:
    city = City()
    city.issue("warm")
    start, results = threading.Barrier(4), []

    def work() -> None:
        start.wait()
        try:
            with transaction.atomic():
                results.append(city.issue().identifier)
        except services.AlreadyIssued:
            results.append("refused")
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results).count("refused") == 3
    assert Licence.objects.filter(case_number="310101202600001").count() == 1


def test_the_application_can_neither_change_nor_remove_a_licence(city: City) -> None:
    city.issue()
    for statement in ("UPDATE licences_licence SET number = 'x'", "DELETE FROM licences_licence"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_nothing_of_the_person_is_in_the_clear(city: City) -> None:
    row = city.row()
    with connection.cursor() as cursor:
        cursor.execute("SELECT l::text FROM licences_licence l")
        stored = cursor.fetchone()[0]
        cursor.execute("SELECT f.body::text FROM outbox_fact f")
        told = "".join(body for (body,) in cursor.fetchall())
    for text in ("王小满", NUMBER, "某某路", "13800138000"):
        assert text not in stored and text.encode().hex() not in stored
        assert text not in told and text not in row.number + row.identifier


def test_the_ledger_covers_the_row_and_the_person_can_read_that_it_was_issued(city: City) -> None:
    row = city.row()
    leaf = ledger.about(parties.subject_of(city.holder))[0]
    assert leaf.sentence.zh == "签发了证照"
    assert leaf.facts["digest"] == covering.facts_of(Licence.objects.get(pk=row.pk))["digest"]
    row.content["values"]["place"] = "改了的地址"
    assert leaf.facts["digest"] != covering.facts_of(row)["digest"]
    assert Fact.objects.get(kind="licences.LicenceIssued").body["identifier"] == row.identifier


def test_a_row_verifies_and_an_altered_one_does_not(city: City) -> None:
    row = city.row()
    assert checking.verify_row(row)
    alterations = {
        "value": lambda r: r.content["values"].update(place="别处"),
        "name": lambda r: r.content["holder"].update(name="李某某"),
        "date in the content": lambda r: r.content.update(valid_until="2099-01-01"),
        "date in the column": lambda r: setattr(r, "valid_until", date(2099, 1, 1)),
        "for good": lambda r: setattr(r, "valid_until", None),
        "number": lambda r: setattr(r, "number", "1"),
        "digest": lambda r: setattr(r, "digest", bytes(32)),
        "signature": lambda r: setattr(r, "signature", bytes(r.signature[:-1]) + b"\0"),
        "key": lambda r: setattr(r, "key", "0" * 40),
        "type": lambda r: setattr(r, "type_key", "nurse"),
    }
    for name, alter in alterations.items():
        altered = Licence.objects.get(pk=row.pk)
        alter(altered)
        assert not checking.verify_row(altered), name


def test_only_an_approver_of_the_issuing_office_revokes_with_a_reason_and_once(city: City) -> None:
    issued = city.issue()
    clerk = Actor(kind="staff", post=8, office=city.office, roles=frozenset({"clerk"}))
    stranger = Actor(kind="staff", post=9, office=city.office + 1, roles=frozenset({"approver"}))
    for actor, refusal in ((clerk, NotAllowed), (stranger, NotFound), (city.reader, NotFound), (ANONYMOUS, NotFound)):
        with pytest.raises(refusal):
            services.revoke(actor=actor, identifier=issued.identifier, reason="不再经营")
    with pytest.raises(Invalid):
        services.revoke(actor=city.approver, identifier=issued.identifier, reason=" ")
    services.revoke(actor=city.approver, identifier=issued.identifier, reason="不再经营")
    assert queries.verdict(issued.identifier).state == "revoked"
    assert ledger.about(parties.subject_of(city.holder))[0].sentence.zh == "使证照失效"
    with pytest.raises(services.NotInForce):
        services.revoke(actor=city.approver, identifier=issued.identifier, reason="再一次")
    assert Fact.objects.get(kind="licences.LicenceChanged").body["change"] == "revoked"


def test_a_suspended_licence_is_out_of_force_until_restored(city: City) -> None:
    issued = city.issue()
    with pytest.raises(services.NotInForce):
        services.restore(actor=city.approver, identifier=issued.identifier, reason="没有暂扣过")
    services.suspend(actor=city.approver, identifier=issued.identifier, reason="整改期间")
    assert queries.verdict(issued.identifier).state == "suspended"
    assert queries.held(city.holder, "food-business") is None
    services.restore(actor=city.approver, identifier=issued.identifier, reason="整改完成")
    assert queries.verdict(issued.identifier).state == "valid"
    assert queries.held(city.holder, "food-business") is not None
    assert [change.kind for change in Change.objects.order_by("id")] == ["suspended", "restored"]


def test_the_holder_and_the_issuing_office_see_it_and_nobody_else(city: City) -> None:
    row = city.row()
    other = Actor(kind="person", account=2, person=1, party=make_person("李小寒", "110101199003070038"))
    neighbour = Actor(kind="staff", post=9, office=city.office + 1, roles=frozenset({"approver"}))
    assert queries.view(row.identifier, city.reader).holder_name == "王小满"
    assert queries.view(row.pk, city.approver).number == row.number
    for actor in (other, neighbour, ANONYMOUS, SYSTEM):
        with pytest.raises(NotFound):
            queries.view(row.identifier, actor)
        assert not queries.visible_to(actor).exists()


def test_staff_who_read_a_licence_are_on_the_ledger_and_the_holder_is_not(city: City) -> None:
    row = city.row()
    subject = parties.subject_of(city.holder)
    before = len(ledger.about(subject))
    queries.view(row.identifier, city.reader)
    queries.mine(city.reader)
    assert len(ledger.about(subject)) == before
    queries.view(row.identifier, city.approver)
    seen = ledger.about(subject)[0]
    assert (seen.sentence.zh, seen.office, seen.case_number) == ("查看了您的证照", city.office, row.case_number)


def test_held_gives_the_newest_licence_in_force_and_trusts_no_altered_row(city: City) -> None:
    assert queries.held(city.holder, "food-business") is None
    city.issue("a", valid_from=date(2020, 1, 1), valid_until=date(2020, 12, 31))
    city.issue("b", valid_from=calendar.today() + timedelta(days=3))
    assert queries.held(city.holder, "food-business") is None
    issued = city.issue("c")
    found = queries.held(city.holder, "food-business")
    assert found is not None and found.identifier == issued.identifier
    assert found.values["place"].startswith("上海市黄浦区")
    assert queries.held(city.holder + 1, "food-business") is None


def test_how_long_a_licence_lasts(city: City) -> None:
    assert queries.validity("food-business", date(2026, 11, 23)) == (date(2026, 11, 23), date(2031, 11, 22))
    assert queries.last_day({"days": 30}, date(2026, 11, 23)) == date(2026, 12, 22)
    assert queries.last_day({"long": True}, date(2026, 11, 23)) is None
    assert queries.last_day({"years": 1}, date(2024, 2, 29)) == date(2025, 2, 28)
    assert queries.last_day({"years": 4}, date(2024, 2, 29)) == date(2028, 2, 28)


def test_a_licence_keeps_the_type_version_it_was_issued_under(city: City) -> None:
    row = city.row()
    later = {**TYPE, "name": {"zh": "食品经营证", "en": "Food licence"}}
    Type.objects.create(key=TYPE["key"], code=TYPE["code"], number=2, body=later, loaded_at=calendar.now())
    assert queries.types()["food-business"].name.zh == "食品经营证"
    assert queries.view(row.pk, city.reader).name.zh == "食品经营许可证"
    assert contents.lines(row.content)[0].label.zh == "经营者名称"
