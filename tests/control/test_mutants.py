"""Controls: a protection is taken away, and the test that stands for it must fail.

Each takes the very test that guards the promise, not a copy of it.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connections

from tests import test_ground
from tests.casework.cases import test_many_at_once
from tests.casework.cases.scene import Scene
from tests.casework.intake import test_uploads
from tests.casework.intake.files import jpeg
from tests.kit import test_masking
from tests.kit.crypto import test_sm2
from tests.kit.outbox import test_delivery
from tests.registers.drafts import test_life
from tests.registers.parties import test_accounts
from yiwang.casework.cases import inserting, moving, standing
from yiwang.casework.cases import services as cases
from yiwang.casework.intake.uploads import papers, pictures
from yiwang.kit import masking
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import sm2
from yiwang.kit.errors import NotFound, Refusal
from yiwang.kit.ledger import services as ledger
from yiwang.kit.outbox import delivery
from yiwang.registers.catalogue import services as publishing
from yiwang.registers.drafts import keeping as drafting
from yiwang.registers.parties.services import accounts


def fails(check: Callable[..., Any], *given: Any) -> None:
    """The check holds no longer."""
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        check(*given)


def as_owner(statement: str) -> None:
    """In the test's own database, as its owner."""
    with connections["owner"].cursor() as owner:
        owner.execute("SHOW data_directory")
        assert "yiwang-tests-" in owner.fetchone()[0], "not the tests' own database"
        owner.execute(statement)
    connections["owner"].close()


# -- once, and by one ---------------------------------------------------------------------------------------------


def test_without_the_key_of_the_submission_fifty_clicks_make_several_cases(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The statement leans on the unique key; here each press brings another one."""
    city, insert = Scene(), inserting.insert

    def insert_under_another_key(case: Any, *rows: Any, **more: Any) -> Any:
        case.key = secrets.token_hex(8)
        return insert(case, *rows, **more)

    monkeypatch.setattr(inserting, "insert", insert_under_another_key)
    fails(test_many_at_once.test_fifty_clicks_on_submit_make_one_case, city)


def test_without_the_unique_key_in_the_table_nothing_is_received(committed: str) -> None:
    city = Scene()
    as_owner("ALTER TABLE cases_case DROP CONSTRAINT cases_one_for_each_submission")
    with pytest.raises(ProgrammingError, match="ON CONFLICT"):
        city.receive()


def test_without_lock_and_line_several_of_fifty_acts_win(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two protections stand one behind the other: the locked row, and the numbered line of the journal."""
    city = Scene()

    def unlocked(number: str, actor: Actor) -> Any:
        case = moving.Case.objects.filter(number=number).first()
        if case is None or not standing.of(actor, case):
            raise NotFound()
        return case

    monkeypatch.setattr(moving, "locked", unlocked)
    as_owner("ALTER TABLE cases_entry DROP CONSTRAINT cases_line_of_journal")
    as_owner("DROP INDEX IF EXISTS one_licence_of_a_case")
    fails(test_many_at_once.test_of_fifty_withdrawals_and_decisions_one_wins, city)


@pytest.mark.django_db
def test_without_the_inbox_a_fact_is_heard_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_first_time", lambda fact, handler: True)
    test_delivery.heard.clear()
    fails(test_delivery.test_a_fact_told_reaches_its_handler_once)


# -- nobody judges their own case ---------------------------------------------------------------------------------


def nobody_decides_their_own_case(city: Scene) -> None:
    """An approver applies at their own office."""
    me = city.approver
    as_citizen = Actor(kind="person", person=me.person, party=me.person, name=me.name)
    application = city.application(applicant=me.person, submitted_by=me.person)
    number = cases.receive(actor=as_citizen, application=application).number
    cases.accept(actor=city.clerk, number=number, expected=None)
    with pytest.raises(Refusal):
        cases.grant(actor=me, number=number, expected=None)


@pytest.mark.django_db
def test_nobody_decides_their_own_case() -> None:
    nobody_decides_their_own_case(Scene())


@pytest.mark.django_db
def test_without_the_check_an_approver_grants_their_own_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "is_own", lambda *given: False)
    fails(nobody_decides_their_own_case, Scene())


@pytest.mark.django_db
def test_without_the_look_at_who_wrote_only_the_table_stops_a_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "wrote", lambda *given: False)
    with pytest.raises(IntegrityError, match="drafts_four_eyes"):
        test_life.test_who_wrote_an_edition_neither_approves_nor_publishes(test_life.Scene())


@pytest.mark.django_db
def test_without_the_look_at_the_desk_a_load_overwrites_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_kept", lambda *given: [])
    fails(test_life.test_a_pack_that_does_not_know_the_desks_version_leaves_it, test_life.Scene())


# -- history ------------------------------------------------------------------------------------------------------


def test_with_the_right_to_update_history_can_be_rewritten(committed: str) -> None:
    as_owner("GRANT UPDATE, DELETE ON ledger_leaf, ledger_opening TO yiwang_app")
    fails(test_ground.test_the_application_may_add_a_leaf_and_never_change_or_remove_one)


def a_leaf_is_there_for_each_act(city: Scene) -> None:
    from yiwang.kit.ledger.models import Leaf

    number = city.receive().number
    cases.accept(actor=city.clerk, number=number, expected=None)
    assert Leaf.objects.filter(case_number=number, kind="cases.moved").count() == 2


@pytest.mark.django_db
def test_without_the_leaf_in_the_act_the_ledger_misses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    city = Scene()
    a_leaf_is_there_for_each_act(city)
    monkeypatch.setattr(ledger, "insert", lambda leaf: 0)
    fails(a_leaf_is_there_for_each_act, city)


# -- who signs in -------------------------------------------------------------------------------------------------


@pytest.fixture
def account(db: None) -> Any:
    return test_accounts.services.open_account(
        person=test_accounts.people.person(), login="13900000001", password=test_accounts.people.PASSWORD
    )


@pytest.mark.parametrize(
    "check",
    [
        lambda account: test_accounts.test_failures_of_one_login_are_limited_whether_it_exists_or_not(
            account, "13900000001"
        )
    ],
)
def test_without_counting_guesses_go_on(account: Any, monkeypatch: pytest.MonkeyPatch, check: Any) -> None:
    monkeypatch.setattr(accounts, "_count", lambda key, limit: True)
    fails(check, account)


def test_without_a_password_for_nobody_the_clock_tells_who_exists(
    account: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked, nobody = accounts.check_password, accounts._nobody()
    monkeypatch.setattr(accounts, "check_password", lambda typed, kept: kept != nobody and checked(typed, kept))
    fails(test_accounts.test_an_unknown_login_is_answered_as_late_as_a_known_one, account)


# -- signatures ---------------------------------------------------------------------------------------------------


def test_without_the_range_check_one_signature_has_two_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    doubled = test_sm2.der(test_sm2.R, test_sm2.S + sm2.N)
    test_sm2.test_a_malformed_signature_is_refused("s beyond the order", doubled)
    monkeypatch.setattr(sm2, "N", 1 << 264)
    fails(test_sm2.test_a_malformed_signature_is_refused, "s beyond the order", doubled)


# -- files --------------------------------------------------------------------------------------------------------


def test_without_a_limit_of_pixels_a_bomb_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    from yiwang.casework.intake.uploads import NotAccepted, inspect

    def a_large_picture_is_refused() -> None:
        with pytest.raises(NotAccepted):
            inspect("a.jpg", jpeg((400, 400)))

    monkeypatch.setitem(pictures.MOST_PIXELS, "JPEG", 100_000)
    a_large_picture_is_refused()
    monkeypatch.setitem(pictures.MOST_PIXELS, "JPEG", 10**12)
    fails(a_large_picture_is_refused)


@pytest.mark.parametrize(
    "name", ["pdf with script", "pdf with hidden script", "pdf that starts a program", "pdf with attachment"]
)
def test_without_judging_objects_a_pdf_may_act(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(papers, "_judge", lambda found: None)
    fails(test_uploads.test_a_file_that_is_not_what_it_says_is_refused_with_the_reason, name)


# -- logs ---------------------------------------------------------------------------------------------------------


def test_with_an_ordinary_formatter_a_value_forges_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking.OneLine, "format", logging.Formatter.format)
    fails(test_masking.test_a_value_cannot_forge_a_second_record, "ok\nforged", "\\x0aforged")


def test_without_masking_an_identifier_is_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "text", lambda value: value)
    fails(test_masking.test_an_identifier_split_over_message_and_values_is_masked)
