"""What officers and applicants do with a case, through the services, on a real database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from tests.casework.cases.scene import PLAIN, Scene, on
from yiwang.casework.cases import lifecycle, queries, replaying, services
from yiwang.casework.cases.lifecycle import ConditionNotMet, OwnCase, WrongState
from yiwang.casework.cases.models import Case, Entry
from yiwang.casework.cases.services import MaterialLine
from yiwang.instruments.licences import checking
from yiwang.instruments.licences.models import Licence
from yiwang.kit.actor import ANONYMOUS, SYSTEM, Actor
from yiwang.kit.errors import Invalid, NotAllowed, NotFound, Stale, Text
from yiwang.kit.ledger.models import Leaf
from yiwang.kit.outbox.models import Fact
from yiwang.registers.parties import services as registering


def test_a_case_goes_from_receipt_to_licence_and_every_step_is_in_the_journal(scene: Scene) -> None:
    number = scene.accepted("11-18")
    with on("11-20"):
        moved = services.grant(actor=scene.approver, number=number, expected=2)
    with on("11-23"):
        services.close(actor=scene.clerk, number=number, expected=None)
    assert (moved.before, moved.after, moved.revision) == ("accepted", "granted", 3)
    assert scene.acts(number) == ["receive", "accept", "grant", "close"]
    assert Leaf.objects.filter(kind="cases.moved", case_number=number).count() == 4
    assert Fact.objects.filter(kind="cases.CaseMoved").count() == 4
    assert replaying.replay().differing == []


def test_a_licence_says_yes_and_a_choice_in_words(scene: Scene) -> None:
    number = scene.accepted("11-18")
    with on("11-20"):
        services.grant(actor=scene.approver, number=number, expected=2)
    said = Licence.objects.get(case_number=number).content["values"]
    assert (said["late"], said["tables"], said["place"]) == ("是", "十桌以内", "样例路 1 号")


def test_a_refusal_states_reasons_and_remedies(scene: Scene) -> None:
    number = scene.accepted()
    with on("11-20"):
        with pytest.raises(Invalid):
            services.refuse(actor=scene.approver, number=number, expected=None, reasons="  ")
        services.refuse(actor=scene.approver, number=number, expected=None, reasons="场所不符合卫生要求。")
        notice = queries.notices(queries.find(scene.zhou, number))[-1]
    assert notice.title.zh == "不予许可决定书"
    assert notice.reasons == "场所不符合卫生要求。"
    assert "60 日内依法申请行政复议" in notice.remedies and "6 个月内" in notice.remedies
    assert not Licence.objects.exists()


def test_what_is_missing_is_told_once_and_completed_once(scene: Scene) -> None:
    with on("11-18"):
        number = scene.receive().number
        services.return_for_completion(actor=scene.clerk, number=number, expected=1, items=["布局图缺洗手池", "缺签名"])
    with on("12-01"):
        line = MaterialLine("layout", Text("布局图", "Layout"), "uploaded")
        services.complete(
            actor=scene.zhou, number=number, expected=2, materials=(line,), values={"place": "样例路 2 号"}
        )
        assert queries.reading(scene.case(number)).completeness.started_on.isoformat() == "2026-12-01"  # type: ignore[union-attr]
        with pytest.raises(ConditionNotMet):
            services.return_for_completion(actor=scene.clerk, number=number, expected=None, items=["还缺一页"])
        services.decline(
            actor=scene.clerk, number=number, expected=None, ground="still_incomplete", reasons="仍缺签名。"
        )
        listed = [notice.listed for notice in queries.notices(scene.case(number)) if notice.listed]
    case = scene.case(number)
    assert listed == [("布局图缺洗手池", "缺签名")]
    assert (case.state, case.values["place"]) == ("declined", "样例路 2 号")
    assert case.materials.count() == 2


def test_nobody_is_declined_as_incomplete_before_being_told_what_is_missing(scene: Scene) -> None:
    with on("11-18"):
        number = scene.receive().number
        with pytest.raises(Invalid):
            services.decline(
                actor=scene.clerk, number=number, expected=None, ground="still_incomplete", reasons="材料不齐。"
            )
    assert scene.state(number) == "received"


def test_completing_without_anything_is_refused(scene: Scene) -> None:
    number = scene.receive().number
    services.return_for_completion(actor=scene.clerk, number=number, expected=None, items="缺签名")
    with pytest.raises(Invalid):
        services.complete(actor=scene.zhou, number=number, expected=None)


def test_an_inspection_stops_the_clock_and_is_told_in_writing(scene: Scene) -> None:
    number = scene.accepted("11-18")
    with on("11-19"):
        services.pause(actor=scene.reviewer, number=number, expected=None, kind="inspection", planned_days=3)
        assert queries.reading(scene.case(number)).promised.due_on.isoformat() == "2026-11-27"  # type: ignore[union-attr]
        notice = queries.notices(scene.case(number))[-1]
        with pytest.raises(WrongState):
            services.grant(actor=scene.approver, number=number, expected=None)
    with on("11-20"):
        services.resume(actor=scene.reviewer, number=number, expected=None)
        assert queries.reading(scene.case(number)).promised.due_on.isoformat() == "2026-11-25"  # type: ignore[union-attr]
    assert notice.title.zh == "特别程序告知书"
    assert "检验，所需时间 3 个工作日，到 2026 年 11 月 24 日为止" in notice.paragraphs[0]


def test_an_extension_is_for_an_approver_and_only_where_a_law_sets_the_limit(scene: Scene) -> None:
    number, plain = scene.accepted(), scene.accepted(code=PLAIN)
    with on("11-19"):
        with pytest.raises(NotAllowed):
            services.extend(actor=scene.reviewer, number=number, expected=None, days=5, reasons="需要会商。")
        with pytest.raises(ConditionNotMet):
            services.extend(actor=scene.approver, number=plain, expected=None, days=5, reasons="需要会商。")
        with pytest.raises(Invalid):
            services.extend(actor=scene.approver, number=number, expected=None, days=11, reasons="需要会商。")
        services.extend(actor=scene.approver, number=number, expected=None, days=10, reasons="需要会商。")
        with pytest.raises(ConditionNotMet):
            services.extend(actor=scene.approver, number=number, expected=None, days=1, reasons="再会商。")
        statutory = queries.reading(scene.case(number)).statutory
    assert statutory is not None and statutory.due_on.isoformat() == "2026-12-16"


def test_nothing_is_granted_while_a_material_is_to_be_verified(scene: Scene) -> None:
    number = scene.accepted(identity="to_verify")
    with on("11-19"):
        with pytest.raises(ConditionNotMet):
            services.grant(actor=scene.approver, number=number, expected=None)
        services.verify_material(actor=scene.reviewer, number=number, expected=None, material="identity")
        services.grant(actor=scene.approver, number=number, expected=None)
    assert scene.state(number) == "granted"


def test_a_wrong_decision_is_corrected_by_an_act_and_its_licence_revoked(scene: Scene) -> None:
    number = scene.accepted()
    with on("11-19"):
        services.grant(actor=scene.approver, number=number, expected=None)
        licence = scene.case(number).licence
        services.correct(actor=scene.approver, number=number, expected=None, reasons="核对时看错了地址。")
        assert checking.verdict(licence).state == "revoked"
        assert scene.case(number).licence == ""
        services.refuse(actor=scene.approver, number=number, expected=None, reasons="地址不在经营范围内。")
    assert scene.acts(number) == ["receive", "accept", "grant", "correct", "refuse"]
    assert replaying.replay().differing == []


def test_a_corrected_decision_may_be_granted_again_with_a_licence_of_its_own(scene: Scene) -> None:
    number = scene.accepted()
    with on("11-19"):
        services.grant(actor=scene.approver, number=number, expected=None)
        first = scene.case(number).licence
        services.correct(actor=scene.approver, number=number, expected=None, reasons="核对时看错了地址。")
        services.grant(actor=scene.approver, number=number, expected=None)
        second = scene.case(number).licence
        assert checking.verdict(second).state == "valid"
        assert checking.verdict(first).state == "revoked"
    assert first != second


def test_whoever_is_applicant_cannot_decide_even_as_an_approver(scene: Scene) -> None:
    approver_at_home = Actor(kind="person", person=scene.approver.person, party=scene.approver.person, name="陈样例")
    with on("11-18"):
        own = scene.receive(
            actor=approver_at_home, applicant=scene.approver.person, submitted_by=scene.approver.person
        ).number
        services.accept(actor=scene.clerk, number=own, expected=None)
        with pytest.raises(OwnCase):
            services.grant(actor=scene.approver, number=own, expected=None)
        assert queries.open_acts(scene.case(own), scene.approver) == []


def test_nobody_decides_for_a_company_they_act_for(scene: Scene) -> None:
    from tests.registers import people

    with on("11-18"):
        shop = people.body()
        registering.represent(actor=SYSTEM, person=scene.approver.person, organisation=shop, role="legal")  # type: ignore[arg-type]
        owner = Actor(kind="person", person=scene.zhou.person, party=shop, name="周样例")
        number = scene.receive(actor=owner, applicant=shop).number
        services.accept(actor=scene.clerk, number=number, expected=None)
        with pytest.raises(OwnCase):
            services.grant(actor=scene.approver, number=number, expected=None)


def test_a_page_opened_before_a_change_is_stale(scene: Scene) -> None:
    with on("11-18"):
        number = scene.receive().number
        services.accept(actor=scene.clerk, number=number, expected=1)
        with pytest.raises(Stale):
            services.decline(actor=scene.clerk, number=number, expected=1, ground="not_needed", reasons="不需要许可。")


ACTS: dict[str, Callable[[Actor, str], Any]] = {
    "accept": lambda actor, n: services.accept(actor=actor, number=n, expected=None),
    "return_for_completion": lambda actor, n: services.return_for_completion(
        actor=actor, number=n, expected=None, items="缺"
    ),
    "complete": lambda actor, n: services.complete(actor=actor, number=n, expected=None, values={"place": "新"}),
    "decline": lambda actor, n: services.decline(
        actor=actor, number=n, expected=None, ground="not_needed", reasons="由"
    ),
    "pause": lambda actor, n: services.pause(actor=actor, number=n, expected=None, kind="hearing", planned_days=1),
    "resume": lambda actor, n: services.resume(actor=actor, number=n),
    "extend": lambda actor, n: services.extend(actor=actor, number=n, expected=None, days=1, reasons="由"),
    "grant": lambda actor, n: services.grant(actor=actor, number=n, expected=None),
    "refuse": lambda actor, n: services.refuse(actor=actor, number=n, expected=None, reasons="由"),
    "withdraw": lambda actor, n: services.withdraw(actor=actor, number=n, expected=None),
    "close": lambda actor, n: services.close(actor=actor, number=n),
    "correct": lambda actor, n: services.correct(actor=actor, number=n, expected=None, reasons="由"),
    "deem_accepted": lambda actor, n: services.deem_accepted(actor=actor, number=n),
    "lapse": lambda actor, n: services.lapse(actor=actor, number=n),
}
WHO = ("zhou", "clerk", "reviewer", "approver")
ROLE = {"zhou": "applicant", "clerk": "clerk", "reviewer": "reviewer", "approver": "approver"}


def brought_to(scene: Scene, state: str) -> str:
    """A case in that state, by lawful acts."""
    with on("11-18"):
        number = scene.receive().number
        steps = {
            "received": (),
            "returned": (("return_for_completion", scene.clerk),),
            "declined": (("decline", scene.clerk),),
            "withdrawn": (("withdraw", scene.zhou),),
            "accepted": (("accept", scene.clerk),),
            "paused": (("accept", scene.clerk), ("pause", scene.reviewer)),
            "granted": (("accept", scene.clerk), ("grant", scene.approver)),
            "refused": (("accept", scene.clerk), ("refuse", scene.approver)),
            "closed": (("accept", scene.clerk), ("refuse", scene.approver), ("close", scene.clerk)),
        }[state]
        for act, actor in steps:
            ACTS[act](actor, number)
    return number


@pytest.mark.parametrize(
    "state", ["received", "returned", "declined", "withdrawn", "accepted", "paused", "granted", "refused", "closed"]
)
def test_the_services_allow_exactly_what_the_table_allows(scene: Scene, state: str) -> None:
    """Every act × every role, on a real case in each state."""
    number = brought_to(scene, state)
    with on("11-18", hour=15):
        for who in WHO:
            actor = getattr(scene, who)
            for act, attempt in ACTS.items():
                allowed = any(
                    ROLE[who] in row.who and state in row.before and act == row.act for row in lifecycle.TABLE
                )
                with transaction.atomic():
                    try:
                        attempt(actor, number)
                        done = True
                    except (NotAllowed, WrongState, ConditionNotMet, Invalid):
                        done = False
                    transaction.set_rollback(True)
                assert done == allowed, (state, who, act)


def test_strangers_get_the_same_answer_for_a_case_and_for_nothing(scene: Scene) -> None:
    number = scene.receive().number
    unknown = number[:-1] + str((int(number[-1]) + 1) % 10)
    for actor in (scene.wu, scene.stranger, scene.auditor, ANONYMOUS):
        for act, attempt in ACTS.items():
            answers = []
            for asked in (number, unknown):
                with pytest.raises(NotFound) as refused:
                    attempt(actor, asked)
                answers.append((refused.value.citizen, refused.value.status))
            assert answers[0] == answers[1], act


def test_taking_and_handing_over_are_in_the_journal_and_move_no_state(scene: Scene) -> None:
    number = scene.accepted()
    revision = scene.case(number).revision
    services.take(actor=scene.reviewer, number=number)
    services.take(actor=scene.reviewer, number=number)
    with pytest.raises(Stale):
        services.take(actor=scene.clerk, number=number)
    with pytest.raises(NotAllowed):
        services.hand_over(actor=scene.clerk, number=number, to_post=scene.clerk.post)  # type: ignore[arg-type]
    services.hand_over(actor=scene.reviewer, number=number, to_post=scene.clerk.post, note="请你看场所")  # type: ignore[arg-type]
    with pytest.raises(Invalid):
        services.hand_over(actor=scene.approver, number=number, to_post=scene.stranger.post)  # type: ignore[arg-type]
    assert scene.acts(number) == ["receive", "accept", "take", "hand_over"]
    assert (scene.case(number).officer_id, scene.case(number).revision) == (scene.clerk.post, revision)
    assert replaying.replay().differing == []


def test_messages_go_both_ways_and_are_told(scene: Scene) -> None:
    number = scene.accepted()
    services.send_message(actor=scene.zhou, number=number, text="需要我去一趟吗？")
    services.send_message(actor=scene.reviewer, number=number, text=" 不用。 ")
    for actor, text in ((scene.wu, "看看"), (scene.stranger, "看看")):
        with pytest.raises(NotFound):
            services.send_message(actor=actor, number=number, text=text)
    with pytest.raises(Invalid):
        services.send_message(actor=scene.zhou, number=number, text=" ")
    said = queries.messages(scene.case(number))
    assert [(m.from_staff, m.text) for m in said] == [(False, "需要我去一趟吗？"), (True, "不用。")]
    assert Fact.objects.filter(kind="cases.MessageSent").count() == 2


def test_the_application_cannot_change_a_line_of_the_journal(scene: Scene) -> None:
    number = scene.receive().number
    for statement in (lambda rows: rows.update(act="grant"), lambda rows: rows.delete()):
        with pytest.raises(ProgrammingError), transaction.atomic():
            statement(Entry.objects.filter(case__number=number))


def test_replaying_finds_a_state_that_no_journal_explains(scene: Scene) -> None:
    number = scene.receive().number
    Case.objects.filter(number=number).update(state="granted")
    assert replaying.replay().differing == [number]


def test_the_ledger_covers_state_form_and_materials(scene: Scene) -> None:
    from yiwang.kit.ledger import covering

    number = scene.receive().number
    leaf = Leaf.objects.filter(case_number=number).latest("id")
    said = bytes(leaf.body).decode()
    kept = covering.facts_of(scene.case(number))["digest"]
    assert kept in said
    for change in (
        lambda: Case.objects.filter(number=number).update(values={"place": "别处"}),
        lambda: scene.case(number).materials.filter(key="identity").update(state="to_verify"),
        lambda: Case.objects.filter(number=number).update(state="accepted"),
    ):
        with transaction.atomic():
            change()
            assert covering.facts_of(scene.case(number))["digest"] not in said
            transaction.set_rollback(True)


def test_an_actor_of_the_machine_kind_does_nothing_to_a_case(scene: Scene) -> None:
    number = scene.receive().number
    machine = Actor(kind="machine", account=1, office=scene.office, roles=frozenset({"reads_cases", "clerk"}))
    with pytest.raises(NotFound):
        services.accept(actor=machine, number=number, expected=None)
    with pytest.raises(NotFound):
        services.accept(actor=replace(scene.clerk, office=scene.elsewhere), number=number, expected=None)
