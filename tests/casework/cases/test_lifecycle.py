"""The table of the life of a case, article by article of the Administrative Licensing Law."""

from __future__ import annotations

import pytest

from yiwang.casework.cases import asking, lifecycle
from yiwang.casework.cases.lifecycle import STATES, TABLE, ConditionNotMet, Facts, OwnCase, Row, WrongState
from yiwang.kit.errors import Invalid, NotAllowed

CALM = Facts(statutory=True)


def may(act: str, state: str, *who: str, facts: Facts = CALM, own: bool = False) -> Row:
    return lifecycle.row_for(act, state=state, standing=frozenset(who), facts=facts, own=own)


def test_article_32_what_is_missing_is_told_once_only() -> None:
    assert may("return_for_completion", "received", "clerk").after == "returned"
    with pytest.raises(ConditionNotMet):
        may("return_for_completion", "received", "clerk", facts=Facts(returned_before=True))


def test_article_32_nothing_more_is_asked_for_after_acceptance() -> None:
    with pytest.raises(WrongState) as refused:
        may("return_for_completion", "accepted", "clerk")
    assert refused.value.citizen.zh == "受理后不能再要求补正。"


def test_article_32_five_silent_days_are_acceptance_and_no_office_can_undo_it() -> None:
    silent = Facts(time_to_tell_over=True)
    assert may("deem_accepted", "received", "system", facts=silent).after == "accepted"
    for act in ("return_for_completion", "decline", "accept"):
        with pytest.raises(ConditionNotMet):
            may(act, "received", "clerk", facts=silent)
    with pytest.raises(ConditionNotMet):
        may("deem_accepted", "received", "system")


def test_article_32_what_stays_incomplete_is_declined_with_reasons_and_a_ground() -> None:
    assert {ask.name for ask in may("decline", "received", "clerk").asks} == {"ground", "reasons"}


def test_article_32_what_is_never_completed_lapses_by_itself_when_the_time_is_over() -> None:
    assert may("lapse", "returned", "system", facts=Facts(time_to_complete_over=True)).after == "lapsed"
    with pytest.raises(ConditionNotMet):
        may("lapse", "returned", "system")
    with pytest.raises(NotAllowed):
        may("lapse", "returned", "clerk", "reviewer", "approver")


def test_article_34_the_system_decides_only_what_is_wholly_verified() -> None:
    assert may("grant", "accepted", "system", facts=Facts(at_once=True)).after == "granted"
    with pytest.raises(ConditionNotMet):
        may("grant", "accepted", "system")


def test_article_38_nothing_is_granted_while_a_material_is_unverified() -> None:
    with pytest.raises(ConditionNotMet):
        may("grant", "accepted", "approver", facts=Facts(unresolved=("身份证明",)))
    assert asking.REASONS in may("refuse", "accepted", "approver", facts=Facts(unresolved=("身份证明",))).asks


def test_article_42_the_limit_is_extended_once_by_an_approver_with_reasons() -> None:
    assert asking.REASONS in may("extend", "accepted", "approver").asks
    with pytest.raises(NotAllowed):
        may("extend", "accepted", "reviewer")
    for facts in (Facts(statutory=True, extended_before=True), Facts(), Facts(statutory=True, statutory_over=True)):
        with pytest.raises(ConditionNotMet):
            may("extend", "accepted", "approver", facts=facts)


@pytest.mark.parametrize("days", [0, 11, -1, "many", None])
def test_article_42_an_extension_is_one_to_ten_working_days(days: object) -> None:
    asks = may("extend", "accepted", "approver").asks
    with pytest.raises(Invalid) as refused:
        asking.checked(asks, {"days": days, "reasons": "案情复杂"}, most_days=asking.MOST_EXTENSION_DAYS)
    assert set(refused.value.fields) == {"days"}


def test_article_45_only_the_listed_procedures_stop_the_clock() -> None:
    assert [text.zh for text in asking.SPECIAL_PROCEDURES.values()] == [
        "听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审",
    ]  # fmt: skip
    with pytest.raises(Invalid) as refused:
        asking.checked(may("pause", "accepted", "reviewer").asks, {"kind": "holiday", "planned_days": 3})
    assert set(refused.value.fields) == {"kind"}


def test_article_45_the_clock_runs_again_by_itself_when_the_planned_days_end() -> None:
    assert may("resume", "paused", "system", facts=Facts(planned_days_over=True)).after == "accepted"
    with pytest.raises(ConditionNotMet):
        may("resume", "paused", "system")


@pytest.mark.parametrize("state", ["received", "returned", "accepted", "paused"])
def test_the_applicant_withdraws_until_the_decision(state: str) -> None:
    assert may("withdraw", state, "applicant").after == "withdrawn"


@pytest.mark.parametrize("state", ["granted", "refused", "declined", "closed"])
def test_nobody_withdraws_after_the_decision(state: str) -> None:
    with pytest.raises(WrongState):
        may("withdraw", state, "applicant")


@pytest.mark.parametrize(
    ("mistaken", "reopened"),
    [("declined", "received"), ("lapsed", "received"), ("returned", "received")]
    + [(state, "accepted") for state in ("granted", "refused", "closed")],
)
def test_a_mistake_is_corrected_by_an_act_of_its_own(mistaken: str, reopened: str) -> None:
    row = may("correct", mistaken, "approver")
    assert (row.after, row.asks) == (reopened, (asking.REASONS,))


def test_whoever_works_here_never_decides_their_own_case() -> None:
    with pytest.raises(OwnCase):
        may("grant", "accepted", "approver", own=True)
    assert lifecycle.open_acts(state="accepted", standing=frozenset({"approver"}), facts=CALM, own=True) == []


def test_every_taking_away_asks_for_reasons() -> None:
    assert {row.act for row in TABLE if asking.REASONS in row.asks} == {"decline", "extend", "refuse", "correct"}


def test_every_row_names_known_states_conditions_roles_and_an_article() -> None:
    for row in TABLE:
        assert {*row.before, row.after} <= {*STATES, lifecycle.NOT_YET}
        assert set(row.conditions) <= set(lifecycle.CONDITIONS)
        assert set(row.who) <= {"applicant", "clerk", "reviewer", "approver", "system"}
        assert row.article.startswith("第") and row.label.zh and row.label.en


def test_every_state_can_be_reached_and_only_ended_ones_are_dead_ends() -> None:
    reached = {row.after for row in TABLE}
    assert reached == set(STATES)
    left = {state for row in TABLE if row.act != "correct" for state in row.before}
    assert set(STATES) - left == set(lifecycle.ENDED)


def test_of_two_rows_for_one_act_and_state_only_one_is_open_to_a_person() -> None:
    for role in ("applicant", "clerk", "reviewer", "approver", "system"):
        pairs = [(row.act, state) for row in TABLE if role in row.who for state in row.before]
        assert len(pairs) == len(set(pairs)), role


OFFERED = {
    ("received", "applicant"): ["withdraw"],
    ("received", "clerk"): ["return_for_completion", "accept", "decline"],
    ("received", "reviewer"): ["return_for_completion", "accept", "decline"],
    ("received", "approver"): [],
    ("returned", "applicant"): ["complete", "withdraw"],
    ("returned", "clerk"): ["complete"],
    ("returned", "approver"): ["correct"],
    ("accepted", "applicant"): ["withdraw"],
    ("accepted", "clerk"): [],
    ("accepted", "reviewer"): ["pause"],
    ("accepted", "approver"): ["pause", "extend", "grant", "refuse"],
    ("paused", "applicant"): ["withdraw"],
    ("paused", "approver"): ["resume"],
    ("granted", "applicant"): [],
    ("granted", "clerk"): ["close"],
    ("granted", "approver"): ["close", "correct"],
    ("declined", "applicant"): [],
    ("declined", "approver"): ["correct"],
    ("withdrawn", "approver"): [],
    ("closed", "clerk"): [],
    ("closed", "approver"): ["correct"],
}


@pytest.mark.parametrize(("state", "who"), OFFERED)
def test_the_page_offers_exactly_what_the_table_says(state: str, who: str) -> None:
    offered = lifecycle.open_acts(state=state, standing=frozenset({who}), facts=CALM)
    assert [act.act for act in offered if act.why_not is None] == OFFERED[state, who]
    assert sum(act.primary for act in offered) <= 1
    assert not any(act.primary and act.grave for act in offered)


def test_a_missing_act_is_explained_with_its_article() -> None:
    offered = lifecycle.open_acts(state="accepted", standing=frozenset({"clerk"}), facts=CALM)
    assert [(act.act, act.article) for act in offered if act.why_not] == [
        ("return_for_completion", "第三十二条第一款第四项")
    ]


@pytest.mark.parametrize("who", ["nobody", "administrator", "security", "auditor"])
def test_whoever_has_no_part_in_a_case_is_offered_nothing(who: str) -> None:
    for state in STATES:
        assert lifecycle.open_acts(state=state, standing=frozenset({who}), facts=CALM) == []
    for act in {row.act for row in TABLE}:
        with pytest.raises(NotAllowed):
            may(act, "received", who)


def test_a_journal_is_replayed_to_its_state_and_a_forged_step_is_found() -> None:
    journal = [("receive", "received"), ("accept", "accepted"), ("extend", "accepted"), ("grant", "granted")]
    assert lifecycle.replay(journal) == "granted"
    with pytest.raises(WrongState):
        lifecycle.replay([("receive", "received"), ("grant", "granted")])


def test_the_diagram_is_drawn_from_the_table() -> None:
    drawn = lifecycle.diagram()
    assert drawn.startswith("stateDiagram-v2\n")
    assert "    accepted --> granted: 准予\n" in drawn
    assert "    [*] --> received: 收件\n" in drawn
