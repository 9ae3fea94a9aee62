"""The legal clock, as examples one can check with a calendar in hand. November 2026: the 18th is a Wednesday."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.cases.days import DAYS, on
from yiwang.casework.cases import cells, clock
from yiwang.casework.cases.clock import NATURAL, Limit, Reading, Rules
from yiwang.casework.cases.course import Move

FOOD = Rules(statutory=Limit(10), promised=Limit(4))
RECEIVED = Move("receive", "received", on("11-18"))
ACCEPTED = Move("accept", "accepted", on("11-18"))


def read(*moves: Move, today: str, rules: Rules = FOOD) -> Reading:
    return clock.read(moves, rules, DAYS, on(today))


def paused(start: str, days: int, kind: str = "inspection") -> Move:
    return Move("pause", "paused", on(start), days, DAYS.add(on(start), days), kind)


def test_the_first_day_is_the_next_working_day_after_acceptance() -> None:
    promised = read(RECEIVED, ACCEPTED, today="11-18").promised
    assert promised is not None
    assert promised.first_on == on("11-19")
    assert (promised.used, promised.remaining) == (0, 4)


def test_a_weekend_is_not_counted_and_today_is_not_yet_used() -> None:
    reading = read(RECEIVED, ACCEPTED, today="11-23")
    assert reading.promised is not None and reading.statutory is not None
    assert (reading.promised.used, reading.promised.remaining) == (2, 2)
    assert reading.promised.due_on == on("11-24")
    assert reading.statutory.due_on == on("12-02")


def test_the_last_day_counts_until_it_ends() -> None:
    assert read(RECEIVED, ACCEPTED, today="11-24").over_promise is False
    assert read(RECEIVED, ACCEPTED, today="11-25").over_promise is True


def test_a_broken_promise_and_a_broken_law_are_two_things() -> None:
    late = read(RECEIVED, ACCEPTED, today="11-25")
    assert (late.level, late.over_law) == ("over_promise", False)
    illegal = read(RECEIVED, ACCEPTED, today="12-03")
    assert illegal.level == "over_law"
    assert illegal.promised is not None and illegal.promised.overdue == 7


@pytest.mark.parametrize(
    ("today", "level"),
    [("11-19", "green"), ("11-20", "green"), ("11-23", "yellow"), ("11-24", "red"), ("11-25", "over_promise")],
)
def test_four_promised_days_turn_yellow_on_the_third_and_red_on_the_fourth(today: str, level: str) -> None:
    assert read(RECEIVED, ACCEPTED, today=today).level == level


def test_the_days_of_an_inspection_do_not_count_on_either_clock() -> None:
    """Art. 45. Paused on the 19th for three working days: the 20th, 23rd and 24th are left out."""
    reading = read(RECEIVED, ACCEPTED, paused("11-19", 3), today="11-20")
    assert reading.promised is not None and reading.statutory is not None
    assert reading.promised.due_on == on("11-27")
    assert reading.statutory.due_on == on("12-07")
    assert reading.wake_on == on("11-25")


def test_a_pause_ended_early_gives_back_the_days_not_needed() -> None:
    resumed = Move("resume", "accepted", on("11-20"))
    reading = read(RECEIVED, ACCEPTED, paused("11-19", 3), resumed, today="11-23")
    assert reading.promised is not None
    assert reading.promised.due_on == on("11-25")


def test_a_pause_never_outlasts_its_planned_days_even_if_resumed_late() -> None:
    resumed = Move("resume", "accepted", on("12-01"))
    reading = read(RECEIVED, ACCEPTED, paused("11-19", 3), resumed, today="12-01")
    assert reading.promised is not None
    assert reading.promised.due_on == on("11-27")


def test_an_extension_adds_to_the_statutory_limit_and_never_to_the_promise() -> None:
    reading = read(RECEIVED, ACCEPTED, Move("extend", "accepted", on("11-23"), 10), today="11-23")
    assert reading.promised is not None and reading.statutory is not None
    assert reading.promised.due_on == on("11-24")
    assert reading.statutory.due_on == on("12-16")


def test_the_office_has_five_working_days_to_say_what_is_missing() -> None:
    """Art. 32: silence means acceptance, on the sixth day, as of the day received."""
    waiting = read(RECEIVED, today="11-25")
    assert waiting.completeness is not None
    assert waiting.completeness.due_on == on("11-25")
    assert waiting.wake_on == on("11-26")
    deemed = read(RECEIVED, Move("deem_accepted", "accepted", on("11-18")), today="11-26")
    assert deemed.promised is not None
    assert deemed.promised.due_on == on("11-24")


def test_completion_makes_a_new_receipt_date() -> None:
    returned = Move("return_for_completion", "returned", on("11-20"))
    completed = Move("complete", "received", on("12-01"))
    reading = read(RECEIVED, returned, completed, today="12-01")
    assert reading.completeness is not None
    assert reading.completeness.due_on == on("12-08")
    assert read(RECEIVED, returned, today="11-30").completeness is None


def test_an_item_without_a_statutory_limit_has_no_statutory_reading() -> None:
    reading = read(RECEIVED, ACCEPTED, today="12-30", rules=Rules(statutory=None, promised=Limit(4)))
    assert reading.statutory is None
    assert reading.over_law is False
    assert read(RECEIVED, ACCEPTED, today="12-30", rules=Rules(None, None)).running is None


def test_natural_days_count_weekends_and_end_on_a_working_day() -> None:
    rules = Rules(statutory=Limit(30, NATURAL), promised=Limit(10, NATURAL))
    reading = read(RECEIVED, ACCEPTED, today="11-23", rules=rules)
    assert reading.promised is not None and reading.statutory is not None
    assert reading.promised.due_on == on("11-30"), "the tenth day is Saturday the 28th"
    assert reading.promised.used == 4
    assert reading.statutory.due_on == on("12-18")


def test_the_week_off_in_october_is_not_counted() -> None:
    reading = read(Move("receive", "received", on("09-28")), Move("accept", "accepted", on("09-29")), today="09-29")
    assert reading.promised is not None
    assert reading.promised.due_on == on("10-12")


def test_a_date_in_a_year_not_yet_announced_is_provisional() -> None:
    moves = Move("receive", "received", on("12-28")), Move("accept", "accepted", on("12-28"))
    assert read(*moves, today="12-28").provisional
    assert not read(RECEIVED, ACCEPTED, today="11-18").provisional


def test_the_reading_stands_still_at_the_decision() -> None:
    granted = Move("grant", "granted", on("11-23"))
    then = read(RECEIVED, ACCEPTED, granted, today="11-23")
    later = read(RECEIVED, ACCEPTED, granted, today="2027-06-01")
    assert then.promised == later.promised and then.statutory == later.statutory
    assert then.decided_days == later.decided_days == 3


def test_a_decision_on_the_day_of_acceptance_took_no_days() -> None:
    assert read(RECEIVED, ACCEPTED, Move("grant", "granted", on("11-18")), today="11-18").decided_days == 0


def test_the_time_for_a_new_decision_begins_with_the_correction() -> None:
    refused, corrected = Move("refuse", "refused", on("11-23")), Move("correct", "accepted", on("11-25"))
    reading = read(RECEIVED, ACCEPTED, refused, corrected, today="11-25")
    assert reading.promised is not None
    assert (reading.promised.due_on, reading.decided_days) == (on("12-01"), None)


def test_a_return_that_was_a_mistake_never_stopped_the_clock() -> None:
    returned, corrected = (
        Move("return_for_completion", "returned", on("11-19")),
        Move("correct", "received", on("11-20")),
    )
    reading = read(RECEIVED, returned, corrected, today="11-20")
    assert reading.completeness is not None
    assert reading.completeness.due_on == on("11-25")


def test_the_line_of_days_shows_used_today_open_and_both_ends() -> None:
    line = cells.cells(read(RECEIVED, ACCEPTED, today="11-23"), DAYS)
    assert [cell.kind for cell in line] == ["used", "used", "today", "open"] + ["law"] * 6
    assert [cell.number for cell in line if cell.promise or cell.law] == [4, 10]
    assert [cell.on for cell in line if cell.gap] == [on("11-23"), on("11-30")]


def test_days_on_hold_are_drawn_without_a_number() -> None:
    line = cells.cells(read(RECEIVED, ACCEPTED, paused("11-19", 3), today="11-20"), DAYS)
    assert [(cell.on, cell.number) for cell in line if cell.kind == "held"] == [
        (on("11-20"), None),
        (on("11-23"), None),
        (on("11-24"), None),
    ]


def test_a_line_too_long_to_read_is_not_drawn() -> None:
    rules = Rules(statutory=Limit(90), promised=None)
    assert cells.cells(read(RECEIVED, ACCEPTED, today="11-23", rules=rules), DAYS) == []


@pytest.mark.parametrize(
    ("today", "zh", "en"),
    [
        ("11-23", "还剩 2 个工作日", "2 working days left"),
        ("11-24", "今天到期", "Due today"),
        ("11-25", "超承诺 1 个工作日", "Past the promise by 1 working day"),
        ("12-03", "超法定 1 个工作日", "Past the statutory limit by 1 working day"),
    ],
)
def test_the_headline_says_how_long_is_left(today: str, zh: str, en: str) -> None:
    said = cells.headline(read(RECEIVED, ACCEPTED, today=today))
    assert said is not None
    assert (said.zh, said.en) == (zh, en)


def test_a_result_not_delivered_in_time_does_not_read_as_a_late_decision() -> None:
    granted = Move(act="grant", after="granted", on=on("11-20"))
    said = cells.headline(read(RECEIVED, ACCEPTED, granted, today="12-08"))
    assert said is not None
    assert said.zh.startswith("超送达期限") and said.en.startswith("Past the time to deliver")


def test_the_sentences_say_how_the_days_were_counted() -> None:
    said = [text.zh for text in cells.sentences(read(RECEIVED, ACCEPTED, paused("11-19", 3), today="11-20"))]
    assert said == [
        "11 月 18 日受理，从 11 月 19 日起算。",
        "11 月 19 日起进行检验，计划到 11 月 24 日，这些天不计入期限。",
        "承诺 4 个工作日，到 11 月 27 日（周五）。",
        "法定 10 个工作日，到 12 月 7 日（周一）。",
    ]


days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))
limits = st.builds(Limit, st.integers(1, 60), st.sampled_from(["1", "2"]))


@given(
    days_of_2026, limits, st.lists(st.tuples(st.integers(0, 20), st.integers(1, 30), st.integers(0, 40)), max_size=3)
)
def test_pausing_never_shortens(accepted: date, limit: Limit, pauses: list[tuple[int, int, int]]) -> None:
    rules = Rules(statutory=limit, promised=None)
    moves, day = [Move("accept", "accepted", accepted)], accepted
    for wait, planned, length in pauses:
        day += timedelta(days=wait)
        moves.append(Move("pause", "paused", day, planned, DAYS.add(day, planned), "hearing"))
        day += timedelta(days=length)
        moves.append(Move("resume", "accepted", day))
    without = clock.read(moves[:1], rules, DAYS, accepted).statutory
    held = clock.read(moves, rules, DAYS, day).statutory
    assert without is not None and held is not None
    assert held.due_on >= without.due_on


@given(days_of_2026, limits, st.integers(0, 90), st.integers(0, 400))
def test_a_decided_case_reads_the_same_for_ever(accepted: date, limit: Limit, took: int, later: int) -> None:
    decided = accepted + timedelta(days=took)
    moves = [Move("accept", "accepted", accepted), Move("grant", "granted", decided)]
    rules = Rules(statutory=limit, promised=limit)
    first = clock.read(moves, rules, DAYS, decided)
    again = clock.read(moves, rules, DAYS, decided + timedelta(days=later))
    assert replace(first, today=again.today, delivery=again.delivery) == again


@given(days_of_2026, limits, st.integers(0, 200))
def test_used_and_remaining_make_the_whole_while_in_time(accepted: date, limit: Limit, passed: int) -> None:
    today = accepted + timedelta(days=passed)
    span = clock.read([Move("accept", "accepted", accepted)], Rules(limit, None), DAYS, today).statutory
    assert span is not None
    assert span.used + span.remaining == limit.count or today > span.due_on or limit.unit == NATURAL
    assert span.is_over == (today > span.due_on)
