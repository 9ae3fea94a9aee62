"""Receiving: once for each submission, and at once where the system decides."""

from __future__ import annotations

import pytest

from tests.casework.cases.scene import ELEMENTS, INSTANT, PLAIN, UPLOADED, Scene, item, on
from tests.delivery import deliver
from yiwang.casework.cases import numbers, queries
from yiwang.casework.cases.models import Case, Entry
from yiwang.instruments.licences.models import Licence
from yiwang.kit.actor import ANONYMOUS, SYSTEM
from yiwang.kit.errors import Invalid, NotAllowed
from yiwang.kit.ledger.models import Leaf
from yiwang.kit.outbox.models import Fact
from yiwang.registers.catalogue import services as publishing


def test_the_receipt_says_number_promise_and_leaf(scene: Scene) -> None:
    with on("11-18"):
        receipt = scene.receive()
    assert numbers.is_well_formed(receipt.number)
    assert receipt.number.startswith("3100261118")
    assert receipt.state == "received"
    assert receipt.promised_on is not None and receipt.promised_on.isoformat() == "2026-11-24"
    leaf = Leaf.objects.get(pk=receipt.leaf)
    assert (leaf.kind, leaf.case_number) == ("cases.moved", receipt.number)


def test_the_same_key_makes_one_case_and_gives_the_same_receipt(scene: Scene) -> None:
    application = scene.application(key="twice")
    from yiwang.casework.cases import services

    with on("11-18"):
        first = services.receive(actor=scene.zhou, application=application)
        again = services.receive(actor=scene.zhou, application=application)
    assert again == first
    assert Case.objects.count() == 1
    assert Entry.objects.count() == 1
    assert Fact.objects.filter(kind="cases.CaseMoved").count() == 1


def test_the_same_key_of_another_person_is_another_case(scene: Scene) -> None:
    scene.receive(key="same")
    scene.receive(key="same", actor=scene.wu, applicant=scene.wu.party, submitted_by=scene.wu.person)
    assert Case.objects.count() == 2


def test_nobody_hands_in_for_another_but_a_clerk_at_the_window(scene: Scene) -> None:
    for actor in (scene.wu, ANONYMOUS, SYSTEM, scene.approver, scene.auditor):
        with pytest.raises(NotAllowed):
            scene.receive(actor=actor)
    assert scene.receive(actor=scene.clerk, source="0").state == "received"
    assert scene.receive(actor=scene.stranger, source="0").state == "received", "any window of the city receives"


OPTIONS = [{"value": value, "label": {"zh": value, "en": value}} for value in ("small", "large")]
BY_SIZE = [
    {"key": "small", "name": {"zh": "小店", "en": "Small"}, "when": {"size": ["small"]}},
    {
        "key": "large",
        "name": {"zh": "大店", "en": "Large"},
        "when": {"size": ["large"]},
        "limits": {"statutory": {"count": 20, "unit": "1"}, "promised": {"count": 9, "unit": "1"}},
    },
]


@pytest.mark.parametrize(("size", "promised"), [("small", "2026-11-24"), ("large", "2026-12-01")])
def test_the_clock_of_a_case_is_that_of_its_situation(scene: Scene, size: str, promised: str) -> None:
    question = {"key": "size", "ask": {"zh": "多大？", "en": "How large?"}, "options": OPTIONS}
    declared = item("310125001009", questions=[question], situations=BY_SIZE)
    with on("01-05"):
        publishing.publish(city="310000", items=[declared], elements=ELEMENTS)
    number = scene.accepted(code="310125001009", answers={"size": size})
    with on("11-19"):
        (row,) = queries.work_list(scene.approver, queue="all").rows
        assert row.number == number and row.due_on is not None and row.due_on.isoformat() == promised


def test_an_answer_that_the_item_does_not_have_is_refused(scene: Scene) -> None:
    with pytest.raises(Invalid):
        scene.receive(answers={"mode": "rockets"})
    assert Case.objects.count() == 0


def test_what_the_system_decides_is_granted_in_the_same_transaction(scene: Scene) -> None:
    with on("11-18"):
        receipt = scene.receive(INSTANT)
    case = scene.case(receipt.number)
    assert (receipt.state, scene.acts(receipt.number)) == ("granted", ["receive", "accept", "grant"])
    licence = Licence.objects.get(identifier=case.licence)
    assert licence.case_number == receipt.number
    said = {"name": "周样例", "place": "样例路 1 号", "mode": "面馆", "late": "是", "tables": "十桌以内"}
    assert licence.content["values"] == said


def test_a_paper_that_was_uploaded_is_read_by_a_person_before_anything_is_granted(scene: Scene) -> None:
    with on("11-18"):
        receipt = scene.receive(INSTANT, materials=(UPLOADED,))
    assert (receipt.state, scene.acts(receipt.number)) == ("received", ["receive"])
    assert not Licence.objects.filter(case_number=receipt.number).exists()


def test_what_is_still_to_be_verified_waits_and_is_decided_when_it_is_verified(scene: Scene) -> None:
    from yiwang.casework.cases import services

    with on("11-18"):
        receipt = scene.receive(INSTANT, identity="to_verify")
        assert receipt.state == "received"
        services.verify_material(actor=SYSTEM, number=receipt.number, expected=None, material="identity")
    assert scene.state(receipt.number) == "granted"
    assert scene.acts(receipt.number) == ["receive", "verify_material", "accept", "grant"]


def test_a_decision_that_is_its_own_result_is_closed_when_it_is_there(scene: Scene) -> None:
    from yiwang.casework.cases import handlers, services

    assert handlers
    number = scene.accepted(code=PLAIN)
    with on("11-19"):
        services.grant(actor=scene.approver, number=number, expected=None)
        deliver()
    assert scene.acts(number)[-2:] == ["grant", "close"]
    assert scene.state(number) == "closed"


def test_receiving_costs_the_same_few_statements_whatever_is_handed_in(
    scene: Scene, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    scene.receive()
    application = scene.application()
    from yiwang.casework.cases import services

    with on("11-18"):
        scene.receive()
        with django_assert_max_num_queries(4):  # type: ignore[operator]
            services.receive(actor=scene.zhou, application=application)


def test_what_a_person_wrote_is_not_in_the_database_in_the_clear(scene: Scene) -> None:
    from django.db import connection

    number = scene.receive(values={"place": "独一无二路 77 号"}).number
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_case::text FROM cases_case WHERE number = %s", [number])
        row = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(e::text, ' ') FROM cases_entry e")
        row += cursor.fetchone()[0]
    for secret in ("独一无二", "周样例", "独一无二路".encode().hex()):
        assert secret not in row
