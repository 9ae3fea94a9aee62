"""Whole stories on the real items of the pack, with its registers answering over HTTP."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.journeys.town import Town, on
from yiwang.casework.cases import queries, replaying, services
from yiwang.casework.cases.services import MaterialLine
from yiwang.instruments.licences import checking
from yiwang.instruments.licences import queries as licences
from yiwang.kit.errors import NotFound, Text
from yiwang.kit.ledger.queries import about
from yiwang.registers.parties import queries as parties

FOOD = ("sun", "snack")


def test_a_snack_bar_is_licensed_in_two_days(town: Town) -> None:
    """The happy path: one drawing handed in, the rest from licence store and registers; sealed licence, checkable."""
    owner, item = town.person(*FOOD), town.item("food-business")
    clerk, approver = town.staff(item, "clerk"), town.staff(item, "approver")
    with on("11-18"):
        receipt = town.apply(owner, item)
        case = queries.find(owner, receipt.number)
        seen = queries.view(case)
        assert {m.key: m.state for m in seen.materials}["licence"] == "licence"
        assert seen.given < seen.asked
        services.accept(actor=clerk, number=receipt.number, expected=case.revision)
    with on("11-20"):
        opened = queries.open_for_reading(approver, receipt.number, "决定")
        assert [act.act for act in queries.open_acts(opened, approver) if act.primary] == ["grant"]
        services.grant(actor=approver, number=receipt.number, expected=opened.revision)
        assert queries.reading(queries.find(owner, receipt.number)).decided_days == 2
        town.a_minute_passes()
        case = queries.find(owner, receipt.number)
        document = licences.document(case.licence, owner)
        packed = queries.everything(case, owner)
        assert checking.verify_file(document).state == "valid"
        assert checking.verdict(case.licence).state == "valid"
    assert town.state(receipt.number) == "closed"
    assert town.acts(owner, receipt.number) == ["receive", "accept", "grant", "close"]
    assert town.on_the_ledger(receipt.number).count("cases.moved") == 4
    assert "cases.read" in [seen.kind for seen in about(parties.subject_of(owner.party or 0))]
    with zipfile.ZipFile(io.BytesIO(packed)) as taken_home:
        assert taken_home.read("6-证照.pdf") == document
    assert replaying.replay().differing == []


def test_what_was_missing_is_handed_in_and_the_clock_begins_anew(town: Town) -> None:
    """Return and completion."""
    owner, item = town.person(*FOOD), town.item("food-business")
    clerk = town.staff(item, "clerk")
    with on("11-18"):
        number = town.apply(owner, item).number
    with on("11-20"):
        services.return_for_completion(actor=clerk, number=number, expected=1, items=["布局图没有标出洗手池"])
        (told,) = [n for n in queries.notices(queries.find(owner, number)) if n.act == "return_for_completion"]
        assert told.listed == ("布局图没有标出洗手池",)
    with on("12-01"):
        line = MaterialLine("layout", Text("布局图", "Layout"), "uploaded")
        services.complete(actor=owner, number=number, expected=2, materials=(line,))
        reading = queries.reading(queries.find(owner, number))
        assert reading.completeness is not None and reading.completeness.due_on.isoformat() == "2026-12-08"
        services.accept(actor=clerk, number=number, expected=None)
        offered = {act.act: act for act in queries.open_acts(queries.find(clerk, number), clerk)}
        assert offered["return_for_completion"].why_not is not None
    assert town.acts(owner, number) == ["receive", "return_for_completion", "complete", "accept"]


def test_an_office_that_is_silent_for_five_days_has_accepted(town: Town) -> None:
    owner, item = town.person(*FOOD), town.item("food-business")
    with on("11-18"):
        number = town.apply(owner, item).number
    with on("11-25", hour=23):
        town.a_minute_passes()
        assert town.state(number) == "received"
    with on("11-26", hour=1):
        town.a_minute_passes()
        assert town.state(number) == "accepted"
        reading = queries.reading(queries.find(owner, number))
        assert reading.course.accepted_on is not None and reading.course.accepted_on.isoformat() == "2026-11-18"
        assert reading.level == "over_promise", "silence does not gain time"


def test_a_refusal_says_why_and_where_to_turn(town: Town) -> None:
    owner, item = town.person(*FOOD), town.item("food-business")
    clerk, approver = town.staff(item, "clerk"), town.staff(item, "approver")
    with on("11-18"):
        number = town.apply(owner, item).number
        services.accept(actor=clerk, number=number, expected=None)
    with on("11-19"):
        services.refuse(actor=approver, number=number, expected=None, reasons="经营场所没有上下水。")
        town.a_minute_passes()
        case = queries.find(owner, number)
        notice = queries.notices(case)[-1]
    assert (case.state, case.licence) == ("refused", "")
    assert notice.reasons == "经营场所没有上下水。"
    assert "行政复议" in notice.remedies and "行政诉讼" in notice.remedies


def test_whoever_changes_their_mind_withdraws_until_the_decision(town: Town) -> None:
    owner, item = town.person(*FOOD), town.item("food-business")
    clerk, reviewer = town.staff(item, "clerk"), town.staff(item, "reviewer")
    with on("11-18"):
        number = town.apply(owner, item).number
        services.accept(actor=clerk, number=number, expected=None)
        services.pause(actor=reviewer, number=number, expected=None, kind="inspection", planned_days=5)
    with on("11-19"):
        assert [act.act for act in queries.open_acts(queries.find(owner, number), owner)] == ["withdraw"]
        services.withdraw(actor=owner, number=number, expected=None)
        town.a_minute_passes()
    assert town.state(number) == "withdrawn"
    with on("12-30"):
        town.a_minute_passes()
    assert town.state(number) == "withdrawn"


@pytest.mark.parametrize(("slug", "who"), [("no-criminal-record", "lin"), ("social-insurance-proof", "lin")])
def test_an_instant_item_is_decided_before_the_page_has_loaded(town: Town, slug: str, who: str) -> None:
    person, item = town.person(who), town.item(slug)
    with on("11-18"):
        receipt = town.apply(person, item)
        assert receipt.state == "granted"
        town.a_minute_passes()
        case = queries.find(person, receipt.number)
        assert case.state == "closed"
        assert checking.verdict(case.licence).state == "valid"
        assert licences.document(case.licence, person).startswith(b"%PDF")


def test_an_item_without_papers_asks_for_none(town: Town) -> None:
    person, item = town.person("chen"), town.item("unemployment-registration")
    with on("11-18"):
        receipt = town.apply(person, item)
        seen = queries.view(queries.find(person, receipt.number))
    assert seen.given == 0
    assert all(material.state in ("data", "licence", "no_basis") for material in seen.materials)


def test_another_persons_case_is_not_found(town: Town) -> None:
    owner, item = town.person(*FOOD), town.item("food-business")
    with on("11-18"):
        number = town.apply(owner, item).number
        with pytest.raises(NotFound):
            queries.open_for_reading(town.person("lin"), number)
    assert "cases.refused_read" in town.on_the_ledger(number)
